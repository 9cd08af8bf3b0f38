"""Moving a date: what would shift with it, and doing it with the reason kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.planning.dates import Dated, dates_of, moved_by
from coplan.planning.models import DateMove, Milestone, MoveReason, Task
from coplan.planning.queries import Planned

MOVES = {"task": ("days", "not_before"), "milestone": ("due_on",)}
_STEPS = {"days": "days", "not_before": "not_before", "due_on": "hold"}


@dataclass(frozen=True)
class Shift:
    """What a move does to one other thing. Each pair is before and after, None where it stays."""

    record: Task | Milestone
    finish: tuple[date, date] | None
    last_start: tuple[date, date] | None
    turns_late: bool


@dataclass(frozen=True)
class Effect:
    """Everything a move would change. `days` is by how many working days the end of the work comes later."""

    shifts: tuple[Shift, ...]
    end: tuple[date | None, date | None]
    days: int
    ends_on: date | None

    @property
    def misses_the_end(self) -> bool:
        return self.ends_on is not None and self.end[1] is not None and self.end[1] > self.ends_on


def effect(planned: Planned, record: Task | Milestone, changes: Mapping[str, Any]) -> Effect:
    """Work out what would shift; nothing is stored. Raises InvalidInput where the plan has no dates."""
    before = planned.dates
    named = {_STEPS[name]: value for name, value in changes.items()}
    steps = tuple(
        replace(one, **named) if one.key == record.reference else one for one in planned.subject.steps
    )
    ends_on = planned.subject.ends_on
    if "due_on" in changes and planned.frame.end_milestone_id == record.pk:
        ends_on = changes["due_on"]
    after = dates_of(replace(planned.subject, steps=steps, ends_on=ends_on))
    shifts = [
        shift
        for key, was in before.by_key.items()
        if (shift := _shift(planned.records[key], was, after.by_key[key]))
    ]
    days = moved_by(planned.subject.calendar, before.end, after.end) if before.end and after.end else 0
    return Effect(tuple(shifts), (before.end, after.end), days, ends_on)


def _shift(record: Task | Milestone, was: Dated, now: Dated) -> Shift | None:
    finish = (was.finish, now.finish) if was.finish != now.finish else None
    last = None
    if was.last_start and now.last_start and was.last_start != now.last_start:
        last = (was.last_start, now.last_start)
    turns_late = now.is_late and not was.is_late
    return Shift(record, finish, last, turns_late) if finish or last or turns_late else None


def changed(record: Task | Milestone, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was typed, what differs from what is stored."""
    return {name: typed[name] for name in MOVES[record.kind] if getattr(record, name) != typed[name]}


@transaction.atomic
def move(
    *, record: Task | Milestone, typed: Mapping[str, Any], reason: str, why: str, today: date, by: Any
) -> None:
    """Store the new dates, each with the old one, the reason and the person."""
    record.hold()
    changes = changed(record, typed)
    if not changes:
        raise ValidationError(_("Nothing moves: these are its dates already."))
    if record.done_on is not None:
        raise ValidationError(_("It is done, so its dates move no more."))
    if not why.strip():
        raise ValidationError(_("Say why the date moves. It stays with the plan."))
    old = {name: getattr(record, name) for name in changes}
    for name, value in changes.items():
        setattr(record, name, value)
    record.version += 1
    history.note(record, by=by, why=why)
    record.full_clean()
    record.save(update_fields=[*changes, "version"])
    keep(record=record, old=old, reason=reason, why=why, today=today, by=by)


def keep(
    *, record: Task | Milestone, old: Mapping[str, Any], reason: str, why: str, today: date, by: Any
) -> None:
    """Keep what moved of a record that is saved already; `old` holds the values before."""
    for name, value in old.items():
        moved = DateMove(
            partnership_id=record.partnership_id,
            field=name,
            old=_in_words(value),
            new=_in_words(getattr(record, name)),
            reason=reason or MoveReason.OTHER,
            why=why[:500],
            moved_on=today,
            by=by,
            **{record.kind: record},
        )
        history.note(moved, by=by, why=why)
        moved.save()


def _in_words(value: Any) -> str:
    if value is None:
        return _("no day")
    return date_format(value) if isinstance(value, date) else _("%(days)s working days") % {"days": value}
