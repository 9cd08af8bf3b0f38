"""Rows of a value map as the engine's dataclasses: the only bridge between the two."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from coplan.engines import sroi
from coplan.packs import pack
from coplan.value.models import NUMBERS, Scenario, ValueInput, ValueMap, ValueOutcome


def engine_map(
    value_map: ValueMap,
    inputs: Sequence[ValueInput],
    outcomes: Sequence[ValueOutcome],
    scenarios: Sequence[Scenario],
) -> sroi.ValueMap:
    """The whole map, in pounds, in the order of its rows."""
    return sroi.ValueMap(
        title=value_map.title,
        discount_rate=float(value_map.discount_rate),
        discount_schedule=schedule(value_map.discounting),
        first_year_discounted=value_map.first_year_discounted,
        inputs=tuple(engine_input(row) for row in inputs),
        outcomes=tuple(engine_outcome(row) for row in outcomes),
        scenarios=tuple(engine_scenario(row, {one.code for one in outcomes}) for row in scenarios),
    )


def schedule(name: str) -> tuple[sroi.Band, ...]:
    """The bands of a national schedule by its name; none where one rate is used."""
    if not name:
        return ()
    return tuple(sroi.Band(band.year_from, float(getattr(band, name))) for band in pack().discount_schedule())


def engine_input(row: ValueInput) -> sroi.Input:
    return sroi.Input(float(row.amount), row.name, _name(row.stakeholder))


def engine_outcome(row: ValueOutcome) -> sroi.Outcome:
    numbers: dict[str, Any] = {name: estimate(row, name) for name in NUMBERS}
    return sroi.Outcome(code=row.code, outcome=row.title, stakeholder=_name(row.stakeholder), **numbers)


def estimate(row: ValueOutcome, name: str) -> sroi.Estimate:
    """One number with its range, where it has one."""
    likely = float(getattr(row, name))
    low, high = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
    if low is None or high is None:
        return sroi.Estimate.point(likely)
    return sroi.Estimate(float(low), likely, float(high), row.shape)  # type: ignore[arg-type]


def engine_scenario(row: Scenario, known: Collection[str]) -> sroi.Scenario:
    """`known` are the codes that are counted; what is left out cannot be changed."""
    settings = {name: float(Decimal(str(value))) for name, value in row.settings.items()}
    codes = None if row.codes is None else tuple(code for code in row.codes if code in known)
    return sroi.Scenario(row.name, settings, codes)


def _name(stakeholder: Any) -> str:
    return str(stakeholder) if stakeholder is not None else ""
