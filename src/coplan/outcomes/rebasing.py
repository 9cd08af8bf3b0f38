"""Limits that begin anew, because a person says from when and why. Nothing here happens by itself.

A new start needs as many readings before it and after it as limits need at all; with fewer, nobody could
tell the new level from the old one, nor from chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coplan.engines import spc
from coplan.kit import history
from coplan.kit.models import queue
from coplan.outcomes import inputs
from coplan.outcomes.models import Indicator, Reading, Rebase


def in_force() -> QuerySet[Any]:
    """Rebasings that nobody has taken back, the earliest first."""
    found: QuerySet[Any] = Rebase.objects.filter(indicator__removed_at=None).order_by("starts_on", "number")
    return found


def days_by_indicator() -> dict[int, list[date]]:
    """From which days the limits of each indicator begin anew; one query."""
    found: dict[int, list[date]] = {}
    for key, day in in_force().values_list("indicator_id", "starts_on"):
        found.setdefault(key, []).append(day)
    return found


@dataclass(frozen=True)
class Told:
    """A rebasing with who took it back, when and why, where somebody has."""

    rebase: Rebase
    taken_back: history.Entry | None = None


def told_of(indicator: Indicator) -> list[Told]:
    """Every rebasing of an indicator, those taken back too, the newest first; two queries, or four."""
    found = list(
        Rebase.every.filter(indicator=indicator).select_related("by").order_by("-starts_on", "-number")
    )
    gone = {one.pk: one.removed_at for one in found if one.removed_at is not None}
    if not gone:
        return [Told(one) for one in found]
    entries = history.entries_of_many(Rebase, gone, min(one.created_at for one in found))
    return [
        Told(one, entries[one.pk][0] if one.pk in gone and entries.get(one.pk) else None) for one in found
    ]


def beginnings(indicator: Indicator) -> list[Reading]:
    """The readings from which limits may be asked to begin anew, the newest first: all but the first.

    Takes an indicator of `queries.indicators()`.
    """
    return list(reversed(list(inputs.readings_compared(indicator).values())[1:]))


def may_be_rebased(indicator: Indicator) -> bool:
    """Whether there are readings enough for limits on both sides of some day."""
    known = 0 if indicator.running_total else len(inputs.readings_compared(indicator))
    return known >= 2 * spc.ENOUGH_POINTS


@transaction.atomic
def rebase(*, indicator: Indicator, starts_on: date, reason: str, by: Any) -> Rebase:
    """From this day on the limits are worked out anew. Takes an indicator of `queries.indicators()`.

    Refused where limits on either side would rest on fewer readings than the engine draws limits from.
    """
    queue(indicator.partnership_id)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what changed, for whoever asks why the limits moved.")})
    days = list(in_force().filter(indicator=indicator).values_list("starts_on", flat=True))
    _refuse_few(indicator, days, starts_on)
    made = Rebase(
        partnership_id=indicator.partnership_id,
        indicator=indicator,
        starts_on=starts_on,
        reason=reason.strip(),
        by=by,
    )
    history.keep(made, by=by, why=reason)
    return made


def _refuse_few(indicator: Indicator, days: Iterable[date], starts_on: date) -> None:
    before = inputs.series(indicator, days)
    after = inputs.series(indicator, [*days, starts_on])
    if before is None or after is None or len(after.rebase) == len(before.rebase):
        told = _("Choose a period from which no limits begin yet, and which has readings before it.")
        raise ValidationError({"starts_on": told})
    groups = spc.calculate(replace(after, screen_outliers=False)).groups
    if short := [group for group in groups if not group.enough_points]:
        told = _(
            "Limits need %(enough)s readings on each side of a new start. There would be %(few)s from "
            "%(first)s to %(last)s. Choose another period, or wait for %(missing)s more."
        ) % {
            "enough": spc.ENOUGH_POINTS,
            "few": short[0].points,
            "first": date_format(short[0].start),
            "last": date_format(short[0].end),
            "missing": spc.ENOUGH_POINTS - short[0].points,
        }
        raise ValidationError({"starts_on": told})


@transaction.atomic
def take_back(*, rebase: Rebase, reason: str, by: Any) -> None:
    """The limits no longer begin anew there; that they did, and why not any more, stays in the history."""
    rebase.hold()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for whoever remembers the chart as it was.")})
    history.note(rebase, by=by, why=reason)
    rebase.remove()
