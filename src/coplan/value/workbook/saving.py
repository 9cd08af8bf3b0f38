"""Keeps a map that was read from a workbook, with its reasons and sources."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.value import services
from coplan.value.models import Scenario, ValueInput, ValueMap, ValueOutcome
from coplan.value.workbook.found import Found


@transaction.atomic
def import_workbook(
    *, partnership: Any, found: Found, title: str, sort: str, filename: str, by: Any
) -> ValueMap:
    """A new map from the rows that can be taken. Raises ValidationError; then nothing is saved."""
    made = services.import_map(partnership=partnership, found=found.value_map, title=title, sort=sort, by=by)
    why = _("From the workbook %(file)s") % {"file": filename}
    texts = {one.outcome.code: one.texts for one in found.outcomes}
    for outcome in ValueOutcome.objects.filter(value_map=made):
        _tell(outcome, texts.get(outcome.code, {}), by=by, why=why)
    sources = [one.source for one in found.inputs]
    inputs = ValueInput.objects.filter(value_map=made).order_by("number")
    for entry, source in zip(inputs, sources, strict=True):
        _tell(entry, {"source": source} if source else {}, by=by, why=why)
    for scenario in Scenario.objects.filter(value_map=made):
        because = found.because.get(scenario.name, "")
        _tell(scenario, {"because": because} if because else {}, by=by, why=why)
    return made


def _tell(row: Any, texts: dict[str, str], *, by: Any, why: str) -> None:
    """Put words to a row that was just made: they are no change of it, so its version stays."""
    if not texts:
        return
    for name, text in texts.items():
        setattr(row, name, text)
    history.note(row, by=by, why=why)
    row.full_clean(exclude=["number"])
    row.save(update_fields=list(texts))
