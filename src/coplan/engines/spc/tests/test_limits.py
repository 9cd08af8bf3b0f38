"""The mean and the process limits of each group."""

import pytest

from coplan.engines.spc import calculate
from coplan.engines.spc.tests.cases import causes, limits, month, series


def test_limits_are_the_mean_and_2_66_average_moving_ranges() -> None:
    # moving ranges 2, 1, 3: average 2
    assert limits(calculate(series(10, 12, 11, 14))) == [(11.75, 11.75 - 5.32, 11.75 + 5.32)]


@pytest.mark.parametrize("value", [0.0, 0.1, 7.0, -3.3, 1e15, 1e-15])
def test_limits_of_a_constant_series_are_its_mean(value: float) -> None:
    result = calculate(series(*[value] * 15))
    assert limits(result) == [(value, value, value)]
    assert {point.special_cause for point in result.points} == {"none"}


def test_an_extreme_moving_range_is_dropped_once() -> None:
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    (screened,) = calculate(series(*values)).groups
    (whole,) = calculate(series(*values, screen_outliers=False)).groups
    assert (screened.screened, screened.moving_range) == (2, 1.0)
    assert (whole.screened, whole.moving_range) == (0, pytest.approx(32 / 17))
    assert whole.mean == screened.mean


def test_a_moving_range_of_exactly_3_267_averages_is_dropped() -> None:
    # nine moving ranges of 0.7481… and one of 3.267 average 1
    step = (10 - 3.267) / 9
    values = [0.0]
    for index in range(9):
        values.append(values[-1] + (step if index % 2 else -step))
    values.append(values[-1] + 3.267)
    (group,) = calculate(series(*values)).groups
    assert group.screened == 1
    assert group.moving_range == pytest.approx(step)


def test_one_wild_figure_among_equal_ones_leaves_limits_at_the_mean() -> None:
    (group,) = calculate(series(*[1.0] * 11, 5.0)).groups
    assert (group.screened, group.moving_range) == (1, 0.0)
    assert group.lower_limit == group.upper_limit == group.mean


def test_fixed_limits_rest_on_the_first_points_of_each_group() -> None:
    values = [10, 12, 10, 12, 50, 50, 50, 20, 22, 20, 22, 90]
    result = calculate(series(*values, fix_after_n_points=4, rebase=(month(7),)))
    assert [(group.base, group.points) for group in result.groups] == [(4, 7), (4, 5)]
    assert limits(result) == [(11, 11 - 5.32, 11 + 5.32), (21, 21 - 5.32, 21 + 5.32)]
    assert [point.special_cause for point in result.points[4:7]] == ["outside_limits_high"] * 3


def test_a_rebase_between_two_points_starts_with_the_next_one() -> None:
    middle = month(2).replace(day=15)
    result = calculate(series(1, 2, 3, 10, 11, 12, rebase=(middle,)))
    assert [point.group for point in result.points] == [0, 0, 0, 1, 1, 1]
    assert [(group.start, group.end, group.mean) for group in result.groups] == [
        (month(0), month(2), 2),
        (month(3), month(5), 11),
    ]


def test_a_rebase_on_the_first_date_starts_no_second_group() -> None:
    assert [group.number for group in calculate(series(1, 2, 3, rebase=(month(0),))).groups] == [1]


def test_rebase_dates_may_stand_in_any_order() -> None:
    result = calculate(series(1, 2, 3, 4, 5, 6, rebase=(month(4), month(2))))
    assert [point.group for point in result.points] == [0, 0, 1, 1, 2, 2]


def test_rules_do_not_reach_across_a_rebase() -> None:
    rising = [1, 2, 3, 4, 5, 6, 7, 8]
    assert "trend_up" in causes(*rising)
    assert causes(*rising, rebase=(month(4),)) == ["none"] * 8


def test_one_point_has_a_mean_and_no_limits() -> None:
    result = calculate(series(4, target=3, improvement="increase"))
    assert limits(result) == [(4, None, None)]
    assert (result.variation, result.assurance) == ("common_cause", None)


def test_twelve_points_are_enough_for_limits() -> None:
    assert not calculate(series(*range(11))).enough_points
    assert calculate(series(*range(12))).enough_points
    assert not calculate(series(*range(20), fix_after_n_points=6)).enough_points
    assert not calculate(series(*range(20), rebase=(month(15),))).enough_points
