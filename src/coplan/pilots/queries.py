"""Reads used by the overview, documents and health."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from coplan.pilots.models import Pilot


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
