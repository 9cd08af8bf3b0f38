"""Closing, reopening, escalating, and a risk that has happened: always with a reason."""

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.raid import services
from coplan.raid.models import Issue, Risk, State


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


def now(risk):
    with scope(partnership=risk.partnership):
        return Risk.objects.get(pk=risk.pk)


def address(risk, verb):
    return f"/p/living-well/risks/{risk.number}/{verb}/"


def test_closing_keeps_the_reason_and_who_said_it(signed_in, partner_person, risk):
    response = signed_in(partner_person).post(address(risk, "close"), {"reason": "Two practices joined."})
    assert response.status_code == 302
    closed = now(risk)
    assert (closed.status, closed.closing_reason, closed.version) == ("closed", "Two practices joined.", 2)
    entry = closed.history.first()
    assert (entry.history_user, entry.history_change_reason) == (partner_person, "Two practices joined.")


def test_without_a_reason_nothing_is_closed(signed_in, coordinator, risk):
    response = signed_in(coordinator).post(address(risk, "close"), {"reason": "  "})
    assert response.status_code == 422
    assert now(risk).status == State.OPEN


def test_closing_twice_says_that_it_is_closed_already(signed_in, coordinator, risk):
    client = signed_in(coordinator)
    client.post(address(risk, "close"), {"reason": "Done."})
    response = client.post(address(risk, "close"), {"reason": "Done again."})
    assert response.status_code == 422
    assert "This is already closed." in response.content.decode()
    assert "Done again." in response.content.decode()
    assert now(risk).closing_reason == "Done."


def test_a_closed_risk_can_be_opened_again_and_leaves_no_trace_of_the_closing(signed_in, coordinator, risk):
    client = signed_in(coordinator)
    client.post(address(risk, "close"), {"reason": "Done."})
    client.post(address(risk, "reopen"), {"reason": "A practice left."})
    opened = now(risk)
    assert (opened.status, opened.closed_on, opened.closing_reason) == ("open", None, "")


def test_escalating_puts_the_question_to_the_governance_group(signed_in, coordinator, risk):
    signed_in(coordinator).post(
        address(risk, "escalate"), {"reason": "Decide on a second practice by 1 March."}
    )
    assert now(risk).escalation == "Decide on a second practice by 1 March."
    page = signed_in(coordinator).get(f"/p/living-well/risks/{risk.number}/").content.decode()
    assert "Escalated to the governance group on" in page


def test_a_risk_that_happened_becomes_an_issue_with_its_owner_and_is_closed(signed_in, coordinator, risk):
    response = signed_in(coordinator).post(
        address(risk, "happened"), {"reason": "Only two referrals in May."}
    )
    with scope(partnership=risk.partnership):
        issue = Issue.objects.get()
    assert response.url == "/p/living-well/issues/1/"
    assert (issue.title, issue.impact, issue.owner_id, issue.risk_id) == (
        risk.title,
        4,
        risk.owner_id,
        risk.pk,
    )
    assert now(risk).status == State.CLOSED


def test_a_closed_risk_cannot_be_escalated(in_scope, risk, coordinator):
    services.close(record=risk, reason="Done.", by=coordinator)
    with pytest.raises(ValidationError, match="Open it again first"):
        services.escalate(record=risk, reason="Too late.", by=coordinator)


@pytest.mark.parametrize("verb", ["close", "reopen", "escalate", "happened"])
def test_who_only_reads_may_not(signed_in, observer, outsider, risk, verb):
    assert signed_in(observer).post(address(risk, verb), {"reason": "No."}).status_code == 403
    assert signed_in(outsider).post(address(risk, verb), {"reason": "No."}).status_code == 404
    assert now(risk).version == 1


def test_what_changed_since_a_day_is_told_in_words(signed_in, coordinator, observer, risk):
    signed_in(coordinator).post(address(risk, "close"), {"reason": "Two practices joined."})
    page = signed_in(observer).get("/p/living-well/raid/changes/").content.decode()
    assert "R-001 Too few referrals" in page
    assert "Two practices joined." in page
    future = signed_in(observer).get("/p/living-well/raid/changes/?since=2999-01-01").content.decode()
    assert "Nothing changed since that day" in future
    wrong = signed_in(observer).get("/p/living-well/raid/changes/?since=soon").content.decode()
    assert "must be a real date" in wrong


def test_an_action_is_about_a_risk_or_an_issue_not_both_and_not_neither(signed_in, coordinator, risk):
    client = signed_in(coordinator)
    response = client.post("/p/living-well/actions/add/", {"title": "Visit", "due_on": "2026-12-01"})
    assert response.status_code == 422
    assert "Choose the risk or the issue it is about: one of the two." in response.content.decode()
    page = client.get(f"/p/living-well/actions/add/?risk={risk.number}").content.decode()
    assert f'<option value="{risk.pk}" selected' in page
    done = {"title": "Visit", "due_on": "2026-12-01", "risk": risk.pk}
    assert client.post("/p/living-well/actions/add/", done).status_code == 302
    assert "Visit" in client.get(f"/p/living-well/risks/{risk.number}/").content.decode()


def test_a_dependency_names_from_whom(signed_in, coordinator, partnership):
    response = signed_in(coordinator).post(
        "/p/living-well/dependencies/add/",
        {"title": "A signed agreement", "needed_by": "2026-12-01", "state": "waiting"},
    )
    assert response.status_code == 422
    assert "Choose the partner it comes from, or name who it is outside." in response.content.decode()
