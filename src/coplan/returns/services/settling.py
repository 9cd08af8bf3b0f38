"""From approved returns to readings: figures added up, percentages by their counts, parts group by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coplan.outcomes.models import BreakdownGroup, Indicator, Reading
from coplan.outcomes.services import Part, approve_readings, correct_reading, enter_reading_with_parts
from coplan.returns import queries
from coplan.returns.models import Figure, Round, State
from coplan.returns.services.saving import store

Question = tuple[int, date, date]


@dataclass(frozen=True)
class Total:
    """What the figures of several partners come to."""

    figure: Decimal
    out_of: Decimal | None
    parts: tuple[Part, ...]


def rows_of(round: Round) -> list[Figure]:
    return list(queries.figures().filter(in_return__round=round))


def by_question(rows: Iterable[Figure]) -> dict[Question, list[Figure]]:
    found: dict[Question, list[Figure]] = defaultdict(list)
    for one in rows:
        found[one.question].append(one)
    return dict(found)


def total(rows: Sequence[Figure]) -> Total | None:
    """The sum of the known figures; counts of a percentage are summed, never the percentages. None without any."""
    known = [one for one in rows if one.figure is not None]
    if not known:
        return None
    indicator: Indicator = known[0].indicator
    whole = sum((one.out_of or Decimal(0) for one in known), Decimal(0)) if indicator.is_percentage else None
    groups: dict[int, BreakdownGroup] = {}
    counts: dict[int, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for part in (part for one in known for part in one.every_part):  # type: ignore[attr-defined]
        groups[part.group_id] = part.group
        counts[part.group_id][0] += part.figure
        counts[part.group_id][1] += part.out_of or Decimal(0)
    return Total(
        sum((one.figure for one in known), Decimal(0)),  # type: ignore[misc]
        whole,
        tuple(
            Part(group, counts[key][0], counts[key][1] if indicator.is_percentage else None)
            for key, group in groups.items()
        ),
    )


def settle(round: Round, *, by: Any, why: str, only: set[Question]) -> int:
    """Write the readings of questions of which nothing is missing any more; how many."""
    many = 0
    for question, rows in by_question(rows_of(round)).items():
        if question in only and not any(_is_missing(one) for one in rows):
            many += _write(round, [one for one in rows if _counts(one)], rows, by, why)
    return many


def _counts(one: Figure) -> bool:
    return one.in_return.state == State.APPROVED and not one.is_left_out


def _is_missing(one: Figure) -> bool:
    return one.in_return.state != State.APPROVED and not one.is_left_out


def _write(round: Round, counted: Sequence[Figure], rows: Sequence[Figure], by: Any, why: str) -> bool:
    found = total(counted)
    if found is None:
        return False
    first = counted[0]
    told = {"source": _source(counted)[:250], "note": _note(rows)[:1000]}
    sender = _sender(counted, by)
    stored = (
        Reading.objects.filter(
            indicator=first.indicator, starts_on=first.starts_on, ends_on=first.ends_on, replaced_at=None
        )
        .select_related("indicator")
        .first()
    )
    if stored is None:
        new = Reading(
            partnership_id=round.partnership_id,
            indicator=first.indicator,
            starts_on=first.starts_on,
            ends_on=first.ends_on,
            figure=found.figure,
            out_of=found.out_of,
            **told,
        )
        reading = enter_reading_with_parts(reading=new, parts=found.parts, by=sender)
    else:
        reading = _corrected(stored, found, told, why or _("Reported in %s") % round.reference, sender)
    if not reading.is_approved and reading.by_id != by.pk:
        approve_readings(readings=[reading], by=by)
    for one in counted:
        if one.reading_id != reading.pk:
            one.reading = reading
            store(one, by=by, fields=["reading"])
    return True


def _corrected(stored: Reading, found: Total, told: dict[str, str], why: str, sender: Any) -> Reading:
    """The new figure in place of the old one, which is kept; the old one where nothing differs."""
    same = (stored.figure, stored.out_of, stored.source) == (found.figure, found.out_of, told["source"])
    kept = {(one.group_id, one.figure, one.out_of) for one in stored.parts.filter(removed_at=None)}
    if same and kept == {(one.group.pk, one.figure, one.out_of) for one in found.parts}:
        return stored
    return correct_reading(
        reading=stored,
        figure=found.figure,
        out_of=found.out_of,
        parts=list(found.parts),
        reason=why[:500],
        by=sender,
        **told,
    )


def _sender(counted: Sequence[Figure], by: Any) -> Any:
    """Who entered the figures: of several senders the last one who is not the approver."""
    senders = [one.in_return.sent_by for one in sorted(counted, key=lambda one: one.in_return.sent_at)]
    return next((one for one in reversed(senders) if one.pk != by.pk), senders[-1])


def _source(counted: Sequence[Figure]) -> str:
    return "; ".join(f"{one.in_return.partner}: {one.source}" for one in counted)


def _note(rows: Sequence[Figure]) -> str:
    """Whose figures are missing and why, then what the partners say happened."""
    missing = [
        _("Without figures from %(partner)s: %(why)s")
        % {"partner": one.in_return.partner, "why": one.left_out_because or one.why_not_known}
        for one in rows
        if one.is_left_out or one.not_known
    ]
    said = [f"{one.in_return.partner}: {one.note}" for one in rows if one.note and _counts(one)]
    return "\n".join([*missing, *said])
