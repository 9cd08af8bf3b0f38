"""The worked example of 'Living Well, Taking Control' SROI, UWE Bristol for Westbank, 2015."""

from dataclasses import replace

import pytest

from coplan.engines.sroi import Estimate, Input, calculate
from coplan.engines.sroi.tests.maps import PUBLISHED, published_map

FIGURES = PUBLISHED["published"]
HALF_PENNY = 0.005 + 1e-9


@pytest.mark.parametrize("code", FIGURES["impacts"])
def test_each_impact_is_the_published_one_to_the_penny(code: str) -> None:
    impacts = {row.code: row.impact for row in calculate(published_map()).outcomes}
    assert impacts[code] == pytest.approx(FIGURES["impacts"][code], abs=HALF_PENNY)


def test_the_fifteen_impacts_add_up_to_the_published_total() -> None:
    result = calculate(published_map())
    assert len(result.outcomes) == 15
    assert round(result.impact, 2) == FIGURES["total_impact"]
    assert round(sum(FIGURES["impacts"].values()), 2) == FIGURES["total_impact"]


def test_each_year_has_the_published_present_value() -> None:
    years = calculate(published_map()).years
    assert [year.year for year in years] == [1, 2, 3]
    assert [round(year.present_value, 2) for year in years] == FIGURES["present_values"]


def test_totals_and_ratios_are_the_published_ones() -> None:
    result = calculate(published_map())
    assert result.total_inputs == 120508.75
    assert round(result.total_present_value, 2) == FIGURES["total_present_value"]
    assert round(result.net_present_value, 2) == FIGURES["net_present_value"]
    assert round(result.ratio, 2) == FIGURES["ratio"]
    assert round(result.net_ratio, 2) == FIGURES["net_ratio"]


def test_ten_scenarios_have_the_published_ratios() -> None:
    ratios = [round(scenario.ratio, 2) for scenario in calculate(published_map()).scenarios]
    assert len(ratios) == 10
    assert ratios == FIGURES["scenario_ratios"]


def test_leaving_out_start_up_costs_has_the_published_ratio() -> None:
    case = FIGURES["without_start_up"]
    changed = replace(published_map(), inputs=(Input(case["inputs"]),))
    assert round(calculate(changed).ratio, 2) == case["ratio"]


def test_counting_only_observed_quantities_has_the_published_ratio() -> None:
    case = FIGURES["observed_only"]
    value_map = published_map()
    outcomes = tuple(
        replace(row, quantity=Estimate.point(case["quantities"][row.code]))
        if row.code in case["quantities"]
        else row
        for row in value_map.outcomes
    )
    assert round(calculate(replace(value_map, outcomes=outcomes)).ratio, 2) == case["ratio"]
