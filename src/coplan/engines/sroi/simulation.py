"""The draws themselves. Imports numpy, so nothing imports this module until draws are asked for.

Work goes outcome by outcome over chunks of draws: the vectors stay in the processor's cache and
memory does not grow with the number of outcomes.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coplan.engines.sroi.calculation import (
    Discounting,
    discounting_of,
    likely_figures,
    present_value,
    total_inputs,
)
from coplan.engines.sroi.model import NUMBERS, Estimate, Outcome, ValueMap

CHUNK = 5_000

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """What the simulated ratios look like."""

    p5: float
    p50: float
    p95: float
    mean: float
    probability_below_1: float


def simulate(value_map: ValueMap, draws: int, seed: int) -> Spread:
    """Simulate and summarise; the map must be valid."""
    ratios = simulated_ratios(value_map, draws, seed)
    p5, p50, p95 = np.percentile(ratios, (5, 50, 95))
    below = float(np.count_nonzero(ratios < 1)) / draws
    return Spread(float(p5), float(p50), float(p95), float(ratios.mean()), below)


def simulated_ratios(value_map: ValueMap, draws: int, seed: int) -> Vector:
    """Return one ratio per draw; a longer run begins with the draws of a shorter one."""
    discounting = discounting_of(value_map)
    ranged = [outcome for outcome in value_map.outcomes if _is_ranged(outcome)]
    fixed = sum(
        present_value(likely_figures(outcome), discounting)
        for outcome in value_map.outcomes
        if not _is_ranged(outcome)
    )
    totals = np.full(draws, fixed, dtype=np.float64)
    streams = np.random.SeedSequence(seed).spawn(math.ceil(draws / CHUNK))
    for index, stream in enumerate(streams if ranged else ()):
        rng = np.random.Generator(np.random.SFC64(stream))
        chunk = totals[index * CHUNK : (index + 1) * CHUNK]
        for outcome in ranged:
            # a whole chunk is drawn even where part is needed: a longer run then starts alike
            chunk += _present_values(outcome, discounting, rng)[: len(chunk)]
    totals /= total_inputs(value_map)
    return totals


def _is_ranged(outcome: Outcome) -> bool:
    return any(getattr(outcome, name).ranged for name in NUMBERS)


def _present_values(outcome: Outcome, discounting: Discounting, rng: np.random.Generator) -> Vector:
    quantity = _draw(outcome.quantity, rng)
    values = quantity * _draw(outcome.proxy, rng)
    for share in (outcome.deadweight, outcome.displacement, outcome.attribution):
        values = values * (1 - _draw(share, rng))
    weight = _annuity(_draw(outcome.drop_off, rng), _draw(outcome.duration_years, rng), discounting)
    return np.broadcast_to(values * weight, (CHUNK,))


def _annuity(drop_off: Vector | float, duration: Vector | float, discounting: Discounting) -> Vector | float:
    """Present value of 1 a year, dropping off, by Horner's rule from the last year to the first."""
    last = math.ceil(np.max(duration))
    # A division of a whole vector a year would cost more than the draws; rates are few
    kept: dict[float, Vector | float] = {}
    weight: Vector | float = 0.0
    for year in range(last, 0, -1):
        rate = discounting.rate_before(year + 1)
        if rate not in kept:
            kept[rate] = (1 - drop_off) / (1 + rate)
        weight = weight * kept[rate] + _fraction(duration, year)
    return weight * discounting.factor(1)


def _fraction(duration: Vector | float, year: int) -> Vector | float:
    if isinstance(duration, float):
        return min(1.0, duration - (year - 1))
    return np.clip(duration - (year - 1), 0.0, 1.0)


def _draw(estimate: Estimate, rng: np.random.Generator) -> Vector | float:
    if not estimate.ranged:
        return float(estimate.likely)
    low, likely, high = estimate.low, estimate.likely, estimate.high
    if estimate.shape == "uniform":
        return low + (high - low) * rng.random(CHUNK)
    if estimate.shape == "pert":
        rise, fall = 4 * (likely - low) / (high - low), 4 * (high - likely) / (high - low)
        return low + (high - low) * rng.beta(1 + rise, 1 + fall, CHUNK)
    return _triangular(low, likely, high, rng)


def _triangular(low: float, likely: float, high: float, rng: np.random.Generator) -> Vector:
    """Inverse of the triangular distribution function; several times faster than numpy's own draw."""
    chance = rng.random(CHUNK)
    width, rise, fall = high - low, likely - low, high - likely
    rising = chance < rise / width
    distance = np.sqrt(np.where(rising, chance * (width * rise), (1 - chance) * (width * fall)))
    return np.where(rising, low + distance, high - distance)
