"""The JSON form of a plan, read strictly: see docs/methods/schedule.md for the keys."""

from __future__ import annotations

from collections.abc import Mapping

from coplan.engines import Fault, InvalidInput
from coplan.engines.reading import NO_DATE, Entry, Faults, each, shown, uncovered
from coplan.engines.schedule.calendar import EVERY_DAY, NO_DATES, WEEKDAYS, Calendar
from coplan.engines.schedule.checks import validate
from coplan.engines.schedule.model import Link, Plan, Task, When

PLAN_KEYS = ("start", "finish", "calendar", "tasks")
TASK_KEYS = ("id", "name", "days", "after")
LINK_KEYS = ("task", "lag_days")
OWN = {one.name: one for one in (WEEKDAYS, EVERY_DAY, NO_DATES)}


def read_plan(document: object, calendars: Mapping[str, Calendar] | None = None) -> Plan:
    """Turn decoded JSON into a plan, or raise InvalidInput with every fault it has.

    `calendars` are those a plan may name besides weekdays, every-day and none. Faults of form (types, keys) come
    first, then faults of value, except where a fault of form already covers the same place.
    """
    faults: Faults = []
    plan = _plan(document, {**(calendars or {}), **OWN}, faults)
    if isinstance(document, dict):
        faults += uncovered(validate(plan), faults)
    if faults:
        raise InvalidInput(faults)
    return plan


def _plan(document: object, calendars: Mapping[str, Calendar], faults: Faults) -> Plan:
    entry = Entry(document, "", PLAN_KEYS, faults, root="plan")
    name = entry.text("calendar")
    if entry.has("calendar") and isinstance(entry.content["calendar"], str) and name not in calendars:
        faults.append(Fault("calendar", f"{shown(name)} is not one of {', '.join(sorted(calendars))}"))
    calendar = calendars.get(name, WEEKDAYS)
    return Plan(
        tasks=each(entry, "tasks", entry.items("tasks"), _task),
        calendar=calendar,
        start=_when(entry, "start", calendar),
        finish=_when(entry, "finish", calendar),
    )


def _when(entry: Entry, key: str, calendar: Calendar) -> When | None:
    if entry.content.get(key) is None:
        return None
    if not calendar.has_dates:
        return _whole(entry, key)
    day = entry.day(key)
    # What could not be read is a fault already; any day lets reading go on
    return day.replace(year=2000) if day == NO_DATE else day


def _task(value: object, path: str, faults: Faults) -> Task:
    entry = Entry(value, path, TASK_KEYS, faults)
    name = entry.text("id")
    after = each(entry, "after", entry.items("after", []), _link)
    return Task(name, entry.text("name", name), _whole(entry, "days"), after)


def _link(value: object, path: str, faults: Faults) -> Link:
    entry = Entry(value, path, LINK_KEYS, faults)
    return Link(entry.text("task"), _whole(entry, "lag_days", 0.0))


def _whole(entry: Entry, key: str, default: float | None = None) -> int:
    value = entry.number(key, default)
    if value.is_integer():
        return int(value)
    if value == value:
        entry.faults.append(Fault(entry.at(key), f"{shown(entry.content[key])} is not a whole number"))
    return 0
