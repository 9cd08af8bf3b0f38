"""The health page: findings with their remedy, what was set aside and by whom, and what passed."""

import re
from datetime import timedelta

import pytest
from django_scopes import scope

from coplan.governance.models import Group, Meeting, Seat
from coplan.health import queries, services
from coplan.health.models import Suppression
from coplan.need.models import Need
from coplan.outcomes.models import Element, Indicator
from coplan.partnerships.testing import SINCE, make_person, take_part
from coplan.pilots.models import Pilot
from coplan.raid.models import Risk
from coplan.value.models import ValueMap, ValueOutcome

from .conftest import HEALTH


@pytest.fixture
def risk(at_pilot, coordinator_part):
    with scope(partnership=at_pilot):
        return Risk.objects.create(
            partnership=at_pilot, title="Too few referrals", probability=4, impact=4, owner=coordinator_part
        )


@pytest.fixture
def aside(risk):
    return f"{HEALTH}set-aside/G01b/risk/{risk.pk}/"


def words_of(response):
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def stored(partnership):
    with scope(partnership=partnership):
        return [(one.code, one.subject_kind, one.reason, str(one.by)) for one in Suppression.objects.all()]


@pytest.mark.parametrize("role", ["partner_person", "service_user", "funder_person", "evaluator", "observer"])
def test_everyone_in_the_partnership_reads_and_only_a_coordinator_sets_aside(
    request, signed_in, role, aside, at_pilot
):
    client = signed_in(request.getfixturevalue(role))
    page = client.get(HEALTH)
    assert "The risk &#x27;R-001 Too few referrals&#x27; scores 16" in page.content.decode()
    assert "Set aside<span" not in page.content.decode()
    response = client.post(aside, {"reason": "Because", "until": "2030-01-01"})
    assert response.status_code == 403
    assert "Set a finding aside for a while, and bring it back" in response.content.decode()
    assert stored(at_pilot) == []


def test_an_outsider_finds_nothing(signed_in, outsider, aside):
    for address in (HEALTH, f"{HEALTH}rules/", f"{HEALTH}rules/F3/", aside):
        assert signed_in(outsider).get(address).status_code == 404


def test_a_finding_says_what_why_and_leads_to_the_record(signed_in, coordinator, risk):
    page = signed_in(coordinator).get(HEALTH)
    words = words_of(page)
    assert "scores 16 and has no action against it" in words
    assert "Why it matters" in words
    assert "Source: Ready for Business, How to Guide" in words
    assert f'href="/p/living-well/risks/{risk.number}/"' in page.content.decode()
    assert f'href="{HEALTH}rules/G01b/"' in page.content.decode()


def test_a_partner_without_contacts_leads_to_its_own_people(signed_in, coordinator, partner, at_pilot):
    page = signed_in(coordinator).get(HEALTH).content.decode()
    assert f'href="/p/living-well/participants/?partner={partner.pk}"' in page


def test_setting_aside_keeps_who_why_and_until_and_bringing_back_undoes_it(
    signed_in, coordinator, aside, at_pilot, today
):
    client = signed_in(coordinator)
    until = today + timedelta(days=60)
    assert client.get(aside).status_code == 200
    response = client.post(
        aside, {"reason": "The practice closes in May", "until": until.isoformat()}, follow=True
    )
    assert stored(at_pilot) == [("G01b", "risk", "The practice closes in May", "Isla Reid")]
    words = words_of(response)
    assert f"Set aside by Isla Reid until {until.day} {until:%B %Y}: The practice closes in May" in words
    assert (
        response.content.decode().count("has no action against it") == 2
    )  # its heading, and its button's name
    assert client.post(f"{HEALTH}set-aside/1/bring-back/").status_code == 302
    assert stored(at_pilot) == []
    assert "Nothing is set aside." in words_of(client.get(HEALTH))


def test_bringing_back_only_takes_a_post_and_a_real_number(signed_in, coordinator, risk):
    client = signed_in(coordinator)
    assert client.get(f"{HEALTH}set-aside/1/bring-back/").status_code == 405
    assert client.post(f"{HEALTH}set-aside/1/bring-back/").status_code == 404


@pytest.mark.parametrize("days", [0, -1, 400])
def test_the_day_must_be_within_a_year_and_what_was_typed_is_kept(
    signed_in, coordinator, aside, at_pilot, today, days
):
    row = {"reason": "The practice closes", "until": (today + timedelta(days=days)).isoformat()}
    response = signed_in(coordinator).post(aside, row)
    assert response.status_code == 422
    assert "Choose a day after today" in response.content.decode()
    assert "The practice closes" in response.content.decode()
    assert stored(at_pilot) == []


