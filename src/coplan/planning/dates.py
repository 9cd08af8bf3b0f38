"""The dates of a plan: when each thing will be, how late it safely may, and what is late already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from coplan.engines.schedule import Calendar, Result, Scheduled, calculate
from coplan.planning.inputs import END, ORIGIN, Step, Subject

A_DAY = 24 * 60 * 60
EDITION = 1
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Dated:
    """One step with its dates. `spare` is how many working days it may slip before a day to hold is missed:
    below 0 it is late already, None where no day is to be held. `critical` decides when the plan ends.
    """

    key: str
    start: date
    finish: date
    last_start: date | None
    last_finish: date | None
    spare: int | None
    critical: bool

    @property
    def is_late(self) -> bool:
        return self.spare is not None and self.spare < 0


@dataclass(frozen=True)
class Dates:
    """All of them by reference, and the forecast end of what is left."""

    by_key: dict[str, Dated]
    end: date | None

    def of(self, record: Any) -> Dated:
        return self.by_key[record.reference]


def dates_of(subject: Subject) -> Dates:
    """Work the dates out, once for the same content. Raises InvalidInput where tasks wait in a circle."""
    known = (EDITION, subject, sorted(subject.calendar.holidays))
    key = f"plan:{sha256(repr(known).encode()).hexdigest()}"
    found: Dates | None = cache.get(key)
    if found is None:
        found = _worked_out(subject)
        cache.set(key, found, A_DAY)
    return found


def _worked_out(subject: Subject) -> Dates:
    forward, backward = subject.forward(), subject.backward()
    early = _by_id(calculate(forward) if forward else None)
    late = _by_id(calculate(backward) if backward else None)
    found = {one.key: _dated(subject, one, early.get(one.key), late.get(one.key)) for one in subject.steps}
    end = max((_day(one.early_finish) for key, one in early.items() if key != ORIGIN), default=None)
    return Dates(found, end)


def _by_id(result: Result | None) -> dict[str, Scheduled]:
    return {one.id: one for one in result.tasks if one.id != END} if result else {}


def _day(value: Any) -> date:
    assert isinstance(value, date)
    return value


def _dated(subject: Subject, one: Step, early: Scheduled | None, late: Scheduled | None) -> Dated:
    if one.done_on is not None:
        start = one.begun_on or (
            one.done_on if one.is_milestone else _begun(subject.calendar, one.done_on, one.days)
        )
        return Dated(one.key, start, one.done_on, None, None, None, False)
    if early is None:
        # A milestone that no task leads to: it stands on its day
        day = one.hold or subject.today
        spare = subject.position(day) if day < subject.today else 0
        return Dated(one.key, day, day, day, day, spare, False)
    start, finish = _day(early.early_start), _day(early.early_finish)
    last = (_day(late.late_start), _day(late.late_finish)) if late else (None, None)
    spare = _between(subject.calendar, finish, last[1]) if last[1] else None
    return Dated(one.key, one.begun_on or start, finish, *last, spare, early.critical)


def _begun(calendar: Calendar, done_on: date, days: int) -> date:
    return calendar.days_to(done_on, max(days, 1))[0]


def _between(calendar: Calendar, first: date, last: date) -> int:
    """Working days from one day to another; below 0 where the other comes first."""
    if last >= first:
        return calendar.days_between(first + _DAY, last)
    return -calendar.days_between(last + _DAY, first)


def moved_by(calendar: Calendar, before: date, now: date) -> int:
    """How many working days later something is than it was; below 0 where it is earlier."""
    return _between(calendar, before, now)
