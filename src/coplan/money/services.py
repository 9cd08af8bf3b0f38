"""Spending, ordering, forecasting and explaining. What was stored stays; a wrong entry is reversed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from coplan.kit import history
from coplan.kit.models import queue
from coplan.kit.templatetags.kit import day as in_words
from coplan.kit.templatetags.kit import money
from coplan.money import months, queries
from coplan.money.models import (
    BudgetLine,
    BudgetRevision,
    BudgetRules,
    Commitment,
    CostCode,
    CostShare,
    Entry,
    Explanation,
    Forecast,
    LedgerImport,
)
from coplan.outcomes.models import Element

# Bills of a year may come in and be booked after its end
LATE_BILLS = timedelta(days=365)


def fault_of_day(line: BudgetLine, on: date, today: date) -> str:
    """Why an entry of this day cannot be one of this line's year, or nothing."""
    if on > today:
        return _("This day has not come yet. Enter what was ordered as a commitment.")
    if on < line.begins_on or on > line.ends_on + LATE_BILLS:
        return _("%(day)s is not in %(year)s. Choose another day, or the line of the right year.") % {
            "day": in_words(on),
            "year": line.year_words,
        }
    return ""


# Entries


@transaction.atomic
def enter(*, entries: Sequence[Entry], today: date, by: Any, why: str = "") -> int:
    """Store entries, all or none; how many."""
    for entry in entries:
        queue(entry.partnership_id)
        fault = fault_of_day(entry.line, entry.on, today)
        if fault:
            raise ValidationError({"on": fault})
        entry.by = by
        history.keep(entry, by=by, why=why)
    return len(entries)


@transaction.atomic
def reverse(*, entry: Entry, reason: str, on: date, by: Any) -> Entry:
    """Take an entry back by another of the opposite amount; both stay, with the reason."""
    entry.hold()
    if entry.reverses_id is not None:
        raise ValidationError(_("This entry takes another one back. Enter the right amount as a new entry."))
    if Entry.objects.filter(reverses=entry).exists():
        raise ValidationError(_("This entry was reversed already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for whoever reads the accounts later.")})
    taken_back = Entry(
        partnership_id=entry.partnership_id,
        line=entry.line,
        # Never in another year than the entry: its line would be charged there
        on=min(on, entry.line.ends_on + LATE_BILLS),
        amount=-entry.amount,
        document=entry.document,
        supplier=entry.supplier,
        text=reason.strip()[:500],
        commitment=entry.commitment,
        reverses=entry,
        by=by,
    )
    history.keep(taken_back, by=by, why=reason)
    return taken_back


@transaction.atomic
def pay(*, order: Commitment, entry: Entry, is_last: bool, today: date, by: Any) -> None:
    """Pay for an order, in part or for good; `is_last` frees what is left of it."""
    order.hold()
    if order.ended_on is not None:
        raise ValidationError(_("Nothing more is to be paid for this order. Open it again to pay more."))
    entry.line, entry.commitment = order.line, order
    enter(entries=[entry], today=today, by=by)
    if is_last:
        order.ended_on = entry.on
        order.version += 1
        history.note(order, by=by, why=_("The last payment was made."))
        order.full_clean()
        order.save(update_fields=["ended_on", "version"])


# Budget, forecast, explanation


@transaction.atomic
def note_budget(*, line: BudgetLine, on: date, reason: str, by: Any) -> None:
    """Keep the line's budget beside the one before, if it has changed. Call it after the line is saved."""
    last = BudgetRevision.objects.filter(line=line).order_by("on", "number").last()
    if last is not None and last.after == line.budget:
        return
    before = last.after if last is not None else None
    made = BudgetRevision(
        partnership_id=line.partnership_id,
        line=line,
        on=on,
        before=before,
        after=line.budget,
        reason=reason,
        by=by,
    )
    history.keep(made, by=by, why=reason)


@transaction.atomic
def forecast(*, forecasts: Sequence[Forecast], today: date, by: Any) -> int:
    """Store the forecasts of a round, all or none; how many. The ones before stay."""
    for one in forecasts:
        queue(one.partnership_id)
        if one.dated_on > today:
            raise ValidationError({"dated_on": _("A forecast is dated to the day it was made, not later.")})
        newest = Forecast.objects.filter(line=one.line).order_by("dated_on", "number").last()
        if newest is not None and newest.dated_on > one.dated_on:
            told = _("There is a forecast of %(day)s already. Date the new one to that day or later.")
            raise ValidationError({"dated_on": told % {"day": in_words(newest.dated_on)}})
        if not one.reason.strip():
            raise ValidationError({"reason": _("Say what the forecast rests on.")})
        one.by = by
        history.keep(one, by=by, why=one.reason)
    return len(forecasts)


@transaction.atomic
def explain(*, line: BudgetLine, text: str, today: date, by: Any) -> Explanation:
    """Say why a line is outside its tolerance."""
    queue(line.partnership_id)
    position = queries.positions(today, queries.lines().filter(pk=line.pk))[0]
    made = Explanation(
        partnership_id=line.partnership_id, line=line, on=today, text=text, variance=position.gap, by=by
    )
    history.keep(made, by=by)
    return made


@transaction.atomic
def set_profile(*, line: BudgetLine, amounts: Sequence[Decimal], reason: str, by: Any) -> None:
    """Plan the year month by month; no amounts at all means a twelfth each."""
    line.hold()
    if amounts and sum(amounts) != line.budget:
        gap = line.budget - sum(amounts)
        told = _("The months add up to %(sum)s and the budget is %(budget)s: %(gap)s apart.")
        whole = {"sum": money(sum(amounts)), "budget": money(line.budget), "gap": money(abs(gap))}
        raise ValidationError(told % whole)
    if amounts and (len(amounts) != months.MONTHS or min(amounts) < 0):
        raise ValidationError(_("Enter an amount of 0 or more for each of the twelve months."))
    line.profile = [str(one) for one in amounts]
    line.version += 1
    history.note(line, by=by, why=reason)
    line.full_clean()
    line.save(update_fields=["profile", "version"])


