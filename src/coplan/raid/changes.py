"""What changed in the registers of RAID since a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django_scopes import get_scope

from coplan.kit import history
from coplan.raid.models import Action, Assumption, Dependency, Issue, Risk

KINDS = (Risk, Issue, Assumption, Dependency, Action)


@dataclass(frozen=True)
class Changed:
    """One record with its entries since the day, the newest first."""

    record: Any
    entries: tuple[history.Entry, ...]

    @property
    def newest(self) -> datetime:
        return self.entries[0].at


def since(day: date) -> list[Changed]:
    """Records touched since the start of a day, the newest first."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    found: list[Changed] = []
    for kind in KINDS:
        found += _of_kind(kind, start)
    return sorted(found, key=lambda changed: changed.newest, reverse=True)


def _of_kind(kind: Any, start: datetime) -> list[Changed]:
    partnership = get_scope()["partnership"]
    touched = kind.history.filter(partnership_id=partnership.pk, history_date__gte=start)
    keys = set(touched.values_list("id", flat=True))
    records = {record.pk: record for record in kind.every.filter(pk__in=keys)}
    entries = history.entries_of_many(kind, keys, start)
    return [Changed(records[key], found) for key, found in entries.items() if key in records and found]
