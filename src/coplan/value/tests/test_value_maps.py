"""The page of a map, its faults, its range, and the evaluative map begun from a forecast."""

from decimal import Decimal

import pytest
from django_scopes import scope

from coplan.engines import InvalidInput, sroi
from coplan.value import queries
from coplan.value.models import ValueInput, ValueMap, ValueOutcome
from coplan.value.tests.answers import result_of

ROOT = "/p/living-well/value-maps/"


def test_a_map_is_added_with_its_rate_as_people_write_it(signed_in, coordinator, partnership):
    sent = {"title": "Forecast", "sort": "forecast", "discount_rate": "3.5%", "first_year_discounted": "on"}
    response = signed_in(coordinator).post(f"{ROOT}add/", {**sent, "draws": "2000", "seed": "7"})
    assert response.status_code == 302
    with scope(partnership=partnership):
        made = ValueMap.objects.get()
    assert (made.title, made.discount_rate, made.draws, made.seed) == ("Forecast", Decimal("0.035"), 2000, 7)


def test_an_empty_map_teaches_with_an_example(signed_in, coordinator, partnership):
    with scope(partnership=partnership):
        ValueMap.objects.create(partnership=partnership, title="New")
    page = signed_in(coordinator).get(f"{ROOT}1/").content.decode()
    assert "An empty map" in page
    assert "30 × £436 × 0.9 × 0.8 = £9,417.60" in page
    assert pytest.approx(9417.60) == 30 * 436 * 0.9 * 0.8


def test_what_the_engine_refuses_is_said_with_a_link_to_the_cell(
    signed_in, coordinator, value_map, partnership
):
    with scope(partnership=partnership):
        ValueInput.objects.get().remove()
    page = signed_in(coordinator).get(f"{ROOT}1/").content.decode()
    assert '<a href="/p/living-well/value-maps/1/sheet/#inputs">Inputs: enter at least one above £0' in page
    with scope(partnership=partnership), pytest.raises(InvalidInput):
        result_of(value_map)


def test_a_low_duration_of_nothing_leads_to_its_cell(signed_in, coordinator, outcome):
    outcome.duration_years_low, outcome.duration_years_high = Decimal(0), Decimal(4)
    outcome.save()
    page = signed_in(coordinator).get(f"{ROOT}1/").content.decode()
    assert '<a href="/p/living-well/value-outcomes/1/edit/#id_duration_years">' in page
    assert "a Feel fitter, Years: 0 is not above 0 and up to 100" in page


def test_the_range_comes_before_the_single_ratio(signed_in, observer, outcome):
    outcome.quantity_low, outcome.quantity_high = Decimal(60), Decimal(120)
    outcome.save()
    page = signed_in(observer).get(f"{ROOT}1/").content.decode()
    assert page.index("Value for each £1 put in") < page.index("Ratio, at the likely figures")
    assert "1 of its 7 numbers have a low and a high" in page
    assert "a Feel fitter: quantity" in page


def test_the_same_seed_gives_the_engines_own_range(partnership, outcome):
    outcome.proxy_low, outcome.proxy_high = Decimal(30), Decimal(80)
    outcome.save()
    with scope(partnership=partnership):
        rows = queries.rows_of(outcome.value_map)
        assert result_of(outcome.value_map)[1] == sroi.ranges(rows.engine_map, 10_000, 1)


def test_an_answer_is_kept_until_a_figure_changes(partnership, outcome, monkeypatch):
    with scope(partnership=partnership):
        first = result_of(outcome.value_map)
        calls = []
        monkeypatch.setattr(sroi, "ranges", lambda *asked: calls.append(asked) or first[1])
        assert result_of(outcome.value_map) == first
        assert calls == []
        outcome.quantity = Decimal(50)
        outcome.save()
        assert result_of(outcome.value_map)[0].ratio == pytest.approx(first[0].ratio / 2)
        assert len(calls) == 1


def test_break_even_is_said_in_a_sentence(signed_in, observer, value_map):
    page = signed_in(observer).get(f"{ROOT}1/").content.decode()
    assert "What would have to be true for the ratio to fall to 1?" in page
    assert "What would have happened anyway (deadweight) would have to be 92.86% for every outcome" in page


