"""A rate for each year, against the factors of HM Treasury's schedule as the greenbook package gives them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coplan.engines import InvalidInput
from coplan.engines.sroi import Band, Estimate, calculate, ranges, read_map
from coplan.engines.sroi.report import as_text
from coplan.engines.sroi.tests.maps import document, outcome, published_map, value_map

KNOWN: dict[str, Any] = json.loads(Path(__file__).with_name("discount_factors.json").read_text())
SCHEDULES = {
    "standard": ((0, 0.035), (31, 0.03), (76, 0.025), (126, 0.02)),
    "health": ((0, 0.015), (31, 0.0129), (76, 0.0107), (126, 0.0086)),
}


def bands(name: str) -> tuple[Band, ...]:
    return tuple(Band(*one) for one in SCHEDULES[name])


def forever(**rest: Any) -> Any:
    row = outcome(duration_years=100.0, drop_off=0.0, deadweight=0.0, displacement=0.0, attribution=0.0)
    return value_map(row, **rest)


@pytest.mark.parametrize("name", SCHEDULES)
def test_each_factor_is_the_known_one(name: str) -> None:
    years = calculate(forever(discount_schedule=bands(name))).outcomes[0].years
    found = {str(year.year): round(year.discount_factor, 10) for year in years}
    assert found == {year: factor for year, factor in KNOWN[name].items() if 1 <= int(year) <= 100}


@pytest.mark.parametrize("name", SCHEDULES)
def test_an_undiscounted_first_year_moves_every_factor_by_one(name: str) -> None:
    made = forever(discount_schedule=bands(name), first_year_discounted=False)
    found = [round(year.discount_factor, 10) for year in calculate(made).outcomes[0].years]
    assert found == [KNOWN[name][str(year)] for year in range(100)]


def test_the_net_present_value_of_the_known_cash_flow() -> None:
    known = KNOWN["known"][0]
    row = outcome(
        quantity=1.0, proxy=30.0, deadweight=0.0, displacement=0.0, attribution=0.0, drop_off=0.0,
        duration_years=5.0,
    )  # fmt: skip
    made = value_map(row, amount=100.0, discount_schedule=bands("standard"))
    assert round(calculate(made).net_present_value, 6) == known["npv"]


def test_wellbys_have_the_known_value() -> None:
    for known in KNOWN["wellby_examples"]:
        for proxy, value in ((10_000, "low"), (13_000, "value_2019_prices_central"), (16_000, "high")):
            row = outcome(
                quantity=float(known["persons"]), proxy=known["wellby_change"] * proxy, deadweight=0.0,
                displacement=0.0, attribution=0.0, drop_off=0.0, duration_years=float(known["years"]),
            )  # fmt: skip
            assert calculate(value_map(row, discount_rate=0.0)).total_present_value == known[value]


def test_one_band_is_the_same_as_one_rate_also_in_the_draws() -> None:
    ranged = outcome(quantity=Estimate(50, 100, 150), drop_off=Estimate(0.1, 0.2, 0.4), duration_years=40.0)
    plain = value_map(ranged, discount_rate=0.035)
    banded = replace(plain, discount_rate=0.9, discount_schedule=(Band(0, 0.035),))
    one, other = calculate(plain), calculate(banded)
    assert other.total_present_value == pytest.approx(one.total_present_value, rel=1e-12)
    first, second = ranges(plain, 2000, 7), ranges(banded, 2000, 7)
    assert (second.p5, second.p95) == pytest.approx((first.p5, first.p95), rel=1e-12)


@pytest.mark.parametrize("first_year", [True, False])
def test_the_draws_follow_the_schedule(first_year: bool) -> None:
    """A range too narrow to matter gives the deterministic ratio, over a change of rates."""
    narrow = outcome(quantity=Estimate(100 - 1e-9, 100, 100 + 1e-9), drop_off=0.01, duration_years=90.5)
    made = value_map(narrow, discount_schedule=bands("standard"), first_year_discounted=first_year)
    assert ranges(made, 1000, 1).mean == pytest.approx(calculate(made).ratio, rel=1e-9)


def test_the_published_example_does_not_reach_the_second_band() -> None:
    scheduled = replace(published_map(), discount_schedule=bands("standard"))
    assert calculate(scheduled) == calculate(published_map())


def test_a_scenario_with_a_rate_takes_the_place_of_the_schedule() -> None:
    made = read_map(
        {key: value for key, value in document().items() if key != "discount_rate"}
        | {
            "discount_schedule": [{"from_year": 0, "rate": 0.5}],
            "scenarios": [{"name": "As usual", "set": {"discount_rate": 0.035}}],
        }
    )
    assert calculate(made).scenarios[0].ratio == calculate(read_map(document())).ratio
    assert "discounted at 50.00% from year 1." in as_text(made, calculate(made))


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (
            [{"from_year": 5, "rate": 0.1}],
            "discount_schedule[0].from_year: 5 is not 0 or 1, where the first band begins",
        ),
        (
            [{"from_year": 0, "rate": 0.1}, {"from_year": 0, "rate": 0.1}],
            "discount_schedule[1].from_year: 0 is not after 0, where the last band begins",
        ),
        ([{"from_year": 0, "rate": 3.5}], "discount_schedule[0].rate: 3.5 is not between 0 and 1"),
        ([{"from_year": 0.5, "rate": 0.1}], "discount_schedule[0].from_year: 0.5 is not a whole number of years"),
        ([{"from_year": 0}], "discount_schedule[0].rate: it is missing; give a number"),
    ],
)  # fmt: skip
def test_a_wrong_schedule_says_where(schedule: Any, said: str) -> None:
    sent = {key: value for key, value in document().items() if key != "discount_rate"}
    with pytest.raises(InvalidInput) as refused:
        read_map(sent | {"discount_schedule": schedule})
    assert [str(fault) for fault in refused.value.faults] == [said]


def test_a_rate_and_a_schedule_are_one_too_many() -> None:
    with pytest.raises(InvalidInput, match="discount_rate is given too; leave one of them out"):
        read_map(document() | {"discount_schedule": [{"from_year": 0, "rate": 0.035}]})
