"""Bad maps: every fault named with its path, in one go."""

import math
from dataclasses import replace
from typing import Any

import pytest

from coplan.engines import Fault, InvalidInput
from coplan.engines.sroi import Estimate, Input, Scenario, ValueMap, read_map, validate
from coplan.engines.sroi.tests.maps import PUBLISHED, document, outcome, value_map


def faults(content: object) -> list[str]:
    with pytest.raises(InvalidInput) as refusal:
        read_map(content)
    return [str(fault) for fault in refusal.value.faults]


def test_a_good_map_has_none_and_reads_back_whole() -> None:
    mapped = read_map(PUBLISHED["map"])
    assert validate(mapped) == ()
    assert (len(mapped.inputs), len(mapped.outcomes), len(mapped.scenarios)) == (2, 15, 10)
    assert mapped.outcomes[7].proxy == Estimate.point(498.0)
    assert mapped.scenarios[9] == Scenario("Without both GP outcomes", {"quantity": 0.0}, ("l", "m"))


def test_a_range_is_read_with_its_shape() -> None:
    spread = {"low": 1, "likely": 2, "high": 5}
    assert read_map(document(proxy=spread)).outcomes[0].proxy == Estimate(1, 2, 5, "triangular")
    read = read_map(document(proxy=spread | {"shape": "pert"}))
    assert read.outcomes[0].proxy == Estimate(1, 2, 5, "pert")


def test_settings_have_the_guide_s_defaults() -> None:
    content = document()
    for key in ("title", "currency", "discount_rate", "first_year_discounted"):
        del content[key]
    read = read_map(content)
    assert (read.currency, read.discount_rate, read.first_year_discounted) == ("GBP", 0.035, True)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"deadweight": 1.4}, "outcomes[0].deadweight: 1.4 is not between 0 and 1"),
        ({"attribution": -0.1}, "outcomes[0].attribution: -0.1 is not between 0 and 1"),
        ({"quantity": -3}, "outcomes[0].quantity: -3 is below 0"),
        ({"proxy": 1e16}, "outcomes[0].proxy: 1e+16 is beyond 1,000,000,000,000,000"),
        ({"duration_years": 0}, "outcomes[0].duration_years: 0 is not above 0 and up to 100"),
        ({"duration_years": 101}, "outcomes[0].duration_years: 101 is not above 0 and up to 100"),
        ({"displacement": True}, "outcomes[0].displacement: true is not a number"),
        ({"displacement": None}, "outcomes[0].displacement: null is not a number"),
        ({"displacement": []}, "outcomes[0].displacement: a list is not a number"),
        (
            {"displacement": "0.1"},
            'outcomes[0].displacement: "0.1" is not a number; write it without quotation marks',
        ),
        ({"drop_off": math.nan}, "outcomes[0].drop_off: nan is not a finite number"),
        ({"proxy": math.inf}, "outcomes[0].proxy: inf is not a finite number"),
        ({"proxy": 10**400}, "outcomes[0].proxy: inf is not a finite number"),
        ({"code": " "}, "outcomes[0].code: it is empty; give each outcome a short code"),
        ({"code": 7}, "outcomes[0].code: 7 is not a text"),
        ({"dedweight": 0.1}, "outcomes[0].dedweight: unknown key; did you mean deadweight?"),
        (
            {"deadweight": {"low": 0.1, "likely": 0.5, "high": 1.2}},
            "outcomes[0].deadweight.high: 1.2 is not between 0 and 1",
        ),
        (
            {"deadweight": {"low": 0.6, "likely": 0.5, "high": 0.9}},
            "outcomes[0].deadweight: low, likely and high are not in rising order: 0.6, 0.5, 0.9",
        ),
        (
            {"deadweight": {"low": 0.1, "high": 0.9}},
            "outcomes[0].deadweight.likely: it is missing; give a number",
        ),
        (
            {"proxy": {"low": 1, "likely": 2, "high": 3, "shape": "normal"}},
            "outcomes[0].proxy.shape: 'normal' is not one of triangular, uniform, pert",
        ),
        (
            {"proxy": {"low": 1, "likely": 2, "high": 3, "shape": 4}},
            "outcomes[0].proxy.shape: 4 is not a text",
        ),
    ],
)
def test_a_fault_of_an_outcome_names_its_path(changes: dict[str, Any], fault: str) -> None:
    assert faults(document(**changes)) == [fault]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"inputs": []}, "inputs: there are none; a ratio needs at least one input above 0"),
        ({"inputs": [{"amount": 0}]}, "inputs: they add up to 0; a ratio needs inputs above 0"),
        ({"inputs": [{"amount": -5}]}, "inputs[0].amount: -5 is below 0"),
        ({"inputs": [{"name": "x"}]}, "inputs[0].amount: it is missing; give a number"),
        ({"inputs": {"amount": 5}}, "inputs: an object is not a list in brackets []"),
        ({"inputs": [5]}, "inputs[0]: 5 is not an object in braces {}"),
        ({"outcomes": []}, "outcomes: there are none; give at least one outcome"),
        ({"outcomes": ["a"]}, 'outcomes[0]: "a" is not an object in braces {}'),
        ({"discount_rate": 3.5}, "discount_rate: 3.5 is not between 0 and 1"),
        ({"currency": "pounds"}, "currency: 'pounds' is not a three-letter code such as GBP"),
        ({"first_year_discounted": 1}, "first_year_discounted: 1 is not true or false"),
        ({"title": ["x"]}, "title: a list is not a text"),
        (
            {"bad\nkey": 1},
            '"bad\\nkey": unknown key; known are title, currency, discount_rate, discount_schedule, '
            "first_year_discounted, inputs, outcomes, scenarios",
        ),
    ],
)
def test_a_fault_of_the_map_names_its_path(changes: dict[str, Any], fault: str) -> None:
    assert faults(document() | changes) == [fault]


