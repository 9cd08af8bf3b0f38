"""Arranging the groups of a breakdown, and saying which indicators are asked for by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.outcomes.models import Breakdown, BreakdownGroup, Indicator, IndicatorBreakdown, ReadingPart

NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Placed:
    """A group as it should be: the stored one, or none for a new one."""

    name: str
    group: BreakdownGroup | None = None


def groups_of(breakdown: Breakdown) -> list[Any]:
    """The groups in use, in their order, each with the number of its figures as `figures`."""
    found = BreakdownGroup.objects.filter(breakdown=breakdown).annotate(figures=Count("parts"))
    return list(found.order_by("position", "number"))


def has_figures(breakdown: Breakdown) -> bool:
    return bool(ReadingPart.objects.filter(group__breakdown=breakdown).exists())


@transaction.atomic
def arrange(*, breakdown: Breakdown, groups: Sequence[Placed], by: Any) -> None:
    """Make the groups in use exactly these, in this order.

    One that is left out goes from new readings; figures it has already stay, under its name.
    """
    queue(breakdown.partnership_id)
    refuse_names(groups)
    kept = {one.group.pk for one in groups if one.group is not None}
    for old in BreakdownGroup.objects.filter(breakdown=breakdown).exclude(pk__in=kept):
        history.note(old, by=by)
        old.remove()
    for position, placed in enumerate(groups):
        _place(breakdown, placed, position, by)


def refuse_names(groups: Sequence[Placed]) -> None:
    names = [one.name.strip().casefold() for one in groups]
    twice = [one.name for one, name in zip(groups, names, strict=True) if names.count(name) > 1]
    if twice:
        raise ValidationError(
            _("The group %(name)s stands twice. Give each its own name.") % {"name": twice[0]}
        )
    if len(groups) < 2:
        raise ValidationError(_("Name two groups at least; one alone says no more than the figure does."))


def _place(breakdown: Breakdown, placed: Placed, position: int, by: Any) -> None:
    group = placed.group or BreakdownGroup(partnership_id=breakdown.partnership_id, breakdown=breakdown)
    if group.pk and (group.name, group.position) == (placed.name, position):
        return
    group.name, group.position = placed.name, position
    history.note(group, by=by)
    if group.pk:
        group.version += 1
    group.full_clean(exclude=["number"])
    group.save()


@transaction.atomic
def use_for(*, breakdown: Breakdown, indicators: Iterable[Indicator], by: Any) -> None:
    """Ask for the readings of exactly these indicators by the breakdown; stored figures stay as they are."""
    queue(breakdown.partnership_id)
    wanted = {one.pk: one for one in indicators}
    for use in IndicatorBreakdown.objects.filter(breakdown=breakdown):
        if wanted.pop(use.indicator_id, None) is None:
            history.note(use, by=by)
            use.remove()
    for indicator in wanted.values():
        made = IndicatorBreakdown(
            partnership_id=breakdown.partnership_id, indicator=indicator, breakdown=breakdown
        )
        history.keep(made, by=by)
