"""What has to hold for any series."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.engines.spc import Point, Series, calculate
from coplan.engines.spc.tests.cases import month, series

# a busy machine is no failure
unhurried = settings(deadline=None)

figures = st.lists(st.integers(-1000, 1000), min_size=1, max_size=60)


def turned(word: str) -> str:
    swaps = (("high", "low"), ("up", "down"))
    for one, other in (*swaps, *((b, a) for a, b in swaps)):
        if word.endswith(f"_{one}"):
            return word.removesuffix(one) + other
    return word


@unhurried
@given(figures)
def test_the_mean_lies_between_the_limits_and_nothing_inside_them_is_outside(values: list[int]) -> None:
    for point in calculate(series(*values)).points:
        if point.lower_limit is None or point.upper_limit is None:
            assert len(values) == 1
            continue
        assert point.lower_limit <= point.mean <= point.upper_limit
        if point.special_cause == "outside_limits_high":
            assert point.value > point.upper_limit
        elif point.special_cause == "outside_limits_low":
            assert point.value < point.lower_limit


@unhurried
@given(figures, st.booleans())
def test_screening_never_widens_the_limits(values: list[int], screen: bool) -> None:
    (whole,) = calculate(series(*values, screen_outliers=False)).groups
    (screened,) = calculate(series(*values, screen_outliers=screen)).groups
    assert (screened.moving_range or 0) <= (whole.moving_range or 0)


@unhurried
@given(figures)
def test_figures_turned_upside_down_show_the_opposite(values: list[int]) -> None:
    upright = calculate(series(*values, improvement="increase"))
    upside_down = calculate(series(*(-value for value in values), improvement="decrease"))
    assert [turned(point.special_cause) for point in upright.points] == [
        point.special_cause for point in upside_down.points
    ]
    assert [point.point_type for point in upright.points] == [
        point.point_type for point in upside_down.points
    ]
    assert turned(upright.variation) == upside_down.variation


@unhurried
@given(figures, st.sampled_from([0.25, 0.1, 3.0, 1e6]))
def test_another_unit_changes_no_finding(values: list[int], factor: float) -> None:
    plain, scaled = calculate(series(*values)), calculate(series(*(value * factor for value in values)))
    assert [point.special_cause for point in plain.points] == [point.special_cause for point in scaled.points]
    assert scaled.groups[0].mean == pytest.approx(plain.groups[0].mean * factor, abs=1e-9 * factor)


@unhurried
@given(figures, figures)
def test_groups_know_nothing_of_each_other(first: list[int], second: list[int]) -> None:
    whole = calculate(series(*first, *second, rebase=(month(len(first)),)))
    points = tuple(Point(month(len(first) + index), value) for index, value in enumerate(second))
    alone = calculate(Series(points))
    assert whole.points[len(first) :] == tuple(replace(point, group=1) for point in alone.points)
