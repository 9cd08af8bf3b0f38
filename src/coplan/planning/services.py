"""Reaching a milestone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.planning.models import Milestone


@transaction.atomic
def reach(*, milestone: Milestone, done_on: date, today: date, by: Any) -> None:
    milestone.hold()
    if milestone.done_on is not None:
        raise ValidationError(_("This milestone is reached already."))
    if done_on > today:
        raise ValidationError(_("Enter the day it was reached, today at the latest."))
    milestone.done_on = done_on
    milestone.version += 1
    history.note(milestone, by=by)
    milestone.full_clean()
    milestone.save(update_fields=["done_on", "version"])
