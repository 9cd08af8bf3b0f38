"""The registers of needs and evidence."""

from datetime import date

import pytest
from django_scopes import scope

from coplan.need import age
from coplan.need.models import Evidence, Need
from coplan.outcomes.models import Element

PLACE = "/p/living-well/"
EVIDENCE = {"what": "1,412 people live alone", "source": "Census", "dated_on": "2022-03-20", "said_by": "NRS"}


@pytest.fixture
def need(partnership):
    with scope(partnership=partnership):
        return Need.objects.create(partnership=partnership, title="Older people see nobody for days")


def shown(partnership):
    with scope(partnership=partnership):
        return [(one.need.number, one.what, one.dated_on) for one in Evidence.objects.all()]


def test_evidence_is_added_from_the_page_of_its_need(signed_in, partner_person, need, partnership):
    client = signed_in(partner_person)
    page = client.get(f"{PLACE}needs/1/").content.decode()
    assert f'href="{PLACE}evidence/add/?need=1"' in page
    assert client.get(f"{PLACE}evidence/add/?need=1").context["form"].initial["need"] == need.pk
    client.post(f"{PLACE}evidence/add/", {**EVIDENCE, "need": need.pk})
    assert shown(partnership) == [(1, "1,412 people live alone", date(2022, 3, 20))]
    assert "1,412 people live alone" in client.get(f"{PLACE}needs/1/").content.decode()


def test_evidence_without_a_date_says_what_to_enter(signed_in, partner_person, need, partnership):
    response = signed_in(partner_person).post(
        f"{PLACE}evidence/add/", {**EVIDENCE, "need": need.pk, "dated_on": "", "source": "Kept words"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Enter the date of the evidence" in page
    assert "Kept words" in page
    assert shown(partnership) == []


@pytest.mark.parametrize(
    ("dated_on", "words", "old"),
    [
        (date(2026, 11, 1), "new", False),
        (date(2026, 10, 22), "1 month old", False),
        (date(2024, 12, 1), "23 months old", False),
        (date(2023, 11, 23), "2 years old", False),
        (date(2023, 11, 22), "3 years old", True),
    ],
)
def test_the_age_of_evidence_is_said(dated_on, words, old):
    today = date(2026, 11, 22)
    assert (age.in_words(dated_on, today), age.is_old(dated_on, today)) == (words, old)


def test_a_need_that_outcomes_answer_is_not_removed(signed_in, coordinator, need, partnership):
    with scope(partnership=partnership):
        Element.objects.create(partnership=partnership, tier="short", title="People see somebody", need=need)
    client = signed_in(coordinator)
    response = client.post(f"{PLACE}needs/1/remove/")
    assert response.status_code == 409
    assert "L-001 People see somebody" in response.content.decode()
    with scope(partnership=partnership):
        assert Need.objects.count() == 1


def test_a_need_with_evidence_alone_can_be_removed_and_put_back(signed_in, coordinator, need, partnership):
    client = signed_in(coordinator)
    client.post(f"{PLACE}evidence/add/", {**EVIDENCE, "need": need.pk})
    assert client.post(f"{PLACE}needs/1/remove/").status_code == 302
    client.post(f"{PLACE}needs/1/restore/")
    assert "1,412 people live alone" in client.get(f"{PLACE}needs/1/").content.decode()


@pytest.mark.parametrize("role", ["funder_person", "evaluator", "observer"])
def test_who_only_reads_may_not_change_the_need(request, signed_in, role, need):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"{PLACE}needs/1/").status_code == 200
    response = client.post(f"{PLACE}needs/1/edit/", {"title": "Other", "version": "1"})
    assert response.status_code == 403
    assert "Change the need" in response.content.decode()


def test_a_service_user_may_say_what_the_need_is(signed_in, service_user, partnership):
    signed_in(service_user).post(f"{PLACE}needs/add/", {"title": "Nobody calls at the weekend"})
    with scope(partnership=partnership):
        assert [one.title for one in Need.objects.all()] == ["Nobody calls at the weekend"]


def test_an_outsider_finds_nothing(signed_in, outsider, need):
    client = signed_in(outsider)
    for address in ("needs/", "needs/1/", "evidence/", "evidence/add/"):
        assert client.get(f"{PLACE}{address}").status_code == 404


def test_evidence_of_another_partnership_cannot_be_tied_here(
    signed_in, coordinator, need, other_partnership, partnership
):
    with scope(partnership=other_partnership):
        theirs = Need.objects.create(partnership=other_partnership, title="Theirs")
    response = signed_in(coordinator).post(f"{PLACE}evidence/add/", {**EVIDENCE, "need": theirs.pk})
    assert response.status_code == 422
    assert shown(partnership) == []
