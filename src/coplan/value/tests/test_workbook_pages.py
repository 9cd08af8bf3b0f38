"""Loading a workbook: look first, then keep it, only the good rows if asked; who may."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse, reverse_lazy
from django_scopes import scope

from coplan.stakeholders.models import StakeholderGroup
from coplan.value import queries
from coplan.value.models import ValueInput, ValueMap, ValueOutcome
from coplan.value.tests import workbooks
from coplan.value.tests.answers import result_of
from coplan.value.tests.workbooks import FUNDER, WALKERS

LOAD = reverse_lazy("value:workbook-load", args=["living-well"])
ROOT = "/p/living-well/value-maps/"


def content(*rows, **how):
    return workbooks.saved(workbooks.book(*rows, **how))


def look(client, book, title="", name="map.xlsx"):
    sent = {"title": title, "sort": "forecast", "file": workbooks.upload(book, name)}
    return client.post(LOAD, sent)


def token(page):
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("token", "title", "sort")
    }


def test_a_workbook_is_looked_at_and_then_becomes_a_map(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    response = look(client, content(FUNDER, WALKERS, results={"Total present value": 13494.85}))
    page = response.content.decode()
    assert response.status_code == 200
    assert "would become “Walking group”" in page
    assert "They agree." in page
    assert "£9,417.60" in page
    with scope(partnership=partnership):
        assert not ValueMap.objects.exists()
    response = client.post(LOAD, token(page))
    assert (response.status_code, response.url) == (302, f"{ROOT}1/")
    with scope(partnership=partnership):
        made = ValueMap.objects.get()
        row = ValueOutcome.objects.get()
        assert (made.title, made.sort, made.version) == ("Walking group", "forecast", 1)
        assert (row.proxy_name, row.proxy_source, row.quantity_reason) == (
            "A gym's yearly fee", "Council leisure centre", "Diaries",
        )  # fmt: skip
        assert round(result_of(made)[0].total_present_value, 2) == 13494.85
        assert sorted(StakeholderGroup.objects.values_list("name", flat=True)) == ["Council", "Walkers"]
        assert row.history.first().history_change_reason == "From the workbook map.xlsx"


def test_a_difference_is_shown_with_its_cause(signed_in, coordinator, partnership):
    book = content(FUNDER, {**WALKERS, 19: 9900.0}, results={"Social return £ per £": 1.18})
    page = look(signed_in(coordinator), book).content.decode()
    assert "The workbook says 1.18, we make it 1.12." in page
    assert "Row 8, Feel fitter: the workbook&#x27;s impact is £9,900.00" in page


def test_nothing_of_a_bad_workbook_is_kept_unless_asked(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    response = look(client, content(FUNDER, WALKERS, {**WALKERS, 9: "many"}))
    page = response.content.decode()
    assert response.status_code == 422
    assert "<strong>Impact map, row 9, I (Quantity):</strong> “many” is not a number." in page
    sent = token(page)
    response = client.post(LOAD, sent)
    assert response.status_code == 422
    assert "Nothing was stored, because some cells are wrong." in response.content.decode()
    with scope(partnership=partnership):
        assert (ValueMap.objects.count(), StakeholderGroup.objects.count()) == (0, 0)
    response = client.post(LOAD, {**sent, "only_good": "1"}, follow=True)
    assert "1 row was left out." in response.content.decode()
    with scope(partnership=partnership):
        assert (ValueOutcome.objects.count(), ValueInput.objects.count()) == (1, 1)


def test_a_workbook_is_loaded_once_and_can_be_cancelled(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    sent = token(look(client, content(FUNDER, WALKERS)).content.decode())
    assert client.post(LOAD, {**sent, "cancel": "1"}).url == ROOT
    response = client.post(LOAD, sent)
    assert response.status_code == 422
    assert "The file is no longer kept, or was loaded already. Choose it again." in response.content.decode()
    with scope(partnership=partnership):
        assert not ValueMap.objects.exists()


def test_a_workbook_without_inputs_says_what_to_do(signed_in, coordinator, partnership):
    response = look(signed_in(coordinator), content(WALKERS))
    assert response.status_code == 422
    assert "Inputs: the workbook has none above £0." in response.content.decode()


def test_a_file_that_is_no_workbook_keeps_the_title_typed(signed_in, coordinator, partnership):
    response = look(signed_in(coordinator), b"a,b", title="My map")
    assert response.status_code == 422
    page = response.content.decode()
    assert "This is not an XLSX workbook." in page
    assert 'value="My map"' in page


def test_what_was_exported_comes_back_as_the_same_map(signed_in, coordinator, living_well, partnership):
    client = signed_in(coordinator)
    exported = client.get(reverse("value:workbook", args=["living-well", 1])).content
    page = look(client, exported, title="Again").content.decode()
    assert client.post(LOAD, token(page)).status_code == 302
    with scope(partnership=partnership):
        again, first = ValueMap.objects.get(number=2), ValueMap.objects.get(number=1)
        assert result_of(again) == result_of(first)
        assert queries.rows_of(again).engine_map.outcomes == queries.rows_of(first).engine_map.outcomes


@pytest.mark.parametrize("role", ["observer", "funder_person", "service_user"])
def test_who_only_reads_may_not_load_one(request, signed_in, role, partnership):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(LOAD).status_code == 403
    response = look(client, content(FUNDER, WALKERS))
    assert response.status_code == 403
    assert "Change the value maps" in response.content.decode()


def test_an_outsider_finds_nothing(signed_in, outsider, partnership):
    assert signed_in(outsider).get(LOAD).status_code == 404
    assert signed_in(outsider).put(LOAD).status_code in {404, 405}


def test_another_person_cannot_confirm_it(signed_in, coordinator, partner_person, partnership):
    sent = token(look(signed_in(coordinator), content(FUNDER, WALKERS)).content.decode())
    assert signed_in(partner_person).post(LOAD, sent).status_code == 422
    with scope(partnership=partnership):
        assert not ValueMap.objects.exists()