def test_a_reason_is_asked_for(signed_in, coordinator, aside, at_pilot, today):
    response = signed_in(coordinator).post(aside, {"until": (today + timedelta(days=9)).isoformat()})
    assert response.status_code == 422
    assert "Say why, so that a later reader can judge" in response.content.decode()


def test_a_finding_that_is_mended_can_no_longer_be_set_aside(signed_in, coordinator, aside, risk, mend):
    mend(risk, impact=1)
    response = signed_in(coordinator).get(aside, follow=True)
    assert "That finding no longer stands" in response.content.decode()


def test_an_unused_suppression_is_itself_a_finding_that_can_be_ended(
    signed_in, coordinator, aside, risk, mend, today, at_pilot
):
    client = signed_in(coordinator)
    client.post(aside, {"reason": "Soon", "until": (today + timedelta(days=9)).isoformat()})
    mend(risk, impact=1)
    page = client.get(HEALTH)
    assert "The suppression of G01b by Isla Reid sets nothing aside." in words_of(page)
    assert f'action="{HEALTH}set-aside/1/bring-back/"' in page.content.decode()
    client.post(f"{HEALTH}set-aside/1/bring-back/")
    assert stored(at_pilot) == []


def test_a_suppression_that_ran_out_no_longer_counts(aside, risk, coordinator, at_pilot, today, mend):
    with scope(partnership=at_pilot):
        examined = queries.examine(at_pilot, today)
        finding = queries.finding_of(examined, "G01b", "risk", risk.pk)
        until = today + timedelta(days=1)
        services.set_aside(
            partnership=at_pilot, finding=finding, reason="Soon", until=until, today=today, by=coordinator
        )
        set_aside = queries.report(at_pilot, until).suppressed
        assert [one.finding.code for one in set_aside] == ["G01b"]
        after = queries.report(at_pilot, until + timedelta(days=1))
    assert after.suppressed == ()
    assert {"G01b", "X2"} <= {one.code for one in after.findings}


def test_what_passed_what_waits_and_what_is_not_recorded_are_told_apart(at_pilot, coordinator, today):
    with scope(partnership=at_pilot):
        checked = queries.checked(queries.examine(at_pilot, today))
    passed, later = {rule.code for rule in checked.passed}, {rule.code for rule in checked.later}
    assert {"S01", "G08", "V6"} <= passed
    assert "F3" not in passed
    assert later == {"A8"}
    assert {rule.code for rule in checked.not_recorded} == {"D4", "F10", "P3"}


def test_a_rule_has_a_page_with_its_lesson_and_what_it_finds_here(signed_in, observer, risk):
    client = signed_in(observer)
    words = words_of(client.get(f"{HEALTH}rules/F3/"))
    assert "The lesson it rests on (F3)" in words
    assert "What to do" in words
    assert "has no action against it" in words_of(client.get(f"{HEALTH}rules/G01b/"))
    assert client.get(f"{HEALTH}rules/Z9/").status_code == 404
    assert f'href="{HEALTH}rules/F3/"' in client.get(f"{HEALTH}rules/").content.decode()


def fill(partnership, many, today):
    for number in range(many):
        part = take_part(partnership, make_person(f"Member {many} {number}"), "service-user")
        with scope(partnership=partnership):
            more = {"partnership": partnership}
            group = Group.objects.create(**more, name=f"Group {number}", is_steering=True)
            Seat.objects.create(**more, group=group, participant=part, starts_on=SINCE)
            Meeting.objects.create(**more, group=group, held_on=today, state="held")
            outcome = Element.objects.create(**more, tier="short", title=f"Outcome {number}")
            Indicator.objects.create(**more, outcome=outcome, name="Score", definition="Any", unit="points")
            Risk.objects.create(**more, title="Risk", probability=4, impact=4)
            Pilot.objects.create(**more, name="Pilot", starts_on=today, ends_on=today + timedelta(days=9))
            Need.objects.create(**more, title=f"Need {number}")
            value_map = ValueMap.objects.create(**more, title="Forecast")
            row = {"value_map": value_map, "code": "O1", "title": "Less lonely", "quantity": 20, "proxy": 500}
            ValueOutcome.objects.create(**more, **row)


def test_a_large_partnership_costs_no_more_queries_than_a_small_one(
    signed_in, coordinator, at_pilot, today, django_assert_num_queries
):
    client = signed_in(coordinator)
    with scope(partnership=at_pilot):
        fill(at_pilot, 2, today)
        with django_assert_num_queries(26):
            queries.report(at_pilot, today)
        fill(at_pilot, 12, today)
        with django_assert_num_queries(26):
            found = queries.report(at_pilot, today)
    assert len(found.findings) > 40
    with django_assert_num_queries(29):
        assert client.get(HEALTH).status_code == 200
