"""The JSON form of a value map, read strictly: see docs/methods/sroi.md for the keys."""

import math
from collections.abc import Mapping
from typing import cast

from coplan.engines import Fault, InvalidInput
from coplan.engines.reading import Entry, Faults, each, shown, uncovered
from coplan.engines.sroi.checks import validate
from coplan.engines.sroi.model import NUMBERS, Band, Estimate, Input, Outcome, Scenario, Shape, ValueMap

MAP_KEYS = (
    "title",
    "currency",
    "discount_rate",
    "discount_schedule",
    "first_year_discounted",
    "inputs",
    "outcomes",
    "scenarios",
)
BAND_KEYS = ("from_year", "rate")
INPUT_KEYS = ("stakeholder", "name", "amount")
OUTCOME_KEYS = ("code", "stakeholder", "outcome", *NUMBERS)
ESTIMATE_KEYS = ("low", "likely", "high", "shape")
SCENARIO_KEYS = ("name", "set", "codes")
SETTABLE = (*NUMBERS, "discount_rate")


def read_map(document: object) -> ValueMap:
    """Turn decoded JSON into a value map, or raise InvalidInput with every fault it has.

    Faults of form (types, keys) come first, then faults of value, except where a fault of form
    already covers the same place.
    """
    faults: Faults = []
    value_map = _map(document, faults)
    if not isinstance(document, dict):
        raise InvalidInput(faults)
    faults += uncovered(validate(value_map), faults)
    if faults:
        raise InvalidInput(faults)
    return value_map


def _map(document: object, faults: Faults) -> ValueMap:
    entry = Entry(document, "", MAP_KEYS, faults, root="map")
    if entry.has("discount_rate") and entry.has("discount_schedule"):
        faults.append(Fault("discount_schedule", "discount_rate is given too; leave one of them out"))
    return ValueMap(
        title=entry.text("title", ""),
        currency=entry.text("currency", "GBP"),
        discount_rate=entry.number("discount_rate", 0.035),
        discount_schedule=each(entry, "discount_schedule", entry.items("discount_schedule", []), _band),
        first_year_discounted=entry.flag("first_year_discounted", True),
        inputs=each(entry, "inputs", entry.items("inputs"), _input),
        outcomes=each(entry, "outcomes", entry.items("outcomes"), _outcome),
        scenarios=each(entry, "scenarios", entry.items("scenarios", []), _scenario),
    )


def _band(value: object, path: str, faults: Faults) -> Band:
    entry = Entry(value, path, BAND_KEYS, faults)
    year = entry.number("from_year")
    if math.isfinite(year) and year != int(year):
        faults.append(Fault(entry.at("from_year"), f"{year:.15g} is not a whole number of years"))
    return Band(int(year) if math.isfinite(year) else 0, entry.number("rate"))


def _input(value: object, path: str, faults: Faults) -> Input:
    entry = Entry(value, path, INPUT_KEYS, faults)
    return Input(entry.number("amount"), entry.text("name", ""), entry.text("stakeholder", ""))


def _outcome(value: object, path: str, faults: Faults) -> Outcome:
    entry = Entry(value, path, OUTCOME_KEYS, faults)
    numbers: Mapping[str, Estimate] = {name: _estimate(entry, name) for name in NUMBERS}
    return Outcome(
        code=entry.text("code"),
        outcome=entry.text("outcome", ""),
        stakeholder=entry.text("stakeholder", ""),
        **numbers,
    )


def _estimate(entry: Entry, key: str) -> Estimate:
    value = entry.content.get(key)
    if not isinstance(value, dict):
        return Estimate.point(entry.number(key))
    spread = Entry(value, entry.at(key), ESTIMATE_KEYS, entry.faults)
    # the value check names the shapes, so an unknown one is let through to it
    shape = cast(Shape, spread.text("shape", "triangular"))
    return Estimate(spread.number("low"), spread.number("likely"), spread.number("high"), shape)


def _scenario(value: object, path: str, faults: Faults) -> Scenario:
    entry = Entry(value, path, SCENARIO_KEYS, faults)
    settings = entry.required("set", "the numbers it sets") if entry.readable else {}
    changes = Entry(settings, entry.at("set"), SETTABLE, faults) if entry.has("set") else None
    names = [name for name in SETTABLE if changes and changes.has(name)]
    return Scenario(
        name=entry.text("name"),
        settings={name: changes.number(name) for name in names if changes},
        codes=_codes(entry) if entry.has("codes") else None,
    )


def _codes(entry: Entry) -> tuple[str, ...]:
    codes: list[str] = []
    for index, code in enumerate(entry.items("codes")):
        if not isinstance(code, str):
            entry.faults.append(Fault(f"{entry.at('codes')}[{index}]", f"{shown(code)} is not a text"))
        codes.append(code if isinstance(code, str) else "")
    return tuple(codes)
