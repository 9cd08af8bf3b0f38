"""Numbers that are none, and files made to break the reader."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from coplan.value.models import ValueMap

ONE = (
    '"inputs":[{"stakeholder":"a","name":"b","amount":1}],'
    '"outcomes":[{"code":"a","stakeholder":"a","outcome":"o","quantity":1,"proxy":1,'
    '"deadweight":0,"displacement":0,"attribution":0,"drop_off":0,"duration_years":1}]'
)


@pytest.mark.parametrize("rate", ["NaN", "sNaN", "NaN%", "Infinity", "1e999999%"])
def test_a_rate_that_is_no_number_is_refused(signed_in, coordinator, rate):
    typed = {"title": "Walks", "sort": "forecast", "discount_rate": rate, "draws": "1000", "seed": "1"}
    assert signed_in(coordinator).post("/p/living-well/value-maps/add/", typed).status_code == 422


def test_so_is_one_in_the_sheet(signed_in, coordinator, partnership):
    with scope(partnership=partnership):
        found = ValueMap.objects.create(partnership=partnership, title="Walks")
    typed = {
        **{f"{part}-TOTAL_FORMS": "1" for part in ("inputs", "outcomes", "scenarios")},
        **{f"{part}-INITIAL_FORMS": "0" for part in ("inputs", "outcomes", "scenarios")},
        "outcomes-0-code": "a",
        "outcomes-0-quantity": "NaN",
        "outcomes-0-deadweight": "NaN",
        "scenarios-0-name": "Else",
        "scenarios-0-deadweight": "sNaN",
    }
    page = signed_in(coordinator).post(f"/p/living-well/value-maps/{found.number}/sheet/", typed)
    assert page.status_code == 422


@pytest.mark.parametrize(
    "content",
    [
        '{"discount_rate": ' + "1" * 5000 + "}",
        '{"discount_rate": NaN}',
        "[" * 100_000,
        "{" + ONE + ',"scenarios":[{"name":"s","set":{"deadweight":NaN}}]}',
    ],
)
def test_a_file_that_cannot_be_a_map_is_refused(signed_in, coordinator, content):
    sent = {"sort": "forecast", "file": SimpleUploadedFile("map.json", content.encode())}
    assert signed_in(coordinator).post("/p/living-well/value-maps/load/", sent).status_code == 422


def test_the_words_of_a_file_are_kept_as_a_form_would_keep_them(signed_in, coordinator, partnership):
    content = '{"title":"Walks\\u0000and\\ud800talks",' + ONE + "}"
    sent = {"sort": "forecast", "file": SimpleUploadedFile("map.json", content.encode())}
    assert signed_in(coordinator).post("/p/living-well/value-maps/load/", sent).status_code == 302
    with scope(partnership=partnership):
        assert ValueMap.objects.get().title == "Walks and talks"
