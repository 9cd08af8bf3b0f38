"""Every ranged number at once: how far towards their worst ends the ratio would still be 1."""

from dataclasses import replace
from typing import Any

from coplan.engines.sroi.calculation import (
    Discounting,
    discounting_of,
    likely_figures,
    present_value,
    total_inputs,
    total_present_value,
)
from coplan.engines.sroi.checks import check
from coplan.engines.sroi.model import NUMBERS, Estimate, Outcome, Together, ValueMap

HALVINGS = 60


def together(value_map: ValueMap) -> Together:
    """Move all ranged numbers in step from their likely figure to the end that lowers the ratio.

    The end is found for each number alone, all others at their likely figure. `way` is found by
    halving; 0 says the ratio is 1 or less as it is. Raises InvalidInput with every fault.
    """
    check(value_map)
    discounting, inputs = discounting_of(value_map), total_inputs(value_map)
    worst = {outcome.code: _worst(outcome, discounting) for outcome in value_map.outcomes}

    def ratio(way: float) -> float:
        moved = tuple(_moved(outcome, worst[outcome.code], way) for outcome in value_map.outcomes)
        return total_present_value(replace(value_map, outcomes=moved)) / inputs

    return Together(ratio(1.0), _way(ratio))


def _worst(outcome: Outcome, discounting: Discounting) -> dict[str, float]:
    figures = likely_figures(outcome)
    ends = {}
    for name in NUMBERS:
        estimate = getattr(outcome, name)
        if estimate.ranged:
            ends[name] = min(
                (estimate.low, estimate.high),
                key=lambda end, name=name: present_value({**figures, name: end}, discounting),  # type: ignore[misc]
            )
    return ends


def _moved(outcome: Outcome, worst: dict[str, float], way: float) -> Outcome:
    figures = likely_figures(outcome)
    points: dict[str, Any] = {
        name: Estimate.point(figures[name] + way * (end - figures[name])) for name, end in worst.items()
    }
    return replace(outcome, **points)


def _way(ratio: Any) -> float | None:
    if ratio(0.0) <= 1:
        return 0.0
    if ratio(1.0) > 1:
        return None
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if ratio(middle) > 1:
            low = middle
        else:
            high = middle
    return high
