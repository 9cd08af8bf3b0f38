"""Choosing an evaluator: nothing of the scores reaches who must not see it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.evaluation import queries, services
from coplan.evaluation.models import Candidate, Choice, Criterion, Scorer
from coplan.evaluation.tests.conftest import CHOICE, PAGE, TODAY

# Words that the page shows only with scores: points, order, reasons, and who has sent
SIGNS = (
    "Points out of 100",
    "reason for",
    "scores are in",
    "not in yet",
    "What each scorer said",
    "/decide/",
)


def shown(client) -> list[str]:
    page = client.get(CHOICE)
    assert page.status_code == 200
    return [sign for sign in SIGNS if sign in page.content.decode()]


@pytest.mark.parametrize(
    "pages", ["evaluators/", "evaluators/1/", "evaluators/export.csv", "evaluator-candidates/"]
)
def test_a_scorer_sees_nothing_of_the_others_before_the_own_are_in(
    signed_in, score, coordinator, partner_person, pages
):
    client = signed_in(partner_person)
    before = client.get(f"{PAGE}{pages}").content
    score(coordinator, 1, 4)
    after = client.get(f"{PAGE}{pages}").content
    token = b"csrfmiddlewaretoken"
    assert [line for line in before.splitlines() if token not in line] == [
        line for line in after.splitlines() if token not in line
    ]


def test_with_the_own_in_a_scorer_sees_the_others(signed_in, score, coordinator, partner_person):
    score(coordinator, 1, 4)
    score(partner_person, 4, 4)
    page = signed_in(partner_person).get(CHOICE).content.decode()
    assert "Isla Reid&#x27;s reason for Clear Glass" in page
    assert page.index("Clear Glass</a></th>") < page.index("Ewart College</a></th>")
    assert "not in yet" in page


def test_the_conflicted_see_no_score_even_when_all_is_decided(
    signed_in, score, conflicted, coordinator, partner_person, service_user, partnership, opened
):
    score(coordinator, 1, 4)
    score(partner_person, 1, 4)
    conflicted(service_user)
    client = signed_in(service_user)
    assert shown(client) == []
    with scope(partnership=partnership):
        services.decide(
            choice=opened, candidate=Candidate.objects.get(name="Clear Glass"), reasons="Best on both.",
            today=TODAY, by=coordinator,
        )  # fmt: skip
    assert shown(client) == []
    page = client.get(CHOICE).content.decode()
    assert "Chosen: Clear Glass" in page


def test_a_tie_noticed_late_takes_the_scores_out_and_the_sight_away(
    signed_in, score, conflicted, coordinator, partner_person, partnership, opened
):
    score(coordinator, 4, 0)
    score(partner_person, 0, 4)
    conflicted(coordinator)
    assert shown(signed_in(coordinator)) == []
    with scope(partnership=partnership):
        scorers = list(Scorer.objects.filter(choice=opened).select_related("person"))
        rows = queries.result(opened, scorers)
        assert [(str(row.candidate), row.points, len(row.sheets)) for row in rows] == [
            ("Clear Glass", 100.0, 1), ("Ewart College", 0.0, 1),
        ]  # fmt: skip


def test_the_conflicted_cannot_score_nor_decide(signed_in, conflicted, coordinator, opened, partnership):
    conflicted(coordinator)
    client = signed_in(coordinator)
    assert client.get(f"{CHOICE}score/").status_code == 403
    assert client.post(f"{CHOICE}score/", {}).status_code == 403
    refused = client.post(f"{CHOICE}decide/", {"candidate": "1", "reasons": "Mine"})
    assert refused.status_code == 422
    assert "You declared a conflict, so you do not decide." in refused.content.decode()
    assert "Not everybody" not in refused.content.decode()
    with scope(partnership=partnership), pytest.raises(ValidationError, match="cannot be taken back"):
        services.declare(scorer=Scorer.objects.get(person=coordinator), conflict="", by=coordinator)


@pytest.mark.parametrize("role", ["funder_person"])
def test_who_does_not_score_sees_nothing_until_all_are_in(
    request, signed_in, score, coordinator, partner_person, service_user, role
):
    client = signed_in(request.getfixturevalue(role))
    score(coordinator, 1, 4)
    score(partner_person, 1, 4)
    assert shown(client) == []
    score(service_user, 1, 4)
    assert "Points out of 100" in shown(client)


@pytest.mark.parametrize("role", ["evaluator", "observer"])
def test_evaluators_and_observers_are_kept_out(request, signed_in, opened, role):
    client = signed_in(request.getfixturevalue(role))
    for address in (CHOICE, f"{PAGE}evaluators/", f"{PAGE}evaluator-candidates/", f"{CHOICE}score/"):
        assert client.get(address).status_code == 403


def test_an_outsider_finds_nothing(signed_in, outsider, opened):
    for address in ("", "score/", "declare/", "decide/"):
        assert signed_in(outsider).get(f"{CHOICE}{address}").status_code == 404


def test_somebody_who_was_not_asked_cannot_score(signed_in, funder_person, opened):
    assert signed_in(funder_person).post(f"{CHOICE}score/", {}).status_code == 403


def test_scores_are_typed_on_one_page_and_are_final(signed_in, partner_person, opened):
    client = signed_in(partner_person)
    assert client.get(f"{CHOICE}score/").url == f"{CHOICE}declare/"
    assert client.post(f"{CHOICE}declare/", {"tie": "yes"}).status_code == 422
    client.post(f"{CHOICE}declare/", {"tie": "no"})
    sent = {"score_1_1": "4", "score_1_2": "3", "reason_1": "They listen", "score_2_1": "2"}
    answer = client.post(f"{CHOICE}score/", sent)
    assert answer.status_code == 422
    assert "They listen" in answer.content.decode()
    sent |= {"score_2_2": "0", "reason_2": "They do not"}
    assert client.post(f"{CHOICE}score/", sent).status_code == 302
    page = client.get(CHOICE).content.decode()
    assert "They listen" in page
    assert client.get(f"{CHOICE}score/").status_code == 302


def test_criteria_and_candidates_are_fixed_once_scoring_opens(signed_in, coordinator, opened, partnership):
    client = signed_in(coordinator)
    for address in ("evaluators/1/edit/", "evaluator-criteria/1/edit/", "evaluator-candidates/1/remove/"):
        assert client.get(f"{PAGE}{address}").status_code == 403
    sent = {"choice": opened.pk, "title": "Cheap", "weight": "10"}
    answer = client.post(f"{PAGE}evaluator-criteria/add/", sent)
    assert answer.status_code == 422
    assert "criteria and candidates are fixed" in answer.content.decode()


def test_scoring_opens_only_when_the_weights_are_a_hundred(signed_in, coordinator, choice, partnership):
    with scope(partnership=partnership):
        one = Criterion.objects.get(number=1)
        one.weight = 50
        one.save()
    page = signed_in(coordinator).post(f"{CHOICE}open/", follow=True).content.decode()
    assert "The weights add up to 90. Change them until they are 100." in page
    with scope(partnership=partnership):
        assert Choice.objects.get().opened_at is None


def test_a_decision_needs_everybodys_scores_and_a_reason(
    signed_in, score, coordinator, partner_person, service_user, partnership
):
    score(coordinator, 4, 1)
    client = signed_in(coordinator)
    sent = {"candidate": "1", "reasons": "Best with people."}
    assert "Not everybody has sent" in client.post(f"{CHOICE}decide/", sent).content.decode()
    score(partner_person, 4, 1)
    score(service_user, 3, 3)
    assert client.post(f"{CHOICE}decide/", {"candidate": "1", "reasons": " "}).status_code == 422
    assert client.post(f"{CHOICE}decide/", sent).status_code == 302
    with scope(partnership=partnership):
        made = Choice.objects.get()
        assert (str(made.chosen), made.reasons) == ("Ewart College", "Best with people.")
    assert client.post(f"{CHOICE}decide/", sent).status_code == 422