def test_an_evaluative_map_begins_with_the_rows_of_the_forecast(
    signed_in, coordinator, value_map, partnership
):
    response = signed_in(coordinator).post(f"{ROOT}1/evaluative/")
    assert (response.status_code, response.url) == (302, f"{ROOT}2/sheet/")
    with scope(partnership=partnership):
        made = ValueMap.objects.get(number=2)
        assert (made.title, made.sort) == ("Walking group: what happened", "evaluative")
        assert result_of(made) == result_of(value_map)
        assert [row.code for row in ValueOutcome.objects.filter(value_map=value_map)] == ["a"]
    assert (
        signed_in(coordinator)
        .post(f"{ROOT}2/evaluative/", follow=True)
        .content.decode()
        .count("Only a forecast")
        == 1
    )
    with scope(partnership=partnership):
        assert ValueMap.objects.count() == 2


def test_the_list_begins_with_the_range_of_the_map_people_speak_of(
    signed_in, observer, living_well, value_map
):
    page = signed_in(observer).get(ROOT).content.decode()
    assert "£5.80, without a range yet" in page
    assert "V-001 Living Well, Taking Control" in page


def test_the_list_makes_no_query_for_each_map(
    signed_in, observer, living_well, partnership, django_assert_max_num_queries
):
    with scope(partnership=partnership):
        for number in range(20):
            ValueMap.objects.create(partnership=partnership, title=f"Map {number}")
    client = signed_in(observer)
    with django_assert_max_num_queries(14):
        client.get(ROOT)


def test_a_map_is_removed_with_its_rows_and_put_back(signed_in, coordinator, value_map, partnership):
    client = signed_in(coordinator)
    assert client.post(f"{ROOT}1/remove/").status_code == 302
    assert client.get(f"{ROOT}1/").status_code == 404
    assert client.post(f"{ROOT}1/restore/").status_code == 302
    with scope(partnership=partnership):
        assert result_of(ValueMap.objects.get())[0].total_inputs == 1000


def test_reasons_and_ranges_are_kept_on_the_page_of_an_outcome(
    signed_in, partner_person, outcome, partnership
):
    client = signed_in(partner_person)
    sent = {
        "version": "1", "code": "a", "title": "Feel fitter", "quantity": "100", "quantity_low": "80",
        "quantity_high": "120", "quantity_reason": "Sign-in sheets", "proxy": "£50", "deadweight": "20%",
        "deadweight_low": "10%", "deadweight_high": "0.4", "deadweight_reason": "Asked at the start",
        "displacement": "0", "attribution": "0%", "drop_off": "0", "duration_years": "3", "shape": "uniform",
        "why": "After the survey",
    }  # fmt: skip
    assert client.post("/p/living-well/value-outcomes/1/edit/", sent).status_code == 302
    with scope(partnership=partnership):
        row = ValueOutcome.objects.get()
        ranged = (row.quantity_low, row.quantity_high, row.deadweight_low, row.deadweight_high, row.shape)
        assert ranged == (80, 120, Decimal("0.1"), Decimal("0.4"), "uniform")
        assert queries.without_reason(row) == (
            "proxy",
            "displacement",
            "attribution",
            "drop_off",
            "duration_years",
        )
        assert ValueMap.objects.get().version == 2


def test_a_likely_outside_its_range_is_refused_and_kept(signed_in, coordinator, outcome):
    sent = {
        "version": "1", "code": "a", "title": "Feel fitter", "quantity": "100", "quantity_low": "110",
        "quantity_high": "120", "proxy": "50", "deadweight": "20%", "displacement": "0", "attribution": "0",
        "drop_off": "0", "duration_years": "3", "shape": "uniform",
    }  # fmt: skip
    response = signed_in(coordinator).post("/p/living-well/value-outcomes/1/edit/", sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert "It must lie between the low and the high." in page
    assert 'value="110"' in page


def test_the_sheet_marks_what_a_reader_will_not_find(signed_in, coordinator, outcome):
    outcome.quantity_reason = "Sign-in sheets"
    outcome.save()
    page = signed_in(coordinator).get(f"{ROOT}1/sheet/").content.decode()
    assert '/value-outcomes/1/edit/#id_quantity">no range</a>' in page
    assert '/value-outcomes/1/edit/#id_deadweight">no reason, range</a>' in page
