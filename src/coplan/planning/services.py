"""Moving a milestone, and reaching it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.planning.models import Milestone


def _save(milestone: Milestone, *, by: Any, why: str, field: str) -> None:
    milestone.version += 1
    history.note(milestone, by=by, why=why)
    milestone.full_clean()
    milestone.save(update_fields=[field, "version"])


@transaction.atomic
def move(*, milestone: Milestone, due_on: date, reason: str, by: Any) -> None:
    """Another day; the first planned day and the reason are kept."""
    if not reason.strip():
        raise ValidationError(_("Say why the date moves. It stays with the milestone."))
    milestone.due_on = due_on
    _save(milestone, by=by, why=reason, field="due_on")


@transaction.atomic
def reach(*, milestone: Milestone, done_on: date, today: date, by: Any) -> None:
    if milestone.done_on is not None:
        raise ValidationError(_("This milestone is reached already."))
    if done_on > today:
        raise ValidationError(_("Enter the day it was reached, today at the latest."))
    milestone.done_on = done_on
    _save(milestone, by=by, why="", field="done_on")
