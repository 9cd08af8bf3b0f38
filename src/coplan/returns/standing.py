"""How far a round is: each return in words, what the figures come to, and what jumps against last time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coplan.outcomes import figures as written
from coplan.outcomes.models import Indicator, Measured, share
from coplan.returns import queries
from coplan.returns.models import Figure, Return, Round, State
from coplan.returns.services.settling import by_question, total

# What counts as a jump: more than a third of the last figure, and for counts at least five;
# a percentage jumps by more than 15 points
LARGE_SHARE = Decimal(1) / 3
FEWEST = 5
POINTS = 15


@dataclass(frozen=True)
class ReturnLine:
    """One partner's return."""

    one: Return
    words: str
    tone: str
    asked: int
    answered: int
    jumps: tuple[tuple[Indicator, str], ...] = ()
    """Indicators whose figure is far from what the partner said last, each with the sentence."""

    @property
    def done(self) -> str:
        told = {"answered": self.answered, "asked": self.asked}
        return _("%(answered)s of %(asked)s filled in") % told


@dataclass(frozen=True)
class TotalLine:
    """One indicator over one period: what the figures known so far come to."""

    first: Figure
    shown: str
    last: str
    jump: str
    missing: tuple[Figure, ...]
    left_out: tuple[Figure, ...]
    not_known: tuple[Figure, ...]
    reading: Any

    @property
    def is_whole(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class RoundPage:
    returns: tuple[ReturnLine, ...]
    totals: tuple[TotalLine, ...]

    def many(self, *tones: str) -> int:
        return sum(one.tone in tones for one in self.returns)

    @property
    def late(self) -> int:
        return self.many("bad")


def state_of(one: Return, today: date, answered: int) -> tuple[str, str]:
    """In words, and the tone."""
    late = one.round.due_on < today and not one.round.is_locked
    if one.state == State.APPROVED:
        return _("Approved"), "good"
    if one.state == State.SENT:
        return _("Sent, waits for approval"), "info"
    if one.state == State.RETURNED:
        return (_("Sent back, late"), "bad") if late else (_("Sent back"), "warn")
    begun = _("begun") if answered else _("not begun")
    return (_("Late, %s") % begun, "bad") if late else (_("Not sent yet, %s") % begun, "none")


def of_round(round: Round, today: date) -> RoundPage:
    """Everything the round's page shows; a fixed number of queries."""
    rows = list(
        queries.figures().filter(in_return__round=round).select_related("reading", "in_return__sent_by")
    )
    returns = list(queries.returns().filter(round=round).order_by("partner__organisation__name"))
    last = queries.last_readings({one.indicator for one in rows}, round.starts_on)
    totals = tuple(_total(these, last) for these in by_question(rows).values())
    said = queries.last_answers_of_all([one.partner_id for one in returns], round.starts_on)
    return RoundPage(tuple(_line(one, rows, said, today) for one in returns), totals)


def _line(
    one: Return, rows: Iterable[Figure], said: dict[tuple[int, int], Figure], today: date
) -> ReturnLine:
    own = [row for row in rows if row.in_return_id == one.pk]
    answered = sum(row.is_answered for row in own)
    words, tone = state_of(one, today, answered)
    jumps = (
        (
            row.indicator,
            jump(row.indicator, said.get((one.partner_id, row.indicator_id)), row.figure, row.out_of),
        )
        for row in own
        if row.figure is not None
    )
    told = tuple((indicator, sentence) for indicator, sentence in jumps if sentence)
    return ReturnLine(one, words, tone, len(own), answered, told)


def _total(rows: Sequence[Figure], last: dict[int, Any]) -> TotalLine:
    first = rows[0]
    counted = [one for one in rows if not one.is_left_out]
    found = total(counted)
    before = last.get(first.indicator_id)
    missing = [one for one in counted if one.in_return.state != State.APPROVED]
    return TotalLine(
        first=first,
        shown=written.shown(first.indicator, found.figure, found.out_of) if found else "",
        last=written.reading_in_words(before) if before is not None else "",
        # A part of the figures is not comparable with the whole of last time
        jump=jump(first.indicator, before, found.figure, found.out_of)
        if found and all(one.is_answered for one in counted)
        else "",
        missing=tuple(missing),
        left_out=tuple(one for one in rows if one.is_left_out),
        not_known=tuple(one for one in counted if one.not_known),
        reading=first.reading or next((one.reading for one in rows if one.reading), None),
    )


def jump(indicator: Indicator, before: Any, figure: Decimal, out_of: Decimal | None) -> str:
    """A large change against the last time in a sentence; empty where it is an ordinary one."""
    if before is None:
        return ""
    old = share(before.figure, before.out_of) if indicator.is_percentage else before.figure
    new = share(figure, out_of) if indicator.is_percentage else figure
    if old is None or new is None or not _is_large(indicator, old, new):
        return ""
    words = {"old": written.written(indicator, old), "new": written.written(indicator, new)}
    if new > old:
        return _("Up from %(old)s to %(new)s since last time: ask what happened.") % words
    return _("Down from %(old)s to %(new)s since last time: ask what happened.") % words


def _is_large(indicator: Indicator, old: Decimal, new: Decimal) -> bool:
    gap = abs(new - old)
    if indicator.is_percentage:
        return gap > POINTS
    if indicator.measured == Measured.COUNT and gap < FEWEST:
        return False
    return gap > abs(old) * LARGE_SHARE


def in_a_sentence(page: RoundPage) -> str:
    """'3 of 5 returns approved, 1 waits for approval, 1 late'."""
    parts = [
        ngettext("%(n)s of %(all)s return approved", "%(n)s of %(all)s returns approved", len(page.returns))
        % {"n": page.many("good"), "all": len(page.returns)}
    ]
    if page.many("info"):
        parts.append(
            ngettext("%(n)s waits for approval", "%(n)s wait for approval", page.many("info"))
            % {"n": page.many("info")}
        )
    if page.late:
        parts.append(_("%(n)s late") % {"n": page.late})
    return " · ".join(parts)
