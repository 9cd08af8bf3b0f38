"""Ranges of the ratio: repeatable, and right where the answer is known."""

from dataclasses import replace

import numpy as np
import pytest

from coplan.engines import InvalidInput
from coplan.engines.sroi import Driver, Estimate, Shape, ValueMap, calculate, drivers, ranges
from coplan.engines.sroi.simulation import CHUNK, simulated_ratios
from coplan.engines.sroi.tests.maps import outcome, published_map, value_map

SPREAD = Estimate(20, 50, 110)
KNOWN = (3.620966588425953, 6.490887066556272, 10.445536849256737)


def simple(proxy: Estimate, amount: float = 1_000.0) -> ValueMap:
    plain = outcome(deadweight=0, displacement=0, attribution=0, duration_years=1, quantity=10, proxy=proxy)
    return value_map(plain, amount=amount, discount_rate=0.0)


def test_the_same_seed_gives_the_same_range_and_another_does_not() -> None:
    mapped = value_map(outcome(proxy=SPREAD, drop_off=Estimate(0.1, 0.2, 0.5)))
    first, again, other = (ranges(mapped, 7_000, seed) for seed in (11, 11, 12))
    assert first == again
    assert first.mean != other.mean


def test_a_known_seed_keeps_its_figures_from_release_to_release() -> None:
    answer = ranges(value_map(outcome(proxy=SPREAD)), 1_000, 1)
    assert (answer.p5, answer.p50, answer.p95) == pytest.approx(KNOWN, rel=1e-9)


def test_a_longer_run_begins_with_the_draws_of_a_shorter_one() -> None:
    mapped = value_map(outcome("a", proxy=SPREAD), outcome("b", quantity=SPREAD))
    short, long = simulated_ratios(mapped, 100, 3), simulated_ratios(mapped, CHUNK + 200, 3)
    assert np.array_equal(short, long[:100])
    assert len(long) == CHUNK + 200


def test_points_give_the_deterministic_ratio() -> None:
    answer = ranges(published_map(), 1_000, 5)
    ratio = calculate(published_map()).ratio
    assert [answer.p5, answer.p50, answer.p95, answer.mean] == pytest.approx([ratio] * 4, rel=1e-12)
    assert (answer.probability_below_1, answer.drivers) == (0.0, ())


@pytest.mark.parametrize(
    ("shape", "mean", "variance"),
    [
        ("triangular", (20 + 50 + 110) / 3, (20**2 + 50**2 + 110**2 - 20 * 50 - 20 * 110 - 50 * 110) / 18),
        ("uniform", 65, 90**2 / 12),
        ("pert", (20 + 4 * 50 + 110) / 6, (55 - 20) * (110 - 55) / 7),
    ],
)
def test_each_shape_has_its_known_mean_and_variance(shape: Shape, mean: float, variance: float) -> None:
    ratios = simulated_ratios(simple(replace(SPREAD, shape=shape), amount=10), 200_000, 1)
    assert ratios.mean() == pytest.approx(mean, rel=0.003)
    assert ratios.var() == pytest.approx(variance, rel=0.01)
    assert ratios.min() >= 20
    assert ratios.max() <= 110


@pytest.mark.parametrize("likely", [20, 110])
def test_a_triangle_may_lean_wholly_to_one_side(likely: float) -> None:
    ratios = simulated_ratios(simple(Estimate(20, likely, 110), amount=10), 50_000, 1)
    assert ratios.mean() == pytest.approx((20 + likely + 110) / 3, rel=0.005)


def test_the_triangle_has_its_known_percentiles() -> None:
    answer = ranges(simple(SPREAD, amount=10), 200_000, 9)
    assert answer.p5 == pytest.approx(20 + (0.05 * 90 * 30) ** 0.5, rel=0.01)
    assert answer.p95 == pytest.approx(110 - (0.05 * 90 * 60) ** 0.5, rel=0.01)


def test_the_chance_of_losing_money_is_the_share_of_draws_below_1() -> None:
    answer = ranges(simple(Estimate(0, 50, 100, "uniform")), 100_000, 2)
    assert answer.probability_below_1 == pytest.approx(1.0, abs=0.001)
    answer = ranges(simple(Estimate(0, 50, 100, "uniform"), amount=250), 100_000, 2)
    assert answer.probability_below_1 == pytest.approx(0.25, abs=0.01)


def test_independent_numbers_multiply_in_the_mean() -> None:
    spread = outcome(
        quantity=Estimate(50, 80, 200), proxy=SPREAD, deadweight=Estimate(0, 0.1, 0.5), duration_years=1
    )
    mapped = value_map(spread, discount_rate=0.0)
    expected = (330 / 3) * (180 / 3) * (1 - 0.6 / 3) * 0.9 * 0.75 / 1000
    assert ranges(mapped, 200_000, 4).mean == pytest.approx(expected, rel=0.005)


def test_ranged_durations_and_drop_off_agree_with_each_map_calculated_alone() -> None:
    row = outcome(duration_years=Estimate(0.5, 2, 6, "uniform"), drop_off=Estimate(0, 0.3, 1, "uniform"))
    drawn = simulated_ratios(value_map(row), 60_000, 8).mean()
    grid = (np.arange(60) + 0.5) / 60
    alone = [
        calculate(value_map(outcome(duration_years=0.5 + 5.5 * length, drop_off=loss))).ratio
        for length in grid.tolist()
        for loss in grid.tolist()
    ]
    assert drawn == pytest.approx(float(np.mean(alone)), rel=0.01)


def test_drivers_come_widest_first_and_hold_the_others_still() -> None:
    narrow = outcome("a", proxy=Estimate(45, 50, 55), quantity=Estimate(50, 100, 110))
    mapped = value_map(narrow, outcome("b"))
    ratio = calculate(mapped).ratio / 2
    assert drivers(mapped) == (
        Driver("a", "quantity", pytest.approx(ratio * 1.5), pytest.approx(ratio * 2.1)),
        Driver("a", "proxy", pytest.approx(ratio * 1.9), pytest.approx(ratio * 2.1)),
    )
    assert ranges(mapped, 10, 1).drivers == drivers(mapped)


def test_a_higher_deadweight_is_shown_as_a_lower_ratio() -> None:
    (driver,) = drivers(value_map(outcome(deadweight=Estimate(0.1, 0.2, 0.6))))
    assert driver.low_ratio > driver.high_ratio


@pytest.mark.parametrize(
    ("draws", "seed", "sentence"),
    [
        (0, 1, "draws: 0 is not between 1 and 1,000,000"),
        (1_000_001, 1, "draws: 1000001 is not between 1 and 1,000,000"),
        (10, -1, "seed: -1 is not between 0 and 9223372036854775807"),
    ],
)
def test_a_run_of_no_sense_is_refused(draws: int, seed: int, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        ranges(value_map(), draws, seed)
    assert str(refusal.value) == sentence
