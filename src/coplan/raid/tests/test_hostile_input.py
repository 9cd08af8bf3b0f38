"""Text, numbers and dates that nobody types by mistake, and a recycle bin that is not everybody's."""

import pytest
from django_scopes import scope

from coplan.kit.models import Comment
from coplan.raid.models import Risk


@pytest.fixture
def risk(partnership):
    with scope(partnership=partnership):
        return Risk.objects.create(partnership=partnership, title="Frost", probability=2, impact=2)


def test_signs_no_document_can_hold_become_spaces(signed_in, coordinator, partnership):
    typed = {"title": "Ice\x0bon\x00the\ufffepath", "probability": "2", "impact": "2"}
    assert signed_in(coordinator).post("/p/living-well/risks/add/", typed).status_code == 302
    with scope(partnership=partnership):
        assert Risk.objects.get().title == "Ice on the path"


def test_so_they_do_in_a_comment_and_in_a_reason(signed_in, coordinator, risk):
    client = signed_in(coordinator)
    client.post(f"/p/living-well/risks/{risk.number}/comments/", {"text": "Seen\x00today"})
    client.post(f"/p/living-well/risks/{risk.number}/remove/", {"why": "Not\x00ours"})
    with scope(partnership=risk.partnership):
        assert [one.text for one in Comment.of(risk)] == ["Seen today"]
        assert Risk.every.get(pk=risk.pk).history.first().history_change_reason == "Not ours"


def test_an_export_holds_nothing_a_workbook_refuses(signed_in, coordinator, risk):
    with scope(partnership=risk.partnership):
        risk.title = "Bad\ufffe\x0bsigns"
        risk.save()
    assert signed_in(coordinator).get("/p/living-well/risks/export.xlsx").status_code == 200


@pytest.mark.parametrize("address", ["/p/living-well/risks/?q=%00", "/people/organisations/?q=%00"])
def test_a_query_with_a_nul_is_refused(signed_in, coordinator, address):
    assert signed_in(coordinator).get(address).status_code == 400


def test_so_is_a_cookie_with_one(client, db):
    assert client.get("/", headers={"cookie": 'sessionid="aaaaaaaaaaaa\\000"'}).status_code == 400


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_refused(signed_in, coordinator, day):
    typed = {"title": "Frost", "probability": "2", "impact": "2", "review_on": day}
    page = signed_in(coordinator).post("/p/living-well/risks/add/", typed)
    assert page.status_code == 422
    assert "Check the year: it must be from 1800 to 2199" in page.content.decode()


def test_a_report_on_all_of_time_is_refused(signed_in, observer):
    asked = {"start": "0001-01-01", "end": "9999-12-31"}
    assert signed_in(observer).get("/p/living-well/documents/highlight-report/", asked).status_code == 422


@pytest.mark.parametrize("address", ["/p/living-well/risks/", "/p/living-well/risks/export.csv"])
def test_the_recycle_bin_is_for_those_who_may_put_things_back(
    signed_in, coordinator, observer, risk, address
):
    with scope(partnership=risk.partnership):
        risk.remove()
    asked = {"removed": "1", "status": ""}
    assert b"Frost" in signed_in(coordinator).get(address, asked).content
    assert b"Frost" not in signed_in(observer).get(address, asked).content
