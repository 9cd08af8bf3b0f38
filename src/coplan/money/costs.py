"""What one person's help and one outcome cost, in cash and with what was given in kind.

Cash is what was spent on the lines. A line goes to outcomes by its shares; an overhead line is spread over the
outcomes in proportion to what each costs directly, and so is everything given in kind. A line with neither is
told as not allocated. What an outcome cost is divided by what its indicators counted in the same days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coplan.money.in_kind import InKind, in_kind
from coplan.money.models import BudgetLine, CostShare
from coplan.money.models.lines import PENCE
from coplan.money.months import NOTHING, financial_year
from coplan.money.rows import lines
from coplan.outcomes.models import Element, Indicator, Reading
from coplan.outcomes.queries import indicators


@dataclass(frozen=True)
class SharedCost:
    """A part of one line's cost that serves an outcome."""

    line: BudgetLine
    share: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Result:
    """What one indicator counted, and what each cost. The costs are None where nothing was counted."""

    indicator: Indicator
    readings: tuple[Reading, ...]
    achieved: Decimal
    each_cash: Decimal | None
    each_in_full: Decimal | None

    @property
    def unapproved(self) -> int:
        return sum(not one.is_approved for one in self.readings)


@dataclass(frozen=True)
class OutcomeCost:
    """What one outcome cost: its shares of lines, its part of the overheads and of what was given in kind."""

    outcome: Element
    shares: tuple[SharedCost, ...]
    overhead: Decimal
    in_kind: Decimal
    results: tuple[Result, ...] = ()

    @property
    def direct(self) -> Decimal:
        return sum((one.amount for one in self.shares), NOTHING)

    @property
    def cash(self) -> Decimal:
        return self.direct + self.overhead

    @property
    def in_full(self) -> Decimal:
        return self.cash + self.in_kind


@dataclass(frozen=True)
class CostSummary:
    """What was spent and given until a day, and what it cost for each person and each outcome.

    `cash` is spent money, `kind` what was given in kind with its parts. `people` were helped in the same days.
    `unallocated` is cash on lines that are neither shared out nor overhead. `limits` says in words what the
    figures cannot tell. Figures that would divide by nothing are None: write 'not known'.
    """

    starts_on: date
    ends_on: date
    cash: Decimal
    kind: InKind
    people: Decimal
    people_readings: tuple[Reading, ...]
    overhead: Decimal
    unallocated: Decimal
    unallocated_lines: tuple[BudgetLine, ...]
    outcomes: tuple[OutcomeCost, ...]
    limits: tuple[str, ...]

    @property
    def in_kind(self) -> Decimal:
        return self.kind.value

    @property
    def in_full(self) -> Decimal:
        """Cash and in kind together."""
        return self.cash + self.in_kind

    @property
    def per_person(self) -> Decimal | None:
        """Cash for each person helped."""
        return _each(self.cash, self.people)

    @property
    def per_person_in_full(self) -> Decimal | None:
        """Cash and in kind for each person helped."""
        return _each(self.in_full, self.people)


def cost_summary(today: date, year: int | None = None) -> CostSummary:
    """Costs until today, of one financial year where one is given; eight queries however many lines there are."""
    every = [line for line in lines() if year is None or line.year == year]
    counted = list(indicators())
    starts, ends = _days(every, today, year)
    kind = in_kind(starts, ends)
    shares = _shares(every)
    overhead = _spent(one for one in every if one.is_overhead)
    loose = tuple(one for one in every if not one.is_overhead and one.pk not in shares and one.spent)
    outcomes = _outcomes(shares, overhead, kind.value, counted, (starts, ends))
    people = tuple(one for each in counted if each.counts_people for one in _readings(each, starts, ends))
    return CostSummary(
        starts_on=starts,
        ends_on=ends,
        cash=_spent(every),
        kind=kind,
        people=sum((one.figure for one in people), Decimal(0)),
        people_readings=people,
        overhead=overhead,
        unallocated=_spent(loose),
        unallocated_lines=loose,
        outcomes=outcomes,
        limits=tuple(_limits(people, outcomes, overhead, loose)),
    )


def _days(every: list[BudgetLine], today: date, year: int | None) -> tuple[date, date]:
    """From the first year's beginning until today, or the year as far as it has run."""
    first = year if year is not None else min((one.year for one in every), default=financial_year(today))
    starts = date(first, 4, 1)
    ends = today if year is None else min(today, date(year + 1, 3, 31))
    return starts, max(starts, ends)


def _spent(rows: Iterable[BudgetLine]) -> Decimal:
    return sum((one.spent for one in rows), NOTHING)


