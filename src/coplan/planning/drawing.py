"""The plan as a Gantt chart: which rows stand on it, under which headings, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from coplan.engines.schedule import Calendar
from coplan.kit.charts import Bar, BarState, Chart, Gantt, gantt
from coplan.partnerships.models import Stage
from coplan.planning.dates import Dated
from coplan.planning.models import Milestone, Task
from coplan.planning.queries import Planned
from coplan.planning.waiting import stored

BY_WORKSTREAM = "workstream"
_DAY = timedelta(days=1)
# Longer spans leave single days off too thin to see
MOST_RESTS = 380
_STAGES = {stage.value: place for place, stage in enumerate(Stage)}
Kept = dict[str, tuple[date, date]]


def state_of(record: Task | Milestone, dated: Dated) -> BarState:
    if record.done_on is not None:
        return BarState.DONE
    if dated.is_late:
        return BarState.LATE
    begun = isinstance(record, Task) and record.begun_on is not None
    return BarState.BEGUN if begun else BarState.TO_COME


def in_order(planned: Planned, records: list[Any], by: str) -> list[Any]:
    """By heading, then by day."""

    def place(record: Any) -> tuple[Any, ...]:
        start, finish = planned.shown(planned.dates.of(record))
        return (_place(record, by), start, finish, record.reference)

    return sorted(records, key=place)


def bars(planned: Planned, records: Iterable[Any], by: str, kept: Kept) -> list[Bar]:
    """One row for each. `kept` is the baseline they are compared with."""
    return [_bar(planned, record, by, kept.get(record.reference)) for record in records]


def _place(record: Any, by: str) -> tuple[Any, ...]:
    if by == BY_WORKSTREAM:
        # Milestones belong to all, and what belongs to no workstream comes last
        name = "" if isinstance(record, Milestone) else record.workstream
        return (not isinstance(record, Milestone), not name, name)
    return (_STAGES[record.stage],)


def _heading(record: Any, by: str) -> str:
    if by != BY_WORKSTREAM:
        return str(record.get_stage_display())
    if isinstance(record, Milestone):
        return _("Milestones")
    return record.workstream or _("No workstream")


def _bar(planned: Planned, record: Any, by: str, before: tuple[date, date] | None) -> Bar:
    dated = planned.dates.of(record)
    start, finish = planned.shown(dated)
    is_milestone = isinstance(record, Milestone)
    return Bar(
        key=dated.key,
        name=f"{record.reference} {record.title}",
        start=finish if is_milestone else start,
        finish=finish,
        href=record.get_absolute_url(),
        state=state_of(record, dated),
        owner=str(record.owner.person) if record.owner_id else "",
        under=_heading(record, by),
        is_milestone=is_milestone,
        critical=dated.critical,
        after=tuple(one.reference for one in stored(record.after)),
        before=before,
        last_start=dated.last_start,
        spare=dated.spare,
        hold=record.due_on if is_milestone else None,
    )


def drawn(title: str, rows: list[Bar], calendar: Calendar, today: date) -> Chart:
    return _drawn(Gantt(title, today, tuple(rows), _rests(rows, calendar)))


# Pure: the same plan on the same day gives the same drawing
_drawn = lru_cache(maxsize=64)(gantt)


def _rests(rows: list[Bar], calendar: Calendar) -> tuple[tuple[date, date], ...]:
    if not rows:
        return ()
    first, last = min(one.start for one in rows), max(one.finish for one in rows)
    return tuple(_runs(first, last, calendar)) if (last - first).days <= MOST_RESTS else ()


def _runs(first: date, last: date, calendar: Calendar) -> Iterator[tuple[date, date]]:
    begun: date | None = None
    day = first
    while day <= last:
        if not calendar.is_worked(day):
            begun = begun or day
        elif begun:
            yield begun, day - _DAY
            begun = None
        day += _DAY
