"""Two maps side by side: what moved the value, and by how much."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.engines.sroi import (
    Band,
    Estimate,
    Input,
    calculate,
    compare,
    payback,
    together,
)
from coplan.engines.sroi.tests.maps import outcome, published_map, value_map

PLAIN: dict[str, float] = {
    "deadweight": 0.0,
    "displacement": 0.0,
    "attribution": 0.0,
    "drop_off": 0.0,
    "duration_years": 1.0,
}


def undiscounted(*rows: Any, **rest: Any) -> Any:
    return value_map(*rows, discount_rate=0.0, **rest)


def causes(found: Any) -> dict[str, float]:
    return {shift.cause: shift.amount for shift in found}


def test_a_single_cause_takes_the_whole_difference() -> None:
    first = undiscounted(outcome(**PLAIN, quantity=100, proxy=10))
    second = undiscounted(outcome(**PLAIN, quantity=80, proxy=10))
    assert causes(compare(first, second).rows[0].shifts) == {"quantity": -200.0}


def test_two_causes_share_what_they_did_together() -> None:
    first = undiscounted(outcome(**PLAIN, quantity=100, proxy=10))
    second = undiscounted(outcome(**PLAIN, quantity=200, proxy=20))
    # 1,000 becomes 4,000: each alone adds 1,000, the last 1,000 is both's
    assert causes(compare(first, second).causes) == {"quantity": 1500.0, "proxy": 1500.0}


def test_rows_of_one_map_only_are_told_apart() -> None:
    first = undiscounted(outcome("a", **PLAIN), outcome("b", **PLAIN))
    second = undiscounted(outcome("a", **PLAIN), outcome("c", **PLAIN, quantity=10))
    found = compare(first, second)
    assert [(row.code, row.first, row.second) for row in found.rows] == [
        ("a", 5000.0, 5000.0),
        ("b", 5000.0, None),
        ("c", None, 500.0),
    ]
    assert causes(found.causes) == {"added": 500.0, "dropped": -5000.0}


def test_the_steps_of_the_ratio_add_up_with_other_inputs() -> None:
    first = published_map()
    second = replace(
        first, inputs=(Input(100_000.0),), discount_schedule=(Band(0, 0.05),), outcomes=first.outcomes[2:]
    )
    found = compare(first, second)
    moved = sum(shift.amount for shift in found.ratio_steps)
    assert moved == pytest.approx(found.second.ratio - found.first.ratio)
    assert set(causes(found.ratio_steps)) == {"discounting", "dropped", "inputs"}


SHARE = st.floats(0, 1)
FIGURES = st.fixed_dictionaries(
    {
        "quantity": st.floats(0, 1000),
        "proxy": st.floats(-1000, 1000),
        "deadweight": SHARE,
        "displacement": SHARE,
        "attribution": SHARE,
        "drop_off": SHARE,
        "duration_years": st.floats(0.1, 10),
    }
)


@given(FIGURES, FIGURES, SHARE, SHARE)
def test_the_causes_add_up_to_the_difference(one: Any, other: Any, before: float, after: float) -> None:
    first, second = (
        value_map(outcome(**one), discount_rate=before),
        value_map(outcome(**other), discount_rate=after),
    )
    found = compare(first, second)
    moved = sum(shift.amount for shift in found.causes)
    difference = found.second.total_present_value - found.first.total_present_value
    assert moved == pytest.approx(difference, rel=1e-6, abs=1e-6)


@given(FIGURES, FIGURES)
def test_the_other_way_round_is_the_same_with_the_other_sign(one: Any, other: Any) -> None:
    first, second = value_map(outcome(**one)), value_map(outcome(**other))
    there, back = causes(compare(first, second).causes), causes(compare(second, first).causes)
    assert there.keys() == back.keys()
    for cause, amount in there.items():
        assert amount == pytest.approx(-back[cause], rel=1e-6, abs=1e-6)


def test_the_published_map_has_paid_back_within_its_first_year() -> None:
    result = calculate(published_map())
    # £120,508.75 of the first year's £301,155.56
    assert payback(result) == pytest.approx(120508.75 / 301155.56, abs=1e-6)


@pytest.mark.parametrize(("amount", "years"), [(2500.0, 0.5), (5000.0, 1.0), (7500.0, 1.5), (15001.0, None)])
def test_payback_is_a_straight_line_within_a_year(amount: float, years: float | None) -> None:
    made = undiscounted(outcome(**(PLAIN | {"duration_years": 3.0})), amount=amount)
    assert payback(calculate(made)) == years


def test_all_ranges_at_their_worst_and_the_way_there() -> None:
    rows = outcome(**(PLAIN | {"deadweight": Estimate(0, 0, 0.8)}), quantity=100, proxy=Estimate(30, 50, 60))
    found = together(undiscounted(rows, amount=2000.0))
    assert found.ratio == pytest.approx(0.3)
    assert found.way is not None
    assert 100 * (50 - 20 * found.way) * (1 - 0.8 * found.way) == pytest.approx(2000)


def test_a_negative_outcome_is_worst_where_it_is_largest() -> None:
    good, bad = outcome("a", **PLAIN), outcome("b", **PLAIN | {"proxy": -10.0}, quantity=Estimate(1, 10, 50))
    assert together(undiscounted(good, bad)).ratio == pytest.approx((5000 - 500) / 1000)


def test_it_never_falls_to_1_where_the_worst_is_above_it() -> None:
    rows = outcome(**PLAIN, quantity=Estimate(90, 100, 110))
    assert together(undiscounted(rows)).way is None


def test_a_ratio_below_1_is_there_already() -> None:
    assert together(undiscounted(outcome(**PLAIN, quantity=1))).way == 0.0