def _each(cost: Decimal, many: Decimal) -> Decimal | None:
    return (cost / many).quantize(PENCE) if many > 0 else None


def _shares(every: list[BudgetLine]) -> dict[int, list[CostShare]]:
    known = {one.pk: one for one in every if not one.is_overhead}
    found: dict[int, list[CostShare]] = {}
    rows = CostShare.objects.filter(line__in=known, outcome__removed_at=None).select_related("outcome")
    for share in rows.order_by("line__number", "number"):
        share.line = known[share.line_id]
        found.setdefault(share.line_id, []).append(share)
    return found


def _outcomes(
    shares: dict[int, list[CostShare]],
    overhead: Decimal,
    kind: Decimal,
    counted: list[Indicator],
    days: tuple[date, date],
) -> tuple[OutcomeCost, ...]:
    direct: dict[int, list[SharedCost]] = {}
    named: dict[int, Element] = {}
    for rows in shares.values():
        amounts = split(rows[0].line.spent, [one.share for one in rows])
        for one, amount in zip(rows, amounts, strict=True):
            named[one.outcome_id] = one.outcome
            direct.setdefault(one.outcome_id, []).append(SharedCost(one.line, one.share, amount))
    ordered = sorted(named.values(), key=lambda one: one.place)
    weights = [sum((part.amount for part in direct[one.pk]), NOTHING) for one in ordered]
    spread, given = split(overhead, weights), split(kind, weights)
    found = []
    for one, over, gift in zip(ordered, spread, given, strict=True):
        bare = OutcomeCost(one, tuple(direct[one.pk]), over, gift)
        results = tuple(_result(each, bare, *days) for each in counted if _counts_for(each, one))
        found.append(OutcomeCost(one, bare.shares, over, gift, results))
    return tuple(found)


def split(amount: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """An amount in proportion to weights, to the penny; the parts add up to it (to 0 where nothing weighs)."""
    whole = sum(weights, NOTHING)
    if not whole:
        return [NOTHING for _one in weights]
    found, used, done = [], NOTHING, NOTHING
    for weight in weights:
        used += weight
        upto = (amount * used / whole).quantize(PENCE)
        found.append(upto - done)
        done = upto
    return found


def _counts_for(indicator: Indicator, outcome: Element) -> bool:
    """Whether the indicator counts how often this outcome came about: levels and pounds are not counts."""
    return indicator.outcome_id == outcome.pk and indicator.counts_things


def _readings(indicator: Any, starts: date, ends: date) -> tuple[Reading, ...]:
    known = (one for one in indicator.every_reading if one.is_in_force)
    return tuple(one for one in known if one.ends_on >= starts and one.starts_on <= ends)


def _result(indicator: Any, cost: OutcomeCost, starts: date, ends: date) -> Result:
    readings = _readings(indicator, starts, ends)
    achieved = max(_achieved(indicator, readings, starts), Decimal(0))
    each = _each(cost.cash, achieved), _each(cost.in_full, achieved)
    return Result(indicator, readings, achieved, *each)


def _achieved(indicator: Any, readings: tuple[Reading, ...], starts: date) -> Decimal:
    """What was counted in the days; a running total grows by the difference to where it stood before."""
    if not indicator.running_total:
        return sum((one.figure for one in readings), Decimal(0))
    if not readings:
        return Decimal(0)
    before = [one.figure for one in indicator.every_reading if one.is_in_force and one.ends_on < starts]
    stood = before[-1] if before else indicator.baseline or Decimal(0)
    return readings[-1].figure - stood


def _limits(
    people: tuple[Reading, ...],
    outcomes: tuple[OutcomeCost, ...],
    overhead: Decimal,
    loose: tuple[BudgetLine, ...],
) -> Iterable[str]:
    yield _("A cost for each is an average. It does not say what one person more would cost.")
    if not people:
        yield _("No reading counts people helped in these days, so the cost of one person is not known.")
    waiting = sum(one.unapproved for each in outcomes for one in each.results)
    waiting += sum(not one.is_approved for one in people)
    if waiting:
        yield _("Readings used here that nobody has approved yet: %(many)s.") % {"many": waiting}
    if any(one.indicator.is_percentage for each in outcomes for one in each.results):
        yield _(
            "Where an indicator asks the same people again each period, they are counted again each time."
        )
    if loose:
        names = ", ".join(one.reference for one in loose)
        yield _("Not shared out to any outcome: %(lines)s. The costs of outcomes leave them out.") % {
            "lines": names
        }
    if overhead and not outcomes:
        yield _("There are overheads but no line is shared out to an outcome, so they rest on none.")
