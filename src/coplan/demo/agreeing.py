"""The example's baseline: the dates of its plan as they were worked out on the day the group agreed them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django_scopes import scope

from coplan.demo.maker import Maker
from coplan.demo.rows import row
from coplan.planning import queries
from coplan.planning.models import Baseline, Milestone
from coplan.planning.queries import Planned, Step

AGREED_ON = -95


def keep_baseline(maker: Maker) -> None:
    assert maker.partnership is not None
    day = maker.day(AGREED_ON)
    with scope(partnership=maker.partnership):
        now = queries.planned(maker.partnership, day)
        steps = tuple(_as_it_was(one, now, day) for one in now.subject.steps)
        then = Planned(now.tasks, now.milestones, now.frame, replace(now.subject, steps=steps))
        dates = {
            key: [then.records[key].title, *(each.isoformat() for each in _days(then, key))]
            for key in then.dates.by_key
        }
    reason = "The plan of the last half-year, as the steering group agreed it"
    maker.add_all(
        (row(Baseline, "agreed", who="isla", on=AGREED_ON, reason=reason, taken_on=AGREED_ON, dates=dates),)
    )


def _as_it_was(one: Step, planned: Planned, day: date) -> Step:
    """Without what happened since, on the days first planned."""
    record = planned.records[one.key]
    known = {
        "begun_on": one.begun_on if one.begun_on and one.begun_on <= day else None,
        "done_on": one.done_on if one.done_on and one.done_on <= day else None,
    }
    if isinstance(record, Milestone):
        return replace(one, **known, hold=record.first_due_on if record.done_on is None else record.due_on)
    return replace(one, **known)


def _days(then: Planned, key: str) -> tuple[date, date]:
    step = then.subject.by_key[key]
    if step.hold is not None:
        day = step.done_on or step.hold
        return day, day
    dated = then.dates.by_key[key]
    if step.done_on is not None or dated.is_late or dated.last_start is None or dated.last_finish is None:
        return dated.start, dated.finish
    # Drawn backwards, as the frame says
    return dated.last_start, dated.last_finish
