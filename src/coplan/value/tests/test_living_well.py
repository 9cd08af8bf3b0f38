"""Living Well, Taking Control (UWE Bristol for Westbank, 2015), worked out from the database."""

import json

import pytest
from django_scopes import scope

from coplan.engines.sroi import calculate, read_map
from coplan.engines.sroi.tests.maps import PUBLISHED
from coplan.stakeholders.models import StakeholderGroup
from coplan.value.models import ValueMap
from coplan.value.tests.answers import result_of

FIGURES = PUBLISHED["published"]
ROOT = "/p/living-well/value-maps/"


@pytest.fixture
def result(living_well, partnership):
    with scope(partnership=partnership):
        return result_of(living_well)[0]


def test_the_fifteen_impacts_are_the_published_ones_to_the_penny(result):
    assert {row.code: round(row.impact + 1e-9, 2) for row in result.outcomes} == FIGURES["impacts"]


def test_the_totals_are_the_published_ones(result):
    told = (result.total_inputs, result.impact, result.total_present_value, result.net_present_value)
    assert tuple(round(one, 2) for one in told) == (
        120508.75,
        FIGURES["total_impact"],
        FIGURES["total_present_value"],
        FIGURES["net_present_value"],
    )
    assert (round(result.ratio, 2), round(result.net_ratio, 2)) == (5.80, FIGURES["net_ratio"])


def test_the_scenarios_have_the_published_ratios(result):
    assert [round(one.ratio, 2) for one in result.scenarios] == FIGURES["scenario_ratios"]


def test_stakeholder_groups_are_added_once_by_name(living_well, partnership):
    with scope(partnership=partnership):
        names = sorted(StakeholderGroup.objects.values_list("name", flat=True))
    in_file = {row["stakeholder"] for part in ("inputs", "outcomes") for row in PUBLISHED["map"][part]}
    assert names == sorted(in_file)


def test_the_page_shows_the_figures_with_their_traces(signed_in, funder_person, living_well):
    page = signed_in(funder_person).get(f"{ROOT}1/").content.decode()
    for shown in ("£120,508.75", "£311,696.01", "£699,154.05", "£578,645.30", "£5.80 for £1", "£137,436.75"):
        assert shown in page
    assert "/p/living-well/trace/value-map/1/" in page
    assert "/p/living-well/trace/value-outcome/6/" in page
    assert "no range to show" in page


def test_what_is_downloaded_gives_the_same_ratio_and_loads_again(
    signed_in, coordinator, living_well, partnership, result
):
    client = signed_in(coordinator)
    response = client.get(f"{ROOT}1/map.json")
    assert response["Content-Disposition"] == 'attachment; filename="living-well-taking-control.json"'
    again = read_map(json.loads(response.content))
    assert calculate(again) == result
    assert again == read_map(PUBLISHED["map"])
    upload = _file(response.content)
    assert client.post(f"{ROOT}load/", {"title": "", "sort": "forecast", "file": upload}).status_code == 302
    with scope(partnership=partnership):
        loaded = ValueMap.objects.get(number=2)
        assert (loaded.title, loaded.sort) == ("Living Well, Taking Control", "forecast")
        assert result_of(loaded)[0] == result


def _file(content):
    from io import BytesIO

    made = BytesIO(content)
    made.name = "map.json"
    return made


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not json", "It is not JSON"),
        (
            b'{"inputs": [], "outcomes": []}',
            "inputs: there are none; a ratio needs at least one input above 0",
        ),
        (
            json.dumps({**PUBLISHED["map"], "currency": "EUR"}).encode(),
            "currency: Maps kept here are in pounds. Convert it to GBP first.",
        ),
        (
            json.dumps({**PUBLISHED["map"], "discount_rate": 0.03333333}).encode(),
            "discount_rate: 0.03333333 has more than 4 decimals.",
        ),
    ],
)
def test_a_file_that_cannot_be_loaded_says_where_and_why(signed_in, coordinator, partnership, content, said):
    response = signed_in(coordinator).post(
        f"{ROOT}load/", {"title": "A", "sort": "forecast", "file": _file(content)}
    )
    assert response.status_code == 422
    assert said in response.content.decode()
    with scope(partnership=partnership):
        assert not ValueMap.objects.exists()
        assert not StakeholderGroup.objects.exists()
