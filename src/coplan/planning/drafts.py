"""A whole plan brought in at once, from a file or a template: checked, shown, then stored together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.engines.schedule import Calendar, Link, Plan, calculate
from coplan.engines.schedule import Task as EngineTask
from coplan.kit import history
from coplan.kit.models import queue
from coplan.planning.models import MOST_DAYS, Milestone, Task
from coplan.planning.waiting import MOST_LAG, Wait, refuse_circle, written

MOST_STEPS = 2000
MOST_NAMED = 5


@dataclass(frozen=True)
class Draft:
    """A task or, with a day to hold, a milestone; `after` names others of the same plan with their gaps."""

    id: str
    title: str
    days: int
    after: tuple[tuple[str, int], ...] = ()
    stage: str = ""
    workstream: str = ""
    due_on: date | None = None
    is_milestone: bool = False


def check(drafts: Sequence[Draft]) -> None:
    """Raise ValidationError with all that is wrong, each with the names it is about."""
    names = {one.id: one.title for one in drafts}
    told: list[Any] = []
    if not drafts:
        told.append(_("There are no tasks in it."))
    if len(drafts) > MOST_STEPS:
        told.append(_("It has more than 2,000 tasks. Bring in a part at a time."))
    for one in drafts:
        told += _faults(one, names)
    try:
        refuse_circle({one.id: [key for key, _lag in one.after] for one in drafts}, names)
    except ValidationError as error:
        told.append(error)
    if told:
        raise ValidationError(told)


def _faults(one: Draft, names: dict[str, str]) -> Iterable[str]:
    named = {"name": one.title[:60] or one.id}
    if not one.title.strip() or len(one.title) > 200:
        yield _("“%(name)s”: give it a name of at most 200 letters.") % named
    if not 0 <= one.days <= MOST_DAYS:
        yield _("“%(name)s”: it must take from 0 to 1,000 working days.") % named
    if one.is_milestone and one.due_on is None:
        yield _("“%(name)s”: a milestone needs its day.") % named
    for key, lag in one.after:
        if key not in names:
            yield _("“%(name)s” waits for %(key)s, which is not in it.") % {**named, "key": key}
        if abs(lag) > MOST_LAG:
            yield _("“%(name)s”: a gap may be 1,000 working days at most.") % named


@transaction.atomic
def store(*, drafts: Sequence[Draft], partnership: Any, by: Any, why: str) -> list[Task | Milestone]:
    """Add them all, in their order. Raises ValidationError where something is wrong with any."""
    check(drafts)
    queue(partnership.pk)
    made: dict[str, Task | Milestone] = {}
    for one in drafts:
        record = _record(one, partnership)
        history.note(record, by=by, why=why)
        record.full_clean(exclude=["number", "first_due_on"])
        record.save()
        made[one.id] = record
    for one in drafts:
        if one.after:
            record = made[one.id]
            record.after = written(Wait(made[key].reference, lag) for key, lag in one.after)
            record.version += 1
            history.note(record, by=by, why=why)
            record.full_clean()
            record.save(update_fields=["after", "version"])
    return list(made.values())


def _record(one: Draft, partnership: Any) -> Task | Milestone:
    if one.is_milestone:
        return Milestone(partnership=partnership, title=one.title, stage=one.stage, due_on=one.due_on)
    return Task(
        partnership=partnership,
        title=one.title,
        stage=one.stage,
        workstream=one.workstream[:80],
        days=one.days,
    )


@dataclass(frozen=True)
class Backward:
    """Drafts with the last safe day of each milestone, and the last safe start of the whole."""

    drafts: tuple[Draft, ...]
    starts_on: date


def backward(drafts: Sequence[Draft], calendar: Calendar, ends_on: date) -> Backward:
    """Set every milestone on the last day that still lets the whole end in time."""
    tasks = tuple(
        EngineTask(one.id, one.title, one.days, tuple(Link(key, lag) for key, lag in one.after))
        for one in drafts
    )
    result = calculate(Plan(tasks, calendar, finish=ends_on))
    days = {one.id: one.late_finish for one in result.tasks}
    assert isinstance(result.start, date)
    dated = tuple(
        Draft(**{**asdict(one), "after": one.after, "due_on": days[one.id] if one.is_milestone else None})
        for one in drafts
    )
    return Backward(dated, result.start)


def as_record(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """To be kept between looking and storing."""
    return [
        {**asdict(one), "due_on": one.due_on.isoformat() if one.due_on else None, "after": list(one.after)}
        for one in drafts
    ]


def from_record(kept: list[dict[str, Any]]) -> tuple[Draft, ...]:
    return tuple(
        Draft(
            **{
                **one,
                "due_on": date.fromisoformat(one["due_on"]) if one["due_on"] else None,
                "after": tuple((key, lag) for key, lag in one["after"]),
            }
        )
        for one in kept
    )
