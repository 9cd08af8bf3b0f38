"""Writes to value maps that are more than saving one form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.engines import sroi
from coplan.kit import history
from coplan.outcomes.models import Reading
from coplan.stakeholders.models import Sort, StakeholderGroup
from coplan.value import files, quantities
from coplan.value.account import reply as reply_to_check
from coplan.value.assurance import make as make_pack
from coplan.value.checks import gather as gather_facts
from coplan.value.checks import run as run_checks
from coplan.value.library import choose as choose_proxy
from coplan.value.library import shipped as shipped_proxies
from coplan.value.library import take_shipped as take_shipped_proxy
from coplan.value.models import Kind, ValueMap, ValueOutcome
from coplan.value.queries import rows_of
from coplan.value.versions import touch

__all__ = [
    "RowsRefusedError",
    "choose_proxy",
    "gather_facts",
    "import_map",
    "make_pack",
    "reply_to_check",
    "run_checks",
    "save_sheet",
    "shipped_proxies",
    "start_evaluative",
    "take_from_reading",
    "take_revised",
    "take_shipped_proxy",
    "touch",
]

# What a copy does not take over from its original
_OWN = {"id", "partnership", "number", "version", "created_at", "removed_at", "value_map"}


class RowsRefusedError(Exception):
    """Rows that cannot be saved as they are; nothing of the sheet was saved."""

    def __init__(self, rows: Sequence[tuple[Any, ValidationError]]) -> None:
        super().__init__(", ".join(str(row) for row, _error in rows))
        self.rows = rows


@transaction.atomic
def save_sheet(*, value_map: ValueMap, changed: Iterable[Any], removed: Iterable[Any], by: Any) -> None:
    """Save the rows of a sheet that changed, all or none, and raise the map's version."""
    changed, removed = list(changed), list(removed)
    for row in removed:
        history.note(row, by=by)
        row.remove()
    refused = []
    for row in changed:
        try:
            _save_row(row, by=by)
            if isinstance(row, ValueOutcome) and row.reading_id:
                quantities.forget_sum(row, by=by)
        except ValidationError as error:
            refused.append((row, error))
    if refused:
        # Leaving by an exception takes back what was saved before
        raise RowsRefusedError(refused)
    if changed or removed:
        touch(value_map=value_map, by=by)


def _save_row(row: Any, *, by: Any) -> None:
    if row.pk is not None:
        row.version += 1
    history.keep(row, by=by)


@transaction.atomic
def take_from_reading(*, outcome: ValueOutcome, reading: Reading, by: Any) -> None:
    """Make a quantity follow a reading: a percentage gives its count, for people are what is counted."""
    outcome.hold()
    if reading.replaced_at is not None:
        raise ValidationError(_("This reading was revised. Take the quantity from the revision."))
    quantities.refuse_unapproved(outcome.value_map, [reading])
    quantities.forget_sum(outcome, by=by)
    outcome.reading, outcome.quantity = reading, reading.figure
    outcome.version += 1
    history.note(outcome, by=by, why=_("Taken from the reading of %(name)s") % {"name": reading.indicator})
    outcome.full_clean()
    outcome.save()
    touch(value_map=outcome.value_map, by=by)


def take_revised(*, outcome: ValueOutcome, revised: quantities.Revised, by: Any) -> None:
    """Bring a quantity up to date with the revisions of its reading, or of the readings it adds up."""
    if outcome.reading_id:
        take_from_reading(outcome=outcome, reading=revised.readings[0], by=by)
        return
    with transaction.atomic():
        quantities.take_from_readings(outcome=outcome, readings=revised.readings, by=by)
        touch(value_map=outcome.value_map, by=by)


@transaction.atomic
def start_evaluative(*, forecast: ValueMap, by: Any) -> ValueMap:
    """Begin the evaluative map with the forecast's rows, so that the two can be compared."""
    if forecast.sort != Kind.FORECAST:
        raise ValidationError(_("Only a forecast can be carried over into an evaluative map."))
    made: ValueMap = _copy(forecast, by=by, why=_("Begun from %(map)s") % {"map": forecast.label})
    rows = rows_of(forecast)
    for row in (*rows.inputs, *rows.every_outcome, *rows.every_scenario):
        _copy(row, by=by, value_map=made)
    return made


def _copy(record: Any, *, by: Any, why: str = "", **own: Any) -> Any:
    kept = {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if field.name not in _OWN
    }
    copied = type(record)(partnership_id=record.partnership_id, **kept, **own)
    if isinstance(copied, ValueMap):
        copied.sort, copied.forecast = Kind.EVALUATIVE, record
        copied.title = _("%(title)s: what happened") % {"title": record.title[:140]}
    if isinstance(copied, ValueOutcome) and copied.reading is not None and not copied.reading.is_approved:
        # The figure stays until what happened takes its place; the claim that it was read does not
        copied.reading = None
    history.keep(copied, by=by, why=why)
    return copied


@transaction.atomic
def import_map(*, partnership: Any, found: sroi.ValueMap, title: str, sort: str, by: Any) -> ValueMap:
    """Save a map read from a file; stakeholder groups are found by name or added.

    Raises ValidationError naming the row that cannot be kept; then nothing is saved.
    """
    value_map = ValueMap(
        partnership=partnership,
        title=title,
        sort=sort,
        discount_rate=files.exact(found.discount_rate),
        discounting=files.schedule_name(found) or "",
        first_year_discounted=found.first_year_discounted,
    )
    _save_row(value_map, by=by)
    records = files.records_of(found, _groups(partnership, found, by), partnership)
    made: tuple[Any, ...] = (*records.inputs, *records.outcomes, *records.scenarios)
    for row in made:
        row.value_map = value_map
        _save_named(row, by=by)
    return value_map


def _save_named(row: Any, *, by: Any) -> None:
    try:
        _save_row(row, by=by)
    except ValidationError as error:
        raise ValidationError(f"{str(row)[:60]}: {' '.join(error.messages)}") from error


def _groups(partnership: Any, found: sroi.ValueMap, by: Any) -> dict[str, Any]:
    rows: tuple[Any, ...] = (*found.inputs, *found.outcomes)
    named = dict.fromkeys(row.stakeholder for row in rows if row.stakeholder)
    groups = {group.name: group for group in StakeholderGroup.objects.filter(name__in=list(named))}
    for name in named:
        if name not in groups:
            groups[name] = _new_group(partnership, name, by)
    return groups


def _new_group(partnership: Any, name: str, by: Any) -> StakeholderGroup:
    group = StakeholderGroup(partnership=partnership, name=name, sort=Sort.OTHER)
    _save_named(group, by=by)
    return group
