"""What has to hold for any value map."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.engines.sroi import Estimate, Input, Outcome, ValueMap, break_even, calculate, drivers
from coplan.engines.sroi.tests.maps import outcome

shares = st.floats(0, 0.95)

# a busy machine is no failure
unhurried = settings(deadline=None)


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    return outcome(
        quantity=draw(st.floats(0.1, 10_000)),
        proxy=draw(st.floats(1, 10_000)),
        deadweight=draw(shares),
        displacement=draw(shares),
        attribution=draw(shares),
        drop_off=draw(shares),
        duration_years=draw(st.floats(0.1, 12)),
    )


@st.composite
def maps(draw: st.DrawFn) -> ValueMap:
    rows = draw(st.lists(outcomes(), min_size=1, max_size=5))
    return ValueMap(
        inputs=(Input(draw(st.floats(1, 1_000_000))),),
        outcomes=tuple(replace(row, code=f"o{index}") for index, row in enumerate(rows)),
        discount_rate=draw(st.floats(0, 0.2)),
        first_year_discounted=draw(st.booleans()),
    )


def everywhere(value_map: ValueMap, **numbers: float) -> ValueMap:
    points = {name: Estimate.point(value) for name, value in numbers.items()}
    return replace(value_map, outcomes=tuple(replace(row, **points) for row in value_map.outcomes))


@unhurried
@given(maps(), st.floats(0.1, 10))
def test_the_ratio_falls_as_inputs_rise(value_map: ValueMap, factor: float) -> None:
    more = replace(value_map, inputs=(Input(value_map.inputs[0].amount * factor),))
    assert calculate(more).ratio == pytest.approx(calculate(value_map).ratio / factor)


@unhurried
@given(maps(), st.sampled_from(["deadweight", "displacement", "attribution"]))
def test_an_adjustment_of_everything_leaves_no_impact(value_map: ValueMap, field: str) -> None:
    result = calculate(everywhere(value_map, **{field: 1.0}))
    assert (result.impact, result.total_present_value, result.net_ratio) == (0, 0, -1)


@unhurried
@given(maps(), st.tuples(shares, shares))
def test_more_drop_off_never_adds_value(value_map: ValueMap, pair: tuple[float, float]) -> None:
    less, more = sorted(pair)
    slow, fast = (calculate(everywhere(value_map, drop_off=value)).ratio for value in (less, more))
    assert fast <= slow * (1 + 1e-12)


@unhurried
@given(maps(), st.tuples(st.floats(0.1, 30), st.floats(0.1, 30)))
def test_a_longer_duration_never_takes_value_away(value_map: ValueMap, pair: tuple[float, float]) -> None:
    short, long = (calculate(everywhere(value_map, duration_years=value)).ratio for value in sorted(pair))
    assert short <= long * (1 + 1e-12)


@unhurried
@given(maps())
def test_the_parts_add_up_to_the_whole(value_map: ValueMap) -> None:
    result = calculate(value_map)
    assert sum(year.present_value for year in result.years) == pytest.approx(result.total_present_value)
    assert sum(row.share or 0 for row in result.outcomes) == pytest.approx(1)
    assert result.net_ratio == pytest.approx(result.ratio - 1)
    for row in result.outcomes:
        removed = sum(step.removed for step in row.adjustments)
        assert row.gross_value - removed == pytest.approx(row.impact)


@unhurried
@given(maps())
def test_the_order_of_outcomes_does_not_matter(value_map: ValueMap) -> None:
    turned = replace(value_map, outcomes=value_map.outcomes[::-1])
    assert calculate(turned).ratio == pytest.approx(calculate(value_map).ratio)


@unhurried
@given(maps())
def test_leaving_year_1_undiscounted_is_worth_one_year_of_the_rate(value_map: ValueMap) -> None:
    late, early = (
        calculate(replace(value_map, first_year_discounted=discounted)).ratio for discounted in (True, False)
    )
    assert early == pytest.approx(late * (1 + value_map.discount_rate))


@settings(unhurried, max_examples=40)
@given(maps())
def test_a_break_even_value_put_back_gives_a_ratio_of_1(value_map: ValueMap) -> None:
    # rounding of the map's own total is all that may be left
    left = 1e-9 * max(1.0, calculate(value_map).ratio)
    for row in break_even(value_map):
        if row.value is None or row.value == 0:
            continue
        point = {row.field: Estimate.point(row.value)}
        changed = tuple(
            replace(each, **point) if row.code in (None, each.code) else each for each in value_map.outcomes
        )
        assert calculate(replace(value_map, outcomes=changed)).ratio == pytest.approx(1, abs=left)


@unhurried
@given(maps(), st.floats(1, 3))
def test_a_driver_spans_the_ratio(value_map: ValueMap, factor: float) -> None:
    first = value_map.outcomes[0]
    spread = Estimate(
        first.proxy.likely / (1 + factor), first.proxy.likely, first.proxy.likely * (1 + factor)
    )
    widened = replace(value_map, outcomes=(replace(first, proxy=spread), *value_map.outcomes[1:]))
    (driver,) = drivers(widened)
    assert driver.low_ratio < calculate(widened).ratio < driver.high_ratio
