"""The parts of a reading: which groups it is asked by, that they add up to it, and how they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.outcomes.figures import plain
from coplan.outcomes.models import (
    Breakdown,
    BreakdownGroup,
    Indicator,
    IndicatorBreakdown,
    Reading,
    ReadingPart,
)

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Part:
    """What of a reading belongs to one group, as somebody gives it."""

    group: BreakdownGroup
    figure: Decimal
    out_of: Decimal | None = None


@dataclass(frozen=True)
class Asked:
    """A breakdown with the groups that figures are asked for, in their order."""

    breakdown: Breakdown
    groups: tuple[BreakdownGroup, ...]


def asked_of(indicators: Iterable[Indicator]) -> dict[int, tuple[Asked, ...]]:
    """By which breakdowns the readings of each indicator are asked, by the indicator's key; two queries."""
    keys = [one.pk for one in indicators if one.has_parts]
    groups = BreakdownGroup.objects.order_by("position", "number")
    uses = (
        IndicatorBreakdown.objects.filter(indicator__in=keys, breakdown__removed_at=None)
        .select_related("breakdown")
        .prefetch_related(Prefetch("breakdown__groups", groups, to_attr="live_groups"))
        .order_by("breakdown__name", "number")
    )
    found: dict[int, tuple[Asked, ...]] = {}
    for use in uses:
        if use.breakdown.live_groups:
            asked = Asked(use.breakdown, tuple(use.breakdown.live_groups))
            found[use.indicator_id] = (*found.get(use.indicator_id, ()), asked)
    return found


def parts_of(readings: Iterable[Reading]) -> dict[int, tuple[ReadingPart, ...]]:
    """The stored parts of readings, by the reading's key, breakdown by breakdown; one query."""
    rows = (
        ReadingPart.objects.filter(reading__in=[one.pk for one in readings])
        .select_related("group__breakdown", "reading__indicator")
        .order_by("group__breakdown__name", "group__breakdown_id", "group__position", "group__number")
    )
    found: dict[int, tuple[ReadingPart, ...]] = {}
    for one in rows:
        found[one.reading_id] = (*found.get(one.reading_id, ()), one)
    return found


def by_breakdown(parts: Iterable[Any]) -> dict[Breakdown, list[Any]]:
    """Parts sorted into their breakdowns."""
    found: dict[Breakdown, list[Any]] = {}
    for one in parts:
        found.setdefault(one.group.breakdown, []).append(one)
    return found


def faults(reading: Reading, parts: Sequence[Part]) -> Iterator[tuple[Breakdown, str]]:
    """What keeps parts from being stored with a reading: each breakdown with a sentence."""
    for breakdown, ours in by_breakdown(parts).items():
        if any(one.figure < 0 for one in ours) and reading.indicator.counts_things:
            yield breakdown, _("A count cannot be less than 0.")
        if reading.indicator.is_percentage and any(one.out_of is None for one in ours):
            yield breakdown, _("Enter for each group what its count is out of.")
        elif any(one.out_of is not None and one.figure > one.out_of for one in ours):
            yield breakdown, _("The count of a group cannot be more than what it is out of.")
        told = _difference(breakdown, sum((one.figure for one in ours), NOTHING), reading.figure)
        if not told and reading.indicator.is_percentage:
            all_of = sum((one.out_of or NOTHING for one in ours), NOTHING)
            told = _difference(breakdown, all_of, reading.out_of or NOTHING, whole=True)
        if told:
            yield breakdown, told


def _difference(breakdown: Breakdown, added: Decimal, figure: Decimal, *, whole: bool = False) -> str:
    if added == figure:
        return ""
    words = {
        "name": breakdown.name,
        "added": plain(added),
        "figure": plain(figure),
        "gap": plain(abs(figure - added)),
    }
    if whole and added < figure:
        return (
            _(
                "%(name)s: the counts they are out of add up to %(added)s, the reading is out of %(figure)s: "
                "%(gap)s are missing. Put them under Not known or correct one."
            )
            % words
        )
    if whole:
        return (
            _(
                "%(name)s: the counts they are out of add up to %(added)s, the reading is out of %(figure)s: "
                "%(gap)s too many. Correct one."
            )
            % words
        )
    if added < figure:
        return (
            _(
                "%(name)s: the groups add up to %(added)s, the figure is %(figure)s: %(gap)s are missing. "
                "Put them under Not known or correct one."
            )
            % words
        )
    return (
        _(
            "%(name)s: the groups add up to %(added)s, the figure is %(figure)s: %(gap)s too many. Correct one."
        )
        % words
    )


def completed(reading: Reading, parts: Sequence[Part], earlier: Iterable[ReadingPart] = ()) -> list[Part]:
    """The parts with 0 for each group of a given breakdown that was left out; refused where they do not add up.

    `earlier` are the parts of the reading that is corrected: its groups may be used though they are asked no longer.
    """
    asked = asked_of([reading.indicator]).get(reading.indicator_id, ())
    allowed = {group.pk for one in asked for group in one.groups} | {one.group_id for one in earlier}
    given = {one.group.pk for one in parts}
    if len(given) != len(parts):
        raise ValidationError(_("A group is given twice. Give one figure for each."))
    if given - allowed:
        raise ValidationError(
            _("The indicator is not broken down by one of these groups. Choose the breakdown for it first.")
        )
    used = {one.group.breakdown_id for one in parts}
    blank = NOTHING if reading.indicator.is_percentage else None
    found = list(parts)
    for one in asked:
        if one.breakdown.pk in used:
            found += [Part(group, NOTHING, blank) for group in one.groups if group.pk not in given]
    told = [words for _breakdown, words in faults(reading, found)]
    if told:
        raise ValidationError(told)
    return found


def keep(reading: Reading, parts: Iterable[Part], by: Any) -> None:
    """Store parts that were found complete, with a stored reading."""
    for part in parts:
        out_of = part.out_of if reading.indicator.is_percentage else None
        made = ReadingPart(
            partnership_id=reading.partnership_id,
            reading=reading,
            group=part.group,
            figure=part.figure,
            out_of=out_of,
        )
        history.keep(made, by=by)


def as_given(parts: Iterable[ReadingPart]) -> list[Part]:
    """Stored parts as they would be given anew."""
    return [Part(one.group, one.figure, one.out_of) for one in parts]
