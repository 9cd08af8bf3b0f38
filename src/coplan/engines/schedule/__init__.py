"""Scheduling: when each task can start, how late it may, and what decides the end.

Rules, sources and limits are in docs/methods/schedule.md.
"""

from coplan.engines.schedule.calculation import calculate
from coplan.engines.schedule.calendar import EVERY_DAY, NO_DATES, WEEKDAYS, Calendar
from coplan.engines.schedule.checks import circle, validate
from coplan.engines.schedule.model import Link, Plan, Result, Scheduled, Task, When
from coplan.engines.schedule.parsing import read_plan

__all__ = [
    "EVERY_DAY",
    "NO_DATES",
    "WEEKDAYS",
    "Calendar",
    "Link",
    "Plan",
    "Result",
    "Scheduled",
    "Task",
    "When",
    "calculate",
    "circle",
    "read_plan",
    "validate",
]