@pytest.mark.parametrize(
    ("scenario", "fault"),
    [
        ({"name": "x"}, "scenarios[0].set: it is missing; give the numbers it sets"),
        ({"name": "x", "set": {}}, "scenarios[0].set: it changes nothing; set at least one number"),
        ({"set": {"deadweight": 0}}, "scenarios[0].name: it is missing; give a text"),
        (
            {"name": "x", "set": {"deadweight": 50}},
            "scenarios[0].set.deadweight: 50 is not between 0 and 1",
        ),
        (
            {"name": "x", "set": {"deadweight": {"low": 0, "likely": 0, "high": 1}}},
            "scenarios[0].set.deadweight: an object is not a number",
        ),
        (
            {"name": "x", "set": {"discount": 0}},
            "scenarios[0].set.discount: unknown key; did you mean discount_rate?",
        ),
        (
            {"name": "x", "set": {"proxy": 1}, "codes": ["a", "z"]},
            "scenarios[0].codes[1]: no outcome has the code 'z'",
        ),
        (
            {"name": "x", "set": {"proxy": 1}, "codes": []},
            "scenarios[0].codes: it is empty; name outcomes, or leave codes out to mean all of them",
        ),
        ({"name": "x", "set": {"proxy": 1}, "codes": [1]}, "scenarios[0].codes[0]: 1 is not a text"),
        (
            {"name": "x", "set": {"proxy": 1}, "codes": "a"},
            'scenarios[0].codes: "a" is not a list in brackets []',
        ),
    ],
)
def test_a_fault_of_a_scenario_names_its_path(scenario: object, fault: str) -> None:
    assert faults(document() | {"scenarios": [scenario]}) == [fault]


@pytest.mark.parametrize("content", [None, 3, "map", ["a"], True])
def test_a_document_that_is_no_object_is_one_fault(content: object) -> None:
    (fault,) = faults(content)
    assert fault.startswith("map: ")
    assert fault.endswith(" is not an object in braces {}")


def test_a_code_used_twice_is_a_fault() -> None:
    twice = document() | {"outcomes": document()["outcomes"] * 2}
    assert faults(twice) == ["outcomes[1].code: 'a' is already the code of outcomes[0]"]


def test_faults_of_form_and_of_value_come_together_and_once() -> None:
    content = document(deadweight="x", drop_off=2, codex=1) | {"inputs": [{"amount": False}]}
    del content["outcomes"][0]["proxy"]
    assert faults(content) == [
        "inputs[0].amount: false is not a number",
        "outcomes[0].codex: unknown key; did you mean code?",
        "outcomes[0].proxy: it is missing; give a number",
        'outcomes[0].deadweight: "x" is not a number',
        "outcomes[0].drop_off: 2 is not between 0 and 1",
    ]


def test_a_map_made_in_code_is_checked_as_well() -> None:
    scenario = Scenario("x", {"ratio": 2.0})
    mapped = replace(value_map(outcome(drop_off=math.nan)), scenarios=(scenario,), currency="gbp")
    assert validate(mapped) == (
        Fault("currency", "'gbp' is not a three-letter code such as GBP"),
        Fault("outcomes[0].drop_off", "nan is not a finite number"),
        Fault(
            "scenarios[0].set.ratio",
            "unknown; it can set quantity, proxy, deadweight, displacement, attribution, drop_off, "
            "duration_years or discount_rate",
        ),
    )
    assert [fault.path for fault in validate(ValueMap((Input(1.0),), ()))] == ["outcomes"]
