"""The risk register: who may see it and change it, and what it says when something is wrong."""

import re

import pytest
from django_scopes import scope

from coplan.raid.models import Risk

RISK = {"title": "Volunteers fall short", "probability": "4", "impact": "4"}


@pytest.fixture
def risk(partnership, coordinator_part):
    with scope(partnership=partnership):
        return Risk.objects.create(
            partnership=partnership,
            title="Too few referrals",
            probability=3,
            impact=4,
            owner=coordinator_part,
        )


def stored(partnership):
    with scope(partnership=partnership):
        return [(r.number, r.title, r.score, r.version) for r in Risk.objects.order_by("number")]


def test_a_partner_adds_a_risk_and_its_score_is_worked_out(signed_in, partner_person, partnership):
    response = signed_in(partner_person).post("/p/living-well/risks/add/", RISK)
    assert response.status_code == 302
    assert response.url == "/p/living-well/risks/1/"
    assert stored(partnership) == [(1, "Volunteers fall short", 16, 1)]


@pytest.mark.parametrize("role", ["funder_person", "evaluator", "observer"])
def test_who_only_reads_is_refused_with_the_plain_label(request, signed_in, role, partnership):
    client = signed_in(request.getfixturevalue(role))
    assert client.get("/p/living-well/risks/").status_code == 200
    response = client.post("/p/living-well/risks/add/", RISK)
    assert response.status_code == 403
    assert "Change risks, issues, assumptions and dependencies" in response.content.decode()
    assert stored(partnership) == []


def test_an_outsider_finds_nothing(signed_in, outsider, risk):
    client = signed_in(outsider)
    for address in (
        "risks/",
        "risks/add/",
        f"risks/{risk.number}/",
        f"risks/{risk.number}/edit/",
        "risks/export.csv",
    ):
        assert client.get(f"/p/living-well/{address}").status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, risk):
    response = client.get("/p/living-well/risks/")
    assert response.status_code == 302
    assert response.url.startswith("/account/login/?next=")


