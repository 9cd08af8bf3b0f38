"""Means, shares and changes against published worked examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.engines.surveys import (
    Mean,
    Share,
    Unsaid,
    change_of,
    difference_of,
    interval_of_mean,
    mean_of,
    share_of,
    wilson,
)

# Student (1908), The probable error of a mean: extra hours of sleep of ten patients with each of two drugs
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_the_interval_of_a_mean_is_the_handbooks() -> None:
    """NIST/SEMATECH e-Handbook 1.3.5.2, heat flow meter: 195 values, 9.258242 to 9.264679."""
    low, high = interval_of_mean(195, 9.261460, 0.022789)
    assert (low, high) == pytest.approx((9.258242, 9.264679), abs=1e-6)


# Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3
@pytest.mark.parametrize(
    ("count", "many", "printed"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_the_interval_of_a_share_is_newcombes(count: int, many: int, printed: tuple[float, float]) -> None:
    low, high = wilson(count, many)
    assert (round(low, 4), round(high, 4)) == printed


def test_students_own_pairs_give_his_change() -> None:
    """The paired t interval that textbooks and R print for these figures: 1.58, from 0.70 to 2.46."""
    found = change_of(list(zip(FIRST, SECOND, strict=True)))
    assert not isinstance(found, Unsaid)
    assert (found.pairs, round(found.mean, 2), round(found.sd, 4)) == (10, 1.58, 1.23)
    assert (round(found.low, 7), round(found.high, 7)) == (0.7001142, 2.4598858)
    assert (found.up, found.same, found.down) == (9, 1, 0)
    assert (round(found.before, 2), round(found.after, 2)) == (0.75, 2.33)
    assert found.is_clear


def test_the_same_figures_as_two_sets_of_people_say_less() -> None:
    """Welch's interval that R prints: −0.205 to 3.365 with 17.776 degrees of freedom."""
    found = difference_of(FIRST, SECOND)
    assert not isinstance(found, Unsaid)
    assert (round(found.low, 4), round(found.high, 4)) == (-0.2055, 3.3655)
    assert round(found.degrees, 3) == 17.776
    assert not found.is_clear


def test_a_mean_has_its_number_its_spread_and_its_interval() -> None:
    found = mean_of([2, 4, 4, 4, 5, 5, 7, 9, 6, 4])
    assert isinstance(found, Mean)
    assert (found.many, found.mean, round(found.sd, 4)) == (10, 5.0, 1.9437)
    assert (round(found.low, 4), round(found.high, 4)) == (3.6096, 6.3904)


def test_equal_answers_have_an_interval_of_no_width() -> None:
    found = change_of([(3, 3)] * 12)
    assert not isinstance(found, Unsaid)
    assert (found.mean, found.low, found.high, found.same, found.is_clear) == (0, 0, 0, 12, False)
    apart = difference_of([3] * 10, [4] * 10)
    assert not isinstance(apart, Unsaid)
    assert (apart.low, apart.high) == (1, 1)


@pytest.mark.parametrize(
    "said",
    [
        mean_of([7] * 9),
        share_of(4, 9),
        difference_of([1] * 9, [2] * 50),
    ],
)
def test_too_few_answers_give_a_reason_and_no_figure(said: object) -> None:
    assert said == Unsaid(9, "9 answers are too few: at least 10 are needed.")


def test_too_few_pairs_say_so() -> None:
    assert change_of([(1, 2)] * 4) == Unsaid(
        4, "4 people who answered both times are too few: at least 10 are needed."
    )


@pytest.mark.parametrize(("count", "many"), [(3, 2), (-1, 5), (0, 0)])
def test_a_count_beyond_what_it_is_out_of_is_refused(count: int, many: int) -> None:
    with pytest.raises(ValueError, match="The count must lie between"):
        wilson(count, many)


def test_one_answer_has_no_interval() -> None:
    with pytest.raises(ValueError, match="at least two"):
        interval_of_mean(1, 3, 0)


@given(st.integers(10, 5000).flatmap(lambda many: st.tuples(st.integers(0, many), st.just(many))))
def test_a_share_lies_within_its_interval_and_that_within_nought_and_one(pair: tuple[int, int]) -> None:
    found = share_of(*pair)
    assert isinstance(found, Share)
    assert 0 <= found.low <= found.share + 1e-12
    assert found.share - 1e-12 <= found.high <= 1


@given(st.lists(st.integers(0, 10), min_size=10, max_size=200), st.integers(-5, 5))
def test_moving_every_answer_moves_the_mean_and_leaves_its_width(values: list[int], by: int) -> None:
    one, other = mean_of(values), mean_of([value + by for value in values])
    assert isinstance(one, Mean)
    assert isinstance(other, Mean)
    assert other.mean - one.mean == pytest.approx(by)
    assert other.high - other.low == pytest.approx(one.high - one.low)
