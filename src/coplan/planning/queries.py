"""Reads used by the plan, the overview, documents and my work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from coplan.engines import InvalidInput
from coplan.kit.models import in_sight
from coplan.partnerships.models import Partnership, Stage
from coplan.planning.dates import Dated, Dates, dates_of
from coplan.planning.inputs import Step as Step
from coplan.planning.inputs import Subject, calendar, step_of
from coplan.planning.models import Baseline, DateMove, LocalHoliday, Milestone, PlanFrame, Task, Way

SOON = 30


def milestones() -> QuerySet[Any]:
    return Milestone.objects.select_related("owner__person", "owner__partner__organisation").order_by(
        "due_on", "number"
    )


def milestones_due(today: date, within_days: int = SOON) -> QuerySet[Any]:
    """Not reached and due by then, the late ones among them, the earliest first."""
    return milestones().filter(done_on__isnull=True, due_on__lte=today + timedelta(days=within_days))


def late(today: date) -> QuerySet[Any]:
    return milestones().filter(done_on__isnull=True, due_on__lt=today)


@dataclass(frozen=True)
class StagePlan:
    """One stage of the plan: how many milestones, and the next to reach."""

    stage: str
    label: str
    total: int
    reached: int
    late: int
    next: Milestone | None


def plan_by_stage(today: date) -> list[StagePlan]:
    """The stages that have milestones, in order; one query."""
    rows = list(milestones())
    return [
        _stage_plan(stage, mine, today) for stage in Stage if (mine := [r for r in rows if r.stage == stage])
    ]


def _stage_plan(stage: Stage, rows: list[Milestone], today: date) -> StagePlan:
    waiting = [row for row in rows if row.done_on is None]
    return StagePlan(
        stage=stage.value,
        label=str(stage.label),
        total=len(rows),
        reached=len(rows) - len(waiting),
        late=sum(row.is_late(today) for row in waiting),
        next=waiting[0] if waiting else None,
    )


def tasks() -> QuerySet[Any]:
    return Task.objects.select_related("owner__person").order_by("number")


def frame(partnership: Partnership) -> PlanFrame:
    """The frame of the plan, or the usual one where nobody set it."""
    found = PlanFrame.objects.select_related("end_milestone").first()
    return found or PlanFrame(partnership=partnership)


def end_of(held: PlanFrame, partnership: Partnership) -> date | None:
    """The day the plan must end by: the milestone's, its own, or the day the money ends."""
    milestone = held.end_milestone
    if milestone is not None and milestone.removed_at is None:
        return milestone.due_on
    return held.ends_on or partnership.money_ends_on


@dataclass(frozen=True)
class Planned:
    """The whole plan of a partnership with its dates. Four queries."""

    tasks: tuple[Task, ...]
    milestones: tuple[Milestone, ...]
    frame: PlanFrame
    subject: Subject

    @cached_property
    def dates(self) -> Dates:
        """Raises InvalidInput where tasks wait for each other in a circle."""
        return dates_of(self.subject)

    @cached_property
    def records(self) -> dict[str, Task | Milestone]:
        return {one.reference: one for one in (*self.tasks, *self.milestones)}

    def shown(self, one: Dated) -> tuple[date, date]:
        """The days it is drawn on: as late as it safely may in a plan drawn backwards, never earlier than it can."""
        record = self.records[one.key]
        late = one.last_start is None or one.last_finish is None or one.is_late
        if self.frame.way == Way.FORWARD or late or record.done_on is not None:
            return one.start, one.finish
        if isinstance(record, Milestone):
            return record.due_on, record.due_on
        if record.begun_on is not None:
            return one.start, one.finish
        assert one.last_start is not None
        assert one.last_finish is not None
        return one.last_start, one.last_finish


def planned(partnership: Partnership, today: date) -> Planned:
    rows, points = tuple(tasks()), tuple(milestones())
    held = frame(partnership)
    return Planned(rows, points, held, subject_of(rows, points, held, partnership, today))


def subject_of(
    rows: tuple[Task, ...],
    points: tuple[Milestone, ...],
    held: PlanFrame,
    partnership: Partnership,
    today: date,
) -> Subject:
    steps: tuple[Step, ...] = tuple(step_of(one) for one in (*rows, *points))
    local = LocalHoliday.objects.values_list("day", flat=True)
    return Subject(steps, calendar(local), today, held.starts_on, end_of(held, partnership))


def tasks_due(partnership: Partnership, today: date, within_days: int = SOON) -> list[tuple[Task, date]]:
    """Tasks with the day each is to be begun or finished by, the last that is safe; done ones left out.

    Nothing where there are no tasks, or they wait for each other in a circle: the plan's page says so.
    """
    rows = tuple(tasks())
    if not any(one.done_on is None for one in rows):
        return []
    held = frame(partnership)
    points = tuple(milestones())
    try:
        dates = dates_of(subject_of(rows, points, held, partnership, today))
    except InvalidInput:
        return []
    last = today + timedelta(days=within_days)
    found = []
    for one in rows:
        if one.done_on is not None:
            continue
        dated = dates.of(one)
        by = dated.last_finish or dated.finish
        if one.begun_on is None:
            by = dated.last_start or dated.start
        if by <= last:
            found.append((one, by))
    return found


def baselines() -> QuerySet[Any]:
    """The newest first."""
    return Baseline.objects.select_related("by").order_by("-number")


def moves() -> QuerySet[Any]:
    """Every date that moved, the newest first."""
    return in_sight(DateMove).select_related("task", "milestone", "by").order_by("-moved_on", "-number")


def moves_of(record: Task | Milestone) -> QuerySet[Any]:
    return moves().filter(**{record.kind: record})
