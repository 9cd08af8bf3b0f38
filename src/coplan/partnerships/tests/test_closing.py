"""A partnership is closed when its work is over, and can be opened again."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from coplan.partnerships import services
from coplan.partnerships.models import Partnership

OVERVIEW = "/p/living-well/"
DETAILS, CLOSE, REOPEN = (f"{OVERVIEW}details/{page}" for page in ("", "close/", "reopen/"))
SENT = {"reason": "The council runs the service now."}


@pytest.fixture
def closed(partnership, coordinator):
    services.close_partnership(partnership=partnership, by=coordinator, **SENT)
    return partnership


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def stored():
    return Partnership.objects.get(slug="living-well")


def test_the_coordinator_closes_it_and_everybody_reads_why(signed_in, coordinator, observer):
    client = signed_in(coordinator)
    assert f'href="{CLOSE}"' in client.get(DETAILS).content.decode()
    asked = client.get(CLOSE)
    assert asked.status_code == 200
    assert "Everything can still be read by those who take part" in words(asked)
    response = client.post(CLOSE, SENT)
    assert (response.status_code, response.url) == (302, OVERVIEW)
    partnership = stored()
    assert (partnership.closed_on, partnership.version) == (timezone.localdate(), 2)
    noted = partnership.history.first()
    assert (noted.history_user, noted.history_change_reason) == (coordinator, SENT["reason"])
    told = f"Closed on {date_format(timezone.localdate(), 'j F Y')}: {SENT['reason']}"
    for person in (coordinator, observer):
        assert told in words(signed_in(person).get(OVERVIEW))


def test_only_a_coordinator_finds_the_way_to_open_it_again(signed_in, coordinator, observer, closed):
    link = f'href="{REOPEN}"'
    assert link in signed_in(coordinator).get(OVERVIEW).content.decode()
    assert link not in signed_in(observer).get(OVERVIEW).content.decode()


def test_an_open_partnership_has_no_notice(signed_in, coordinator):
    page = signed_in(coordinator).get(OVERVIEW).content.decode()
    assert "Closed on" not in page
    assert REOPEN not in page


def test_it_is_opened_again_and_can_be_changed(signed_in, coordinator, closed):
    client = signed_in(coordinator)
    assert client.get(DETAILS).status_code == 403
    assert client.get(REOPEN).status_code == 200
    response = client.post(REOPEN, {"reason": "There is money for another year."})
    assert (response.status_code, response.url) == (302, OVERVIEW)
    partnership = stored()
    assert (partnership.closed_on, partnership.version) == (None, 3)
    assert partnership.history.first().history_change_reason == "There is money for another year."
    assert client.get(DETAILS).status_code == 200
    assert "Closed on" not in client.get(OVERVIEW).content.decode()


def test_closed_a_second_time_it_gives_the_second_reason(coordinator, closed):
    services.reopen_partnership(partnership=closed, reason="A mistake.", by=coordinator)
    services.close_partnership(partnership=closed, reason="Now it is over.", by=coordinator)
    assert (closed.closing_reason, closed.version) == ("Now it is over.", 4)


@pytest.mark.parametrize("role", ["partner_person", "service_user", "funder_person", "evaluator", "observer"])
def test_nobody_else_closes_it_or_opens_it_again(request, signed_in, role, partnership, coordinator):
    client = signed_in(request.getfixturevalue(role))
    assert {client.get(CLOSE).status_code, client.post(CLOSE, SENT).status_code} == {403}
    services.close_partnership(partnership=partnership, by=coordinator, **SENT)
    refused = client.post(REOPEN, SENT)
    assert (client.get(REOPEN).status_code, refused.status_code) == (403, 403)
    assert "Open a closed partnership again" in refused.content.decode()
    assert stored().closed_on == timezone.localdate()


@pytest.mark.parametrize("page", [CLOSE, REOPEN])
def test_an_outsider_finds_nothing(signed_in, outsider, closed, page):
    client = signed_in(outsider)
    assert (client.get(page).status_code, client.post(page, SENT).status_code) == (404, 404)


def test_an_open_one_is_not_opened_and_a_closed_one_not_closed(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    assert client.post(REOPEN, SENT).status_code == 403
    client.post(CLOSE, SENT)
    assert client.post(CLOSE, {"reason": "Again."}).status_code == 403
    assert stored().closing_reason == SENT["reason"]


@pytest.mark.parametrize("sent", ["", "   "])
def test_without_a_reason_nothing_happens(signed_in, coordinator, partnership, sent):
    client = signed_in(coordinator)
    response = client.post(CLOSE, {"reason": sent})
    assert response.status_code == 422
    assert "Say why in a sentence, for whoever reads this later." in response.content.decode()
    assert stored().closed_on is None
    services.close_partnership(partnership=partnership, by=coordinator, **SENT)
    assert client.post(REOPEN, {"reason": sent}).status_code == 422
    assert stored().closed_on == timezone.localdate()


def test_a_reason_too_long_is_kept_in_the_field(signed_in, coordinator):
    response = signed_in(coordinator).post(CLOSE, {"reason": "long " * 201})
    assert response.status_code == 422
    assert "long " * 200 in response.content.decode()


def test_of_two_who_close_it_at_once_the_second_is_told(coordinator, closed):
    opened_before = Partnership(pk=closed.pk)
    with pytest.raises(ValidationError, match="closed this partnership already"):
        services.close_partnership(partnership=opened_before, reason="Mine.", by=coordinator)
    assert stored().closing_reason == SENT["reason"]


def test_closing_keeps_what_somebody_else_just_saved(coordinator, partnership):
    opened_before = Partnership.objects.get(pk=partnership.pk)
    partnership.vision, partnership.version = "Nobody waits.", 2
    partnership.save()
    services.close_partnership(partnership=opened_before, by=coordinator, **SENT)
    kept = stored()
    assert (kept.vision, kept.version) == ("Nobody waits.", 3)
    assert kept.history.first().vision == "Nobody waits."
