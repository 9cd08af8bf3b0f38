"""What the engine takes and gives: tasks with what they wait for, and the dates that follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coplan.engines.schedule.calendar import Calendar

When = date | int
"""A day, or a whole number where the calendar has no dates."""


@dataclass(frozen=True)
class Link:
    """A task starts once another is finished and so many worked days have passed; below 0 it may overlap."""

    task: str
    lag_days: int = 0


@dataclass(frozen=True)
class Task:
    """Work of so many worked days; a milestone has 0."""

    id: str
    name: str
    days: int
    after: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Tasks with exactly one end of the whole: `start` schedules forward, `finish` backward."""

    tasks: tuple[Task, ...]
    calendar: Calendar
    start: When | None = None
    finish: When | None = None


@dataclass(frozen=True)
class Scheduled:
    """One task's dates. Finish dates are inclusive; without dates a finish is its start plus its days.

    `total_float_days` is how far it may slip before the end does, `free_float_days` before another task does.
    """

    id: str
    early_start: When
    early_finish: When
    late_start: When
    late_finish: When
    total_float_days: int
    free_float_days: int

    @property
    def critical(self) -> bool:
        return self.total_float_days == 0


@dataclass(frozen=True)
class Result:
    """The whole plan: its ends, its length in worked days, its tasks in their order, and the critical path."""

    start: When
    finish: When
    length_days: int
    tasks: tuple[Scheduled, ...]
    critical_path: tuple[str, ...]
