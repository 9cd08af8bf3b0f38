"""How far the ratio could move: all ranged numbers at once, and one at a time."""

from collections.abc import Iterator

from coplan.engines.sroi.calculation import (
    discounting_of,
    likely_figures,
    present_value,
    total_inputs,
    total_present_value,
)
from coplan.engines.sroi.checks import check, check_draws
from coplan.engines.sroi.model import NUMBERS, Driver, Range, ValueMap


def ranges(value_map: ValueMap, draws: int, seed: int) -> Range:
    """Draw every ranged number `draws` times, independently, and describe the ratios that follow.

    Percentiles are interpolated linearly between draws. The same map, draws and seed always
    give the same answer. Raises InvalidInput with every fault of the map, or of draws and seed.
    """
    check(value_map)
    check_draws(draws, seed)
    # numpy takes longer to load than a map takes to calculate; only draws need it
    from coplan.engines.sroi.simulation import simulate  # noqa: PLC0415

    spread = simulate(value_map, draws, seed)
    return Range(
        draws=draws,
        seed=seed,
        p5=spread.p5,
        p50=spread.p50,
        p95=spread.p95,
        mean=spread.mean,
        probability_below_1=spread.probability_below_1,
        drivers=drivers(value_map),
    )


def drivers(value_map: ValueMap) -> tuple[Driver, ...]:
    """Return the tornado list: each ranged number at its low and high alone, widest swing first."""
    check(value_map)
    return tuple(sorted(_each_driver(value_map), key=lambda driver: -driver.swing))


def _each_driver(value_map: ValueMap) -> Iterator[Driver]:
    discounting = discounting_of(value_map)
    inputs = total_inputs(value_map)
    total = total_present_value(value_map)
    for outcome in value_map.outcomes:
        figures = likely_figures(outcome)
        others = total - present_value(figures, discounting)
        for name in NUMBERS:
            estimate = getattr(outcome, name)
            if estimate.ranged:
                low = others + present_value({**figures, name: estimate.low}, discounting)
                high = others + present_value({**figures, name: estimate.high}, discounting)
                yield Driver(outcome.code, name, low / inputs, high / inputs)
