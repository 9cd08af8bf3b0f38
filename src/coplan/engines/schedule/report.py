"""A result as the JSON document of the command line, and as a page of text for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coplan.engines.health.wording import count, day
from coplan.engines.layout import aligned, table
from coplan.engines.schedule.model import Plan, Result, Scheduled, When


def as_document(result: Result) -> dict[str, object]:
    """Return the JSON form."""
    return {
        "start": _plain(result.start),
        "finish": _plain(result.finish),
        "length_days": result.length_days,
        "tasks": [_task_document(task) for task in result.tasks],
        "critical_path": list(result.critical_path),
    }


def as_text(plan: Plan, result: Result) -> str:
    """Return the page of text."""
    return "\n".join(_lines(plan, result))


def _plain(when: When) -> str | int:
    return when.isoformat() if isinstance(when, date) else when


def _task_document(task: Scheduled) -> dict[str, object]:
    return {
        "id": task.id,
        "early_start": _plain(task.early_start),
        "early_finish": _plain(task.early_finish),
        "late_start": _plain(task.late_start),
        "late_finish": _plain(task.late_finish),
        "total_float_days": task.total_float_days,
        "free_float_days": task.free_float_days,
        "critical": task.critical,
    }


def _lines(plan: Plan, result: Result) -> Iterator[str]:
    yield from ("Schedule", "========", "")
    way = "forward from its start" if plan.start is not None else "backward from its finish"
    days = "days" if not plan.calendar.has_dates else f"working days of the calendar {plan.calendar.name}"
    facts = [
        ("Scheduled", f"{way}; {days}"),
        ("Start", _written(result.start)),
        ("Finish", _written(result.finish)),
        ("Length", count(result.length_days, "day")),
        ("Tasks", f"{len(result.tasks)}, {len(result.critical_path)} without float"),
    ]
    yield from aligned(facts, texts=2)
    names = {task.id: task.name for task in plan.tasks}
    yield from ("", "Critical path", *(f"  {one}  {names[one]}" for one in result.critical_path))
    yield from ("", "Tasks", *_task_table(result))


def _task_table(result: Result) -> list[str]:
    rows = [
        (
            task.id,
            _written(task.early_start),
            _written(task.early_finish),
            _written(task.late_start),
            _written(task.late_finish),
            str(task.total_float_days),
            str(task.free_float_days),
        )
        for task in result.tasks
    ]
    header = ("Task", "Early start", "Early finish", "Late start", "Late finish", "Float", "Free")
    return table(header, rows, texts=1)


def _written(when: When) -> str:
    return day(when) if isinstance(when, date) else str(when)
