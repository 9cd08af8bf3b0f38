"""Quantities from readings: which may be used, several added up, and what was revised since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.outcomes.models import Indicator, Measured, Reading
from coplan.value.models import QuantityReading, ValueMap, ValueOutcome

ADDS_UP = (Measured.COUNT, Measured.MONEY)


@dataclass(frozen=True)
class Revised:
    """A quantity whose readings were revised: what it says, and what they say now."""

    before: Decimal
    now: Decimal
    readings: tuple[Reading, ...]


def refuse_unapproved(value_map: ValueMap, readings: Iterable[Reading]) -> None:
    """Raise ValidationError where an evaluative map would rest on a figure nobody approved."""
    if not value_map.is_evaluative:
        return
    for reading in readings:
        if not reading.is_approved:
            told = _(
                "%(reading)s is not approved yet. An evaluative map takes its quantities from approved readings "
                "only: have it approved first, by somebody other than whoever entered it."
            )
            raise ValidationError(told % {"reading": reading.label})


def indicators_that_add_up() -> Any:
    return Indicator.objects.filter(measured__in=ADDS_UP, running_total=False).order_by("name")


def readings_over(indicator: Indicator, start: date, end: date) -> tuple[Reading, ...]:
    """The readings in force that lie within a span, from first to last."""
    found = Reading.objects.filter(
        indicator=indicator, replaced_at=None, starts_on__gte=start, ends_on__lte=end
    )
    return tuple(found.select_related("indicator").order_by("starts_on"))


def summed_of(outcomes: Iterable[ValueOutcome]) -> dict[int, tuple[Reading, ...]]:
    """The readings that quantities add up, by outcome; one query for all."""
    rows = QuantityReading.objects.filter(outcome__in=[one.pk for one in outcomes])
    found: dict[int, list[Reading]] = {}
    for row in rows.select_related("reading__indicator").order_by("reading__starts_on"):
        found.setdefault(row.outcome_id, []).append(row.reading)
    return {key: tuple(readings) for key, readings in found.items()}


@transaction.atomic
def take_from_readings(*, outcome: ValueOutcome, readings: Sequence[Reading], by: Any) -> None:
    """Make a quantity the sum of several readings of one count, and keep which they were."""
    outcome.hold()
    _refuse_sum(outcome, readings)
    forget_sum(outcome, by=by)
    for reading in readings:
        part = QuantityReading(partnership_id=outcome.partnership_id, outcome=outcome, reading=reading)
        history.keep(part, by=by)
    outcome.reading = None
    outcome.quantity = sum((reading.figure for reading in readings), Decimal(0))
    outcome.quantity_reason = words_of(readings)[:400]
    outcome.version += 1
    history.note(outcome, by=by, why=_("Taken from readings"))
    outcome.full_clean()
    outcome.save()


def _refuse_sum(outcome: ValueOutcome, readings: Sequence[Reading]) -> None:
    if not readings:
        raise ValidationError(_("There is no reading in these days. Choose a longer time."))
    indicators = {reading.indicator_id for reading in readings}
    if len(indicators) > 1:
        raise ValidationError(_("Only readings of one indicator can be added up."))
    if not readings[0].indicator.adds_up:
        raise ValidationError(
            _("Percentages, levels and running totals cannot be added up. Choose one reading.")
        )
    if any(reading.replaced_at is not None for reading in readings):
        raise ValidationError(_("One of these readings was revised. Take the revision."))
    refuse_unapproved(outcome.value_map, readings)


def words_of(readings: Sequence[Reading]) -> str:
    """'Sum of 4 readings of People who joined, 1 January 2026 to 31 December 2026: 31 + 43'."""
    return _("Sum of %(many)s readings of %(indicator)s, %(start)s to %(end)s: %(figures)s") % {
        "many": len(readings),
        "indicator": readings[0].indicator,
        "start": date_format(readings[0].starts_on),
        "end": date_format(readings[-1].ends_on),
        "figures": " + ".join(f"{reading.figure.normalize():f}" for reading in readings),
    }


def forget_sum(outcome: ValueOutcome, *, by: Any) -> None:
    """The quantity no longer adds up readings."""
    for part in QuantityReading.objects.filter(outcome=outcome):
        history.note(part, by=by)
        part.remove()


def in_force_now(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Each reading, or what took its place; one query."""
    old = [reading for reading in readings if reading.replaced_at is not None]
    if not old:
        return tuple(readings)
    found = Reading.objects.filter(indicator__in={one.indicator_id for one in old}, replaced_at=None)
    now = {(one.indicator_id, one.starts_on, one.ends_on): one for one in found.select_related("indicator")}
    return tuple(
        reading
        if reading.replaced_at is None
        else now.get((reading.indicator_id, reading.starts_on, reading.ends_on), reading)
        for reading in readings
    )


def revised(outcome: ValueOutcome, readings: Sequence[Reading]) -> Revised | None:
    """What the readings behind a quantity say now, where one of them was revised."""
    now = in_force_now(readings)
    if not readings or now == tuple(readings):
        return None
    return Revised(outcome.quantity, sum((one.figure for one in now), Decimal(0)), now)


def behind(outcome: ValueOutcome) -> tuple[Reading, ...]:
    """The reading, or the several, that a quantity was taken from."""
    if outcome.reading is not None:
        return (outcome.reading,)
    return summed_of([outcome]).get(outcome.pk, ())
