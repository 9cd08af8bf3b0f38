"""Writes to studies of the local economy that are more than saving one form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from coplan.kit import history
from coplan.local_economy.models import LocalSpending, LocalStudy


@transaction.atomic
def save_sheet(
    *, study: LocalStudy, changed: Iterable[LocalSpending], removed: Iterable[LocalSpending], by: Any
) -> None:
    """Save the rows of a sheet that changed, all or none."""
    for row in removed:
        history.note(row, by=by)
        row.remove()
    for row in changed:
        if row.study_id != study.pk:
            raise ValueError("A row of another study.")
        if row.pk is not None:
            row.version += 1
        history.keep(row, by=by)
