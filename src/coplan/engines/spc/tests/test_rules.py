"""The four rules, their order, and what they say about getting better or worse."""

import pytest

from coplan.engines.spc import calculate
from coplan.engines.spc.tests.cases import causes, series

# eight months whose average moving range is 2, with a mean of 10: limits 4.68 and 15.32
STEADY = [9, 11, 9, 11, 9, 11, 9, 11]


def after_steady(*values: float) -> list[str]:
    """What figures show that come after limits were fixed at 4.68 and 15.32, near lines at 6.45 and 13.55."""
    return causes(*STEADY, *values, fix_after_n_points=8)[8:]


def test_a_point_beyond_a_limit_is_outside() -> None:
    assert after_steady(15.33, 10, 4.67) == ["outside_limits_high", "none", "outside_limits_low"]


def test_a_point_on_a_limit_is_not_outside() -> None:
    assert after_steady(15.32, 10, 4.68) == ["none", "none", "none"]


def test_two_of_three_near_one_limit() -> None:
    assert after_steady(14, 10.5, 14, 10) == ["two_of_three_high", "none", "two_of_three_high", "none"]
    assert after_steady(6, 6, 9, 10) == ["two_of_three_low", "two_of_three_low", "none", "none"]


@pytest.mark.parametrize(
    "values",
    [
        # the third is on the other side, on the mean, or too far away
        (14, 9.5, 14, 10),
        (14, 10, 14, 10),
        (14, 11, 11, 14),
        # near opposite limits
        (14, 6, 10, 10),
        # on the near line, not beyond it
        (10 + 2.66 * 4 / 3, 10.5, 10 + 2.66 * 4 / 3, 10),
    ],
)
def test_two_of_three_needs_all_three_on_one_side(values: tuple[float, ...]) -> None:
    assert after_steady(*values) == ["none"] * 4


def test_a_point_outside_is_not_one_of_the_two() -> None:
    assert after_steady(16, 14, 9) == ["outside_limits_high", "none", "none"]


def test_seven_rising_points_are_a_trend_and_six_are_none() -> None:
    assert after_steady(7, 8, 9, 9.5, 10.5, 11, 12) == ["trend_up"] * 7
    assert after_steady(7, 8, 9, 9.5, 10.5, 11, 11) == ["none"] * 7


def test_a_turning_point_belongs_to_the_later_trend() -> None:
    down = [13, 12.5, 12, 11.5, 10.5, 9.5, 8.5]
    found = causes(*STEADY, *reversed(down), *down[1:], fix_after_n_points=8)[9:]
    assert found == ["trend_up"] * 5 + ["trend_down"] * 7


def test_a_trend_next_to_another_keeps_its_own_direction() -> None:
    rise = [7, 8, 9, 9.5, 10.5, 11, 12]
    assert after_steady(*rise, *rise) == ["trend_up"] * 14


def test_seven_points_on_one_side_are_a_shift_and_six_are_none() -> None:
    assert after_steady(9, 11, 10.5, 11, 10.5, 11, 10.5, 11, 9) == ["none", *["shift_high"] * 7, "none"]
    assert after_steady(10, 9, 9, 8, 9, 9, 8, 10) == ["none"] * 8


def test_the_first_rule_that_holds_counts() -> None:
    # ten above the mean: a rise that ends outside the limit, then two near it
    assert after_steady(9, 10.5, 11, 11.5, 12, 12.5, 13, 16, 14, 14, 11, 10) == [
        *["trend_up"] * 7,
        "outside_limits_high",
        "two_of_three_high",
        "two_of_three_high",
        "shift_high",
        "none",
    ]


@pytest.mark.parametrize(
    ("improvement", "last", "point_type", "variation"),
    [
        ("increase", 16, "special_cause_improvement", "improvement_high"),
        ("increase", 4, "special_cause_concern", "concern_low"),
        ("decrease", 16, "special_cause_concern", "concern_high"),
        ("decrease", 4, "special_cause_improvement", "improvement_low"),
        ("neutral", 16, "special_cause_neutral_high", "neutral_high"),
        ("neutral", 4, "special_cause_neutral_low", "neutral_low"),
        ("increase", 10, "common_cause", "common_cause"),
    ],
)
def test_what_the_last_point_says(improvement: str, last: float, point_type: str, variation: str) -> None:
    result = calculate(series(*STEADY, last, fix_after_n_points=8, improvement=improvement))
    assert (result.points[-1].point_type, result.variation) == (point_type, variation)


def test_a_rise_below_the_mean_is_better_where_more_is_better() -> None:
    rising = [5, 5.5, 6, 6.2, 6.4, 7, 8]
    result = calculate(series(*STEADY, *rising, fix_after_n_points=8, improvement="increase"))
    assert [point.special_cause for point in result.points[8:]] == ["trend_up"] * 7
    assert result.variation == "improvement_high"


@pytest.mark.parametrize(
    ("improvement", "target", "assurance"),
    [
        ("increase", 16, "fail"),
        ("increase", 4, "pass"),
        ("increase", 12, "hit_or_miss"),
        ("increase", 15.32, "hit_or_miss"),
        ("decrease", 16, "pass"),
        ("decrease", 4, "fail"),
        ("decrease", 4.68, "hit_or_miss"),
        ("neutral", 16, None),
        ("increase", None, None),
    ],
)
def test_assurance_compares_the_target_with_the_limits(
    improvement: str, target: float | None, assurance: str | None
) -> None:
    assert calculate(series(*STEADY, improvement=improvement, target=target)).assurance == assurance
