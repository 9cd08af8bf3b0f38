"""Which single number, set to what, would bring the ratio to 1."""

from collections.abc import Callable, Iterator

from coplan.engines.sroi.calculation import (
    apply,
    discounting_of,
    likely_figures,
    present_value,
    total_inputs,
    total_present_value,
)
from coplan.engines.sroi.checks import LARGEST, LONGEST_YEARS, check
from coplan.engines.sroi.model import ADJUSTMENTS, NUMBERS, BreakEven, Scenario, ValueMap

SHARED = (*ADJUSTMENTS, "drop_off")
HALVINGS = 200
LIMITS = {
    "quantity": (0.0, LARGEST),
    "proxy": (-LARGEST, LARGEST),
    "duration_years": (0.0, float(LONGEST_YEARS)),
}


def break_even(value_map: ValueMap) -> tuple[BreakEven, ...]:
    """Return, for each number of each outcome and each share set alike for all, its break-even value.

    A value is within what the map accepts (shares 0 to 1, durations up to 100 years); None says
    that this number alone cannot bring the ratio to 1. Raises InvalidInput with every fault.
    """
    check(value_map)
    return (*_shared(value_map), *_single(value_map))


def _shared(value_map: ValueMap) -> Iterator[BreakEven]:
    inputs = total_inputs(value_map)
    for name in SHARED:

        def surplus(value: float, name: str = name) -> float:
            return total_present_value(apply(value_map, Scenario(name, {name: value}))) - inputs

        values = {getattr(outcome, name).likely for outcome in value_map.outcomes}
        now = values.pop() if len(values) == 1 else None
        yield BreakEven(None, name, now, _root(name, surplus))


def _single(value_map: ValueMap) -> Iterator[BreakEven]:
    discounting = discounting_of(value_map)
    shortfall = total_present_value(value_map) - total_inputs(value_map)
    for outcome in value_map.outcomes:
        figures = likely_figures(outcome)
        others = shortfall - present_value(figures, discounting)
        for name in NUMBERS:

            def surplus(value: float, name: str = name) -> float:
                return others + present_value({**figures, name: value}, discounting)  # noqa: B023

            yield BreakEven(outcome.code, name, figures[name], _root(name, surplus))


def _root(name: str, surplus: Callable[[float], float]) -> float | None:
    low, high = LIMITS.get(name, (0.0, 1.0))
    if name not in ("drop_off", "duration_years"):
        return _line_root(surplus, low, high)
    return _bisect(surplus, low, high)


def _line_root(surplus: Callable[[float], float], low: float, high: float) -> float | None:
    """The total is a straight line in quantity, proxy and each share: two points settle it."""
    at_0 = surplus(0.0)
    slope = surplus(1.0) - at_0
    if not slope:
        return None
    value = -at_0 / slope
    return value if low <= value <= high else None


def _bisect(surplus: Callable[[float], float], low: float, high: float) -> float | None:
    rising = surplus(high) > surplus(low)
    start, end = (low, high) if rising else (high, low)
    if surplus(start) > 0 or surplus(end) < 0 or surplus(start) == surplus(end):
        return None
    for _ in range(HALVINGS):
        middle = (start + end) / 2
        if surplus(middle) < 0:
            start = middle
        else:
            end = middle
    return end
