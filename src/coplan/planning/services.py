"""Beginning and finishing tasks, reaching milestones, framing the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.planning.models import Milestone, PlanFrame, Task


@transaction.atomic
def reach(*, milestone: Milestone, done_on: date, today: date, by: Any) -> None:
    milestone.hold()
    if milestone.done_on is not None:
        raise ValidationError(_("This milestone is reached already."))
    if done_on > today:
        raise ValidationError(_("Enter the day it was reached, today at the latest."))
    milestone.done_on = done_on
    _save(milestone, by=by, fields=["done_on"])


@transaction.atomic
def begin(*, task: Task, on: date, today: date, by: Any) -> None:
    task.hold()
    if task.begun_on is not None or task.done_on is not None:
        raise ValidationError(_("This task is begun already."))
    if on > today:
        raise ValidationError(_("Enter the day it was begun, today at the latest."))
    task.begun_on = on
    _save(task, by=by, fields=["begun_on"])


@transaction.atomic
def finish(*, task: Task, on: date, today: date, by: Any) -> None:
    task.hold()
    if task.done_on is not None:
        raise ValidationError(_("This task is done already."))
    if on > today:
        raise ValidationError(_("Enter the day it was done, today at the latest."))
    if task.begun_on and on < task.begun_on:
        raise ValidationError(_("It cannot be done before it was begun."))
    task.done_on = on
    _save(task, by=by, fields=["done_on"])


@transaction.atomic
def frame(*, record: PlanFrame, by: Any) -> None:
    """Store how the plan is drawn and when it must end."""
    queue(record.partnership_id)
    if record.pk is not None:
        record.version += 1
    history.keep(record, by=by)


def _save(record: Task | Milestone, *, by: Any, fields: list[str]) -> None:
    record.version += 1
    history.note(record, by=by)
    record.full_clean()
    record.save(update_fields=[*fields, "version"])
