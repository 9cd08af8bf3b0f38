"""Keeping the dates of the plan as they are agreed, and comparing them with those of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.planning.dates import moved_by
from coplan.planning.models import Baseline, Milestone
from coplan.planning.queries import Planned

Days = tuple[date, date]


@dataclass(frozen=True)
class Compared:
    """One task or milestone then and now; `days` is by how many working days it ends later, where both are known."""

    reference: str
    name: str
    record: Any
    then: Days | None
    now: Days | None
    days: int | None


def agreed(planned: Planned) -> dict[str, tuple[str, Days]]:
    """The name and days of everything in the plan, a milestone on the day to hold."""
    found = {}
    for key, record in planned.records.items():
        days = planned.shown(planned.dates.of(record))
        if isinstance(record, Milestone):
            day = record.done_on or record.due_on
            days = (day, day)
        found[key] = (record.title, days)
    return found


@transaction.atomic
def keep(*, planned: Planned, partnership: Any, reason: str, today: date, by: Any) -> Baseline:
    """Freeze today's dates. Raises InvalidInput where the plan has none."""
    queue(partnership.pk)
    if not planned.records:
        raise ValidationError(_("There is nothing in the plan yet to keep."))
    kept = {
        key: [name, first.isoformat(), last.isoformat()]
        for key, (name, (first, last)) in agreed(planned).items()
    }
    baseline = Baseline(partnership=partnership, reason=reason, taken_on=today, by=by, dates=kept)
    history.keep(baseline, by=by, why=reason)
    return baseline


def days_of(baseline: Baseline | None) -> dict[str, Days]:
    if baseline is None:
        return {}
    return {key: (_day(first), _day(last)) for key, (_name, first, last) in baseline.dates.items()}


def compare(baseline: Baseline, planned: Planned) -> list[Compared]:
    """Then and now, what moved most first."""
    found = list(_compared(baseline, planned))
    return sorted(found, key=lambda one: (one.days is None, -(one.days or 0), one.reference))


def _compared(baseline: Baseline, planned: Planned) -> Iterator[Compared]:
    then, now = days_of(baseline), agreed(planned)
    for key in {**then, **now}:
        was, is_now = then.get(key), now[key][1] if key in now else None
        name = now[key][0] if key in now else baseline.dates[key][0]
        days = moved_by(planned.subject.calendar, was[1], is_now[1]) if was and is_now else None
        yield Compared(key, name, planned.records.get(key), was, is_now, days)


def _day(text: str) -> date:
    return date.fromisoformat(text)
