"""Reads used by the plan, the overview, documents and my work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from coplan.partnerships.models import Stage
from coplan.planning.models import Milestone

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