# Allocation and rules


@transaction.atomic
def set_shares(*, line: BudgetLine, shares: Mapping[Element, Decimal], is_overhead: bool, by: Any) -> None:
    """Share a line out to outcomes: shares that add up to 100, or none at all; or call it an overhead."""
    line.hold()
    if is_overhead and shares:
        raise ValidationError(_("A line is either shared out or an overhead. Clear one of the two."))
    if shares and sum(shares.values()) != 100:
        told = _("The shares add up to %(sum)s%%. They must add up to 100%%.")
        raise ValidationError(told % {"sum": f"{sum(shares.values()).normalize():f}"})
    kept = {share.outcome_id: share for share in CostShare.objects.filter(line=line)}
    for outcome, share in shares.items():
        _set_share(line, outcome, share, kept.pop(outcome.pk, None), by)
    for old in kept.values():
        history.note(old, by=by)
        old.remove()
    if line.is_overhead != is_overhead:
        line.is_overhead = is_overhead
        line.version += 1
        history.note(line, by=by)
        line.save(update_fields=["is_overhead", "version"])


def _set_share(line: BudgetLine, outcome: Element, share: Decimal, old: CostShare | None, by: Any) -> None:
    if old is not None and old.share == share:
        return
    made = old or CostShare(partnership_id=line.partnership_id, line=line, outcome=outcome)
    made.share = share
    made.version += 1 if old is not None else 0
    history.keep(made, by=by)


@transaction.atomic
def settle(*, partnership: Any, by: Any, why: str = "", **fields: Any) -> BudgetRules:
    """Change what the partnership has settled about its budget."""
    queue(partnership.pk)
    found = BudgetRules.objects.first() or BudgetRules(partnership=partnership)
    for name, value in fields.items():
        setattr(found, name, value)
    found.version += 1 if found.pk else 0
    history.keep(found, by=by, why=why)
    return found


# Imports from the accounts


@dataclass(frozen=True)
class LedgerRow:
    """One good row of a finance export."""

    line: BudgetLine
    on: date
    amount: Decimal
    document: str
    supplier: str
    text: str


@transaction.atomic
def bring_in(
    *, partnership: Any, filename: str, rows: Sequence[LedgerRow], today: date, by: Any
) -> LedgerImport:
    """Store the rows of one file as entries, all or none."""
    queue(partnership.pk)
    batch = LedgerImport(partnership=partnership, filename=filename[:120], by=by)
    history.keep(batch, by=by)
    first = Entry(partnership=partnership)._next_number()
    made = [_entry(row, batch, first + at, by) for at, row in enumerate(rows)]
    for entry in made:
        fault = fault_of_day(entry.line, entry.on, today)
        if fault:
            raise ValidationError({"on": fault})
        # What it points at was looked up just now; asking again for each would make it ten times slower
        entry.full_clean(
            exclude=["partnership", "number", "line", "batch", "by", "reverses", "commitment"],
            validate_unique=False,
            validate_constraints=False,
        )
    why = _("Imported from %(file)s") % {"file": filename}
    bulk_create_with_history(made, Entry, batch_size=500, default_user=by, default_change_reason=why)
    return batch


def _entry(row: LedgerRow, batch: LedgerImport, number: int, by: Any) -> Entry:
    return Entry(
        partnership=batch.partnership,
        number=number,
        line=row.line,
        on=row.on,
        amount=row.amount,
        document=row.document[:80],
        supplier=row.supplier[:160],
        text=row.text[:500],
        batch=batch,
        by=by,
    )


def rests_on(batch: LedgerImport) -> list[Entry]:
    """The entries of an import that were reversed since."""
    return list(
        queries.entries().filter(batch=batch, reversed_by__isnull=False, reversed_by__removed_at=None)[:20]
    )


@transaction.atomic
def undo(*, batch: LedgerImport, reason: str, by: Any) -> int:
    """Take a whole import back, with the reason; how many entries."""
    batch.hold()
    if batch.undone_at is not None:
        raise ValidationError(_("This import was taken back already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back.")})
    used = rests_on(batch)
    if used:
        names = ", ".join(one.reference for one in used)
        raise ValidationError(
            _("Entries of this import were reversed since: %(names)s. Correct the rest one by one.")
            % {"names": names}
        )
    gone = list(Entry.objects.filter(batch=batch))
    for entry in gone:
        history.note(entry, by=by, why=reason)
        entry.remove()
    batch.undone_at, batch.undone_by, batch.undone_reason = timezone.now(), by, reason.strip()
    batch.version += 1
    history.keep(batch, by=by, why=reason)
    return len(gone)


@transaction.atomic
def remember_codes(*, partnership: Any, codes: Mapping[tuple[str, int], BudgetLine | None], by: Any) -> None:
    """Keep which line each cost code stands for in each financial year; None forgets it."""
    queue(partnership.pk)
    known = {(one.code, one.year): one for one in CostCode.objects.all()}
    for (code, year), line in codes.items():
        old = known.get((code, year))
        if line is None:
            if old is not None:
                history.note(old, by=by)
                old.remove()
        elif old is None:
            history.keep(CostCode(partnership=partnership, code=code, year=year, line=line), by=by)
        elif old.line_id != line.pk:
            old.line = line
            old.version += 1
            history.keep(old, by=by)
