"""The arithmetic by hand, and the figures an auditor follows."""

from dataclasses import replace

import pytest

from coplan.engines import InvalidInput
from coplan.engines.sroi import Adjustment, OutcomeYear, Scenario, calculate
from coplan.engines.sroi.tests.maps import outcome, value_map


def test_the_chain_leads_from_gross_value_to_impact() -> None:
    row = calculate(
        value_map(outcome(quantity=10, proxy=100, deadweight=0.5, displacement=0.2, attribution=0.25))
    )
    assert row.outcomes[0].gross_value == 1000
    assert row.outcomes[0].adjustments == (
        Adjustment("deadweight", 0.5, 1000, 500, 500),
        Adjustment("displacement", 0.2, 500, 100, 400),
        Adjustment("attribution", 0.25, 400, 100, 300),
    )
    assert row.outcomes[0].impact == 300


def test_drop_off_spares_year_1_and_compounds_after_it() -> None:
    plain = outcome(quantity=1, proxy=1000, deadweight=0, displacement=0, attribution=0, drop_off=0.5)
    result = calculate(value_map(plain, discount_rate=0.25))
    assert result.outcomes[0].years == (
        OutcomeYear(1, 1.0, 1.0, 1000, 0.8, 800),
        OutcomeYear(2, 0.5, 1.0, 500, pytest.approx(0.64), pytest.approx(320)),
        OutcomeYear(3, 0.25, 1.0, 250, pytest.approx(0.512), pytest.approx(128)),
    )
    assert result.ratio == pytest.approx(1.248)


def test_the_first_year_can_be_left_undiscounted() -> None:
    plain = outcome(quantity=1, proxy=1000, deadweight=0, displacement=0, attribution=0, drop_off=0)
    result = calculate(value_map(plain, discount_rate=0.25, first_year_discounted=False))
    assert [year.present_value for year in result.years] == pytest.approx([1000, 800, 640])


def test_a_last_part_year_takes_that_part_of_its_value() -> None:
    plain = outcome(quantity=1, proxy=1000, deadweight=0, displacement=0, attribution=0, drop_off=0.5)
    result = calculate(value_map(replace(plain, duration_years=outcome(duration_years=2.25).duration_years)))
    assert [year.value for year in result.years] == pytest.approx([1000, 500, 62.5])
    assert result.impact == 1000


def test_less_than_a_year_is_a_part_of_year_1() -> None:
    plain = outcome(quantity=1, proxy=1000, deadweight=0, displacement=0, attribution=0, duration_years=0.5)
    result = calculate(value_map(plain, discount_rate=0.0))
    assert [year.value for year in result.years] == [500]
    assert (result.impact, result.ratio) == (1000, 0.5)


def test_outcomes_of_different_length_end_in_their_own_years() -> None:
    result = calculate(value_map(outcome("a", duration_years=1), outcome("b", duration_years=3)))
    assert [len(row.years) for row in result.outcomes] == [1, 3]
    assert result.years[2].value == result.outcomes[1].years[2].value
    assert result.years[0].value == sum(row.years[0].value for row in result.outcomes)


def test_a_negative_proxy_takes_value_away() -> None:
    good, harm = outcome("a"), outcome("b", proxy=-20)
    alone, both = calculate(value_map(good)), calculate(value_map(good, harm))
    assert both.outcomes[1].impact < 0
    assert both.total_present_value == pytest.approx(alone.total_present_value * 0.6)
    assert [row.share for row in both.outcomes] == pytest.approx([1 / 0.6, -0.4 / 0.6])


def test_shares_are_none_where_nothing_is_gained() -> None:
    result = calculate(value_map(outcome(deadweight=1)))
    assert (result.ratio, result.net_ratio) == (0, -1)
    assert result.outcomes[0].share is None


def test_a_scenario_touches_only_the_outcomes_it_names() -> None:
    scenario = Scenario("No second", {"deadweight": 1.0}, codes=("b",))
    result = calculate(value_map(outcome("a"), outcome("b"), scenarios=(scenario,)))
    assert result.scenarios[0].ratio == pytest.approx(result.ratio / 2)
    assert result.scenarios[0].total_present_value == pytest.approx(result.total_present_value / 2)


def test_a_scenario_can_change_the_discount_rate() -> None:
    scenarios = (Scenario("No discount", {"discount_rate": 0.0}),)
    result = calculate(value_map(scenarios=scenarios))
    assert result.scenarios[0].ratio == pytest.approx(sum(year.value for year in result.years) / 1000)


def test_inputs_of_nothing_are_refused_not_infinite() -> None:
    with pytest.raises(InvalidInput) as refusal:
        calculate(value_map(amount=0.0))
    assert str(refusal.value) == "inputs: they add up to 0; a ratio needs inputs above 0"