def test_bad_input_says_what_to_do_and_keeps_what_was_typed(signed_in, coordinator, partnership):
    response = signed_in(coordinator).post(
        "/p/living-well/risks/add/", {"title": "", "probability": "9", "impact": "4", "plan": "Ask for help"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Enter a title" in page
    assert "Ask for help" in page
    assert stored(partnership) == []


def test_an_owner_of_another_partnership_cannot_be_chosen(
    signed_in, coordinator, outsider, other_partnership, partnership
):
    with scope(partnership=other_partnership):
        foreign = outsider.parts.get()
    response = signed_in(coordinator).post("/p/living-well/risks/add/", {**RISK, "owner": foreign.pk})
    assert response.status_code == 422
    assert stored(partnership) == []


def test_the_second_editor_sees_both_texts_and_loses_nothing(
    signed_in, coordinator, partner_person, risk, partnership
):
    address = f"/p/living-well/risks/{risk.number}/edit/"
    both = {"title": "Too few referrals", "probability": "3", "impact": "4", "version": "1"}
    first = signed_in(coordinator).post(address, {**both, "title": "GPs refer too few", "impact": "5"})
    assert first.status_code == 302
    second = signed_in(partner_person).post(
        address, {**both, "title": "Referrals are slow", "plan": "Visit practices"}
    )
    page = second.content.decode()
    assert second.status_code == 422
    assert "GPs refer too few" in page
    assert "Referrals are slow" in page
    assert "Visit practices" in page
    assert "5 Very high" in page
    assert stored(partnership) == [(1, "GPs refer too few", 15, 2)]
    # What the page now holds can be saved: their impact, this person's title and plan
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    again = {
        **both,
        "version": version,
        "title": "Referrals are slow",
        "plan": "Visit practices",
        "impact": "5",
    }
    assert signed_in(partner_person).post(address, again).status_code == 302
    assert stored(partnership) == [(1, "Referrals are slow", 15, 3)]


def test_history_says_who_changed_what_and_why(signed_in, coordinator, risk):
    client = signed_in(coordinator)
    changed = {
        "title": "Too few referrals",
        "probability": "4",
        "impact": "4",
        "version": "1",
        "why": "winter figures",
    }
    client.post(f"/p/living-well/risks/{risk.number}/edit/", changed)
    page = client.get(f"/p/living-well/risks/{risk.number}/").content.decode()
    words = re.sub(r"<[^>]+>|\s+", " ", page)
    assert re.search(r"Isla Reid .*; changed probability from +3 Medium +to +4 High", words)
    assert "winter figures" in words


def test_removing_can_be_undone_with_nothing_lost(signed_in, coordinator, risk, partnership):
    client = signed_in(coordinator)
    address = f"/p/living-well/risks/{risk.number}/"
    page = client.post(f"{address}remove/", follow=True).content.decode()
    assert "R-001 Too few referrals was moved to the recycle bin." in page
    assert f'action="{address}restore/"' in page
    assert stored(partnership) == []
    assert client.get(address).status_code == 404
    assert "Too few referrals" in client.get("/p/living-well/risks/?removed=1").content.decode()
    assert client.post(f"{address}restore/").status_code == 302
    assert stored(partnership) == [(1, "Too few referrals", 12, 1)]


def test_a_number_is_never_used_twice(signed_in, coordinator, risk, partnership):
    client = signed_in(coordinator)
    client.post(f"/p/living-well/risks/{risk.number}/remove/")
    client.post("/p/living-well/risks/add/", RISK)
    assert stored(partnership) == [(2, "Volunteers fall short", 16, 1)]


def test_wrong_methods_are_refused(signed_in, coordinator, risk):
    client = signed_in(coordinator)
    assert client.post("/p/living-well/risks/").status_code == 405
    assert client.delete(f"/p/living-well/risks/{risk.number}/edit/").status_code == 405
    assert client.get(f"/p/living-well/risks/{risk.number}/comments/").status_code == 405


def test_anyone_round_the_table_may_comment(signed_in, service_user, risk):
    client = signed_in(service_user)
    page = client.post(
        f"/p/living-well/risks/{risk.number}/comments/", {"text": "It was the same last year."}, follow=True
    )
    assert "It was the same last year." in page.content.decode()
    empty = client.post(f"/p/living-well/risks/{risk.number}/comments/", {"text": " "}, follow=True)
    assert "Enter a comment" in empty.content.decode()


@pytest.fixture
def many(partnership, coordinator_part):
    with scope(partnership=partnership):
        for at in range(30):
            Risk.objects.create(
                partnership=partnership,
                title=f"Risk of kind {at}",
                probability=at % 5 + 1,
                impact=at // 6 + 1,
                owner=coordinator_part if at % 2 else None,
            )


def test_the_list_filters_searches_sorts_and_pages(signed_in, coordinator, many):
    client = signed_in(coordinator)

    def titles(query):
        page = client.get(f"/p/living-well/risks/?{query}").content.decode()
        return re.findall(r">(Risk of kind \d+)<", page)

    assert len(titles("")) == 25
    assert len(titles("page=2")) == 5
    assert titles("probability=1&impact=1") == ["Risk of kind 5", "Risk of kind 0"]
    assert titles("q=R-007") == ["Risk of kind 6"]
    assert titles("q=kind+29") == ["Risk of kind 29"]
    assert titles("sort=title&q=kind+1")[:3] == ["Risk of kind 1", "Risk of kind 10", "Risk of kind 11"]
    assert titles("status=closed") == []
    assert len(titles("owner=null")) == 15


def test_queries_do_not_grow_with_the_rows(signed_in, coordinator, many, django_assert_max_num_queries):
    client = signed_in(coordinator)
    client.get("/p/living-well/risks/")
    with django_assert_max_num_queries(10):
        client.get("/p/living-well/risks/")
