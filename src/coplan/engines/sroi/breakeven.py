"""Which single number, set to what, would bring the ratio to 1."""

import math
from collections.abc import Callable, Iterator

from coplan.engines.sroi.calculation import (
    Discounting,
    Figures,
    apply,
    discounting_of,
    likely_figures,
    present_value,
    total_inputs,
    total_present_value,
)
from coplan.engines.sroi.checks import LARGEST, LONGEST_YEARS, check
from coplan.engines.sroi.model import ADJUSTMENTS, NUMBERS, BreakEven, Scenario, ValueMap

Worth = Callable[[float], float]

SHARED = (*ADJUSTMENTS, "drop_off")
HALVINGS = 60
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
        values = {getattr(outcome, name).likely for outcome in value_map.outcomes}
        now = values.pop() if len(values) == 1 else None
        yield BreakEven(None, name, now, _solve(name, _worth_of_map(value_map, name), inputs))


def _single(value_map: ValueMap) -> Iterator[BreakEven]:
    discounting = discounting_of(value_map)
    total, inputs = total_present_value(value_map), total_inputs(value_map)
    for outcome in value_map.outcomes:
        figures = likely_figures(outcome)
        needed = inputs - (total - present_value(figures, discounting))
        for name in NUMBERS:
            worth = _worth_of_outcome(figures, name, discounting)
            yield BreakEven(outcome.code, name, figures[name], _solve(name, worth, needed))


def _worth_of_map(value_map: ValueMap, name: str) -> Worth:
    def worth(value: float) -> float:
        return total_present_value(apply(value_map, Scenario(name, {name: value})))

    return worth


def _worth_of_outcome(figures: Figures, name: str, discounting: Discounting) -> Worth:
    def worth(value: float) -> float:
        return present_value({**figures, name: value}, discounting)

    return worth


def _solve(name: str, worth: Worth, needed: float) -> float | None:
    """Return the permitted value at which `worth` is `needed`, if there is one."""
    low, high = LIMITS.get(name, (0.0, 1.0))
    if name in ("drop_off", "duration_years"):
        return _bisect(worth, needed, low, high)
    # worth is a straight line in quantity, proxy and each share: two points settle it
    start = worth(0.0)
    slope = worth(1.0) - start
    value = (needed - start) / slope if slope else math.inf
    return value if low <= value <= high else None


def _bisect(worth: Worth, needed: float, low: float, high: float) -> float | None:
    under, over = sorted((low, high), key=worth)
    if not worth(under) <= needed <= worth(over) or worth(under) == worth(over):
        return None
    for _ in range(HALVINGS):
        middle = (under + over) / 2
        if worth(middle) < needed:
            under = middle
        else:
            over = middle
    return over
