"""A value map as the JSON document of `coplan sroi`, out and in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coplan.engines import Fault, InvalidInput, sroi
from coplan.kit.forms import readable
from coplan.stakeholders.models import StakeholderGroup
from coplan.value.inputs import schedule
from coplan.value.models import NUMBERS, Discounting, Scenario, ValueInput, ValueOutcome

LARGEST = 2_000_000
_FIELDS: dict[str, Any] = {field.name: field for field in ValueOutcome._meta.concrete_fields}
DECIMALS: dict[str, int] = {name: _FIELDS[name].decimal_places for name in NUMBERS}


def document_of(engine_map: sroi.ValueMap) -> dict[str, Any]:
    """The map as `coplan sroi` reads it, at full precision."""
    return {
        "title": engine_map.title,
        "currency": engine_map.currency,
        **_discounting_document(engine_map),
        "first_year_discounted": engine_map.first_year_discounted,
        "inputs": [
            {"stakeholder": row.stakeholder, "name": row.name, "amount": row.amount}
            for row in engine_map.inputs
        ],
        "outcomes": [_outcome_document(row) for row in engine_map.outcomes],
        "scenarios": [_scenario_document(row) for row in engine_map.scenarios],
    }


def _discounting_document(engine_map: sroi.ValueMap) -> dict[str, Any]:
    """A rate or a schedule, never both."""
    bands = engine_map.discount_schedule
    if not bands:
        return {"discount_rate": engine_map.discount_rate}
    return {"discount_schedule": [{"from_year": band.from_year, "rate": band.rate} for band in bands]}


def schedule_name(found: sroi.ValueMap) -> str | None:
    """Which national schedule a file uses: '' for one rate, None for a schedule that is not ours."""
    known = {schedule(name): name for name in Discounting.values}
    return known.get(found.discount_schedule)


def _outcome_document(row: sroi.Outcome) -> dict[str, Any]:
    words = {"code": row.code, "stakeholder": row.stakeholder, "outcome": row.outcome}
    return {**words, **{name: _number_document(getattr(row, name)) for name in NUMBERS}}


def _number_document(estimate: sroi.Estimate) -> Any:
    if not estimate.ranged:
        return estimate.likely
    told = {"low": estimate.low, "likely": estimate.likely, "high": estimate.high}
    return told if estimate.shape == "triangular" else {**told, "shape": estimate.shape}


def _scenario_document(row: sroi.Scenario) -> dict[str, Any]:
    told: dict[str, Any] = {"name": row.name, "set": dict(row.settings)}
    return told if row.codes is None else {**told, "codes": list(row.codes)}


def read_document(content: bytes) -> sroi.ValueMap:
    """The map in a file. Raises InvalidInput with every fault, each naming its place in the file."""
    if len(content) > LARGEST:
        raise InvalidInput([Fault("file", _("It is larger than 2 MB. A value map is a few pages of text."))])
    try:
        document = _readable(json.loads(content.decode("utf-8-sig")))
    # ValueError: no JSON, no UTF-8, or a number of thousands of digits
    except (ValueError, RecursionError) as error:
        words = _("It is not JSON: %(why)s. Save it as coplan sroi reads it.") % {"why": error}
        raise InvalidInput([Fault("file", words)]) from error
    found = sroi.read_map(document)
    if faults := tuple(_unkept(found)):
        raise InvalidInput(faults)
    return found


def _readable(part: Any) -> Any:
    """What a file says, its words as a form would keep them."""
    if isinstance(part, str):
        return readable(part)
    if isinstance(part, dict):
        return {readable(name): _readable(value) for name, value in part.items()}
    return [_readable(one) for one in part] if isinstance(part, list) else part


def _unkept(found: sroi.ValueMap) -> Iterator[Fault]:
    """What the engine accepts and a stored map cannot hold without changing the answer."""
    if found.currency != "GBP":
        yield Fault("currency", _("Maps kept here are in pounds. Convert it to GBP first."))
    yield from _too_fine("discount_rate", found.discount_rate, 4)
    if schedule_name(found) is None:
        words = _("Maps kept here use one rate or the Green Book's schedule. Use discount_rate instead.")
        yield Fault("discount_schedule", words)
    for place, row in enumerate(found.inputs):
        yield from _too_fine(f"inputs[{place}].amount", row.amount, 2)
    for place, outcome in enumerate(found.outcomes):
        for name in NUMBERS:
            estimate = getattr(outcome, name)
            for value in dict.fromkeys((estimate.low, estimate.likely, estimate.high)):
                yield from _too_fine(f"outcomes[{place}].{name}", value, DECIMALS[name])
        if len(_shapes(outcome)) > 1:
            words = _("All ranges of one outcome need the same shape here.")
            yield Fault(f"outcomes[{place}].shape", words)


def _shapes(outcome: sroi.Outcome) -> set[str]:
    estimates = [getattr(outcome, name) for name in NUMBERS]
    return {estimate.shape for estimate in estimates if estimate.ranged}


def _too_fine(path: str, value: float, decimals: int) -> Iterator[Fault]:
    if round(value, decimals) != value:
        words = _("%(value)s has more than %(many)s decimals. Round it, so that the answer stays the same.")
        yield Fault(path, words % {"value": value, "many": decimals})


@dataclass(frozen=True)
class Unsaved:
    """The records a file makes, not saved yet."""

    inputs: tuple[ValueInput, ...]
    outcomes: tuple[ValueOutcome, ...]
    scenarios: tuple[Scenario, ...]


def records_of(found: sroi.ValueMap, groups: Mapping[str, StakeholderGroup], partnership: Any) -> Unsaved:
    blank: dict[str, Any] = {"partnership": partnership}
    return Unsaved(
        tuple(_input(row, groups, blank) for row in found.inputs),
        tuple(_outcome(row, groups, blank) for row in found.outcomes),
        tuple(_scenario(row, blank) for row in found.scenarios),
    )


def _input(row: sroi.Input, groups: Mapping[str, StakeholderGroup], blank: dict[str, Any]) -> ValueInput:
    name = row.name or row.stakeholder or _("Input")
    return ValueInput(**blank, name=name, amount=exact(row.amount), stakeholder=groups.get(row.stakeholder))


def _outcome(
    row: sroi.Outcome, groups: Mapping[str, StakeholderGroup], blank: dict[str, Any]
) -> ValueOutcome:
    made = ValueOutcome(
        **blank,
        code=row.code,
        title=row.outcome or row.code,
        stakeholder=groups.get(row.stakeholder),
        shape=next(iter(_shapes(row)), "triangular"),
    )
    for name in NUMBERS:
        estimate = getattr(row, name)
        setattr(made, name, exact(estimate.likely))
        if estimate.ranged:
            setattr(made, f"{name}_low", exact(estimate.low))
            setattr(made, f"{name}_high", exact(estimate.high))
    return made


def _scenario(row: sroi.Scenario, blank: dict[str, Any]) -> Scenario:
    return Scenario(
        **blank,
        name=row.name,
        settings=dict(row.settings),
        codes=None if row.codes is None else list(row.codes),
    )


def exact(value: float) -> Decimal:
    """The decimal a person sees in the file, not the binary fraction behind it."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
