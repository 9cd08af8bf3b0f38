"""Reads used by the overview, documents, health and the charts of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.kit.charts import Annotation
from coplan.outcomes.models import Indicator
from coplan.pilots.models import ChangeAim, Fate, Pilot, ServiceChange

PEOPLE = (
    "group",
    "meeting__group",
    "person__person",
    "person__partner__organisation",
    "owner__person",
    "owner__partner__organisation",
)


def pilots() -> QuerySet[Any]:
    return Pilot.objects.select_related(
        "provider__organisation", "owner__person", "owner__partner__organisation"
    ).order_by("starts_on", "number")


def current_pilot(today: date | None = None) -> Pilot | None:
    """The pilot that runs today; else the next to begin; else the last that ended."""
    day = today or timezone.localdate()
    every = list(pilots())
    running = [one for one in every if one.starts_on <= day <= one.ends_on]
    coming = [one for one in every if one.starts_on > day]
    if running or coming:
        return (running or coming)[0]
    return max(every, key=lambda one: (one.ends_on, one.number), default=None)


def service_changes() -> QuerySet[Any]:
    """Changes to the service with who decided them and, as `moves`, what each should move."""
    aims = ChangeAim.objects.select_related("element", "indicator").order_by("number")
    found: QuerySet[Any] = ServiceChange.objects.select_related(
        *PEOPLE, "reading__indicator", "effect_by"
    ).prefetch_related(Prefetch("aims", aims, to_attr="moves"))
    return found


def effects_due() -> QuerySet[Any]:
    """Changes still being tried whose effect is to be looked at on a day; one query."""
    found: QuerySet[Any] = ServiceChange.objects.filter(fate=Fate.TRIED, review_on__isnull=False)
    return found.select_related("owner__person").order_by("review_on", "number")


def changes_on_charts(indicators: Sequence[Indicator]) -> dict[int, list[Annotation]]:
    """The changes that should move each indicator, or the outcome it measures; one query."""
    by_outcome: dict[int, list[int]] = {}
    for one in indicators:
        by_outcome.setdefault(one.outcome_id, []).append(one.pk)
    keys = [one.pk for one in indicators]
    aims = ChangeAim.objects.filter(
        Q(indicator__in=keys) | Q(element__in=list(by_outcome)), service_change__removed_at=None
    ).select_related("service_change")
    found: dict[int, dict[int, Annotation]] = {}
    for aim in aims:
        moved = [aim.indicator_id] if aim.indicator_id else by_outcome[aim.element_id]
        for key in moved:
            # Named twice, by its outcome and by itself, it is marked once
            found.setdefault(key, {})[aim.service_change_id] = _marked(aim.service_change)
    return {key: list(notes.values()) for key, notes in found.items()}


def _marked(change: ServiceChange) -> Annotation:
    label = change.label
    if change.fate in (Fate.UNDONE, Fate.CHANGED):
        label = _("%(label)s (%(fate)s)") % {"label": label, "fate": change.get_fate_display().lower()}
    return Annotation(change.changed_on, label, change.get_absolute_url())
