"""Milestones: a moved date keeps the first one and the reason; late ones are said to be late."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope

from coplan.planning import queries, services
from coplan.planning.models import Milestone

PLAN = "/p/living-well/milestones/"
ROW = {"title": "First referrals taken", "stage": "pilot", "due_on": "2027-06-01"}


@pytest.fixture
def add(partnership):
    def made(days=30, **more):
        with scope(partnership=partnership):
            return Milestone.objects.create(
                partnership=partnership,
                title=more.pop("title", "First referrals taken"),
                stage=more.pop("stage", "pilot"),
                due_on=timezone.localdate() + timedelta(days=days),
                **more,
            )

    return made


def stored(partnership):
    with scope(partnership=partnership):
        return [(one.title, one.due_on, one.first_due_on, one.version) for one in Milestone.objects.all()]


def test_a_new_milestone_was_first_planned_for_its_day(signed_in, service_user, partnership):
    response = signed_in(service_user).post(f"{PLAN}add/", ROW)
    assert response.status_code == 302
    assert stored(partnership) == [("First referrals taken", date(2027, 6, 1), date(2027, 6, 1), 1)]


def test_a_moved_date_needs_its_reason_and_keeps_the_first(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    client.post(f"{PLAN}add/", ROW)
    # On its page a date is moved, not edited
    client.post(f"{PLAN}1/edit/", {**ROW, "due_on": "2027-09-01", "version": "1", "why": "Anyhow"})
    assert stored(partnership)[0][1] == date(2027, 6, 1)
    moved = {"due_on": "2027-09-01", "reason": "decision"}
    refused = client.post(f"{PLAN}1/move/", moved)
    assert refused.status_code == 422
    assert "Say why the date moves." in refused.content.decode()
    typed = {**moved, "why": "The lease was late"}
    looked = client.post(f"{PLAN}1/move/", typed)
    assert (looked.status_code, stored(partnership)[0][1]) == (200, date(2027, 6, 1))
    assert client.post(f"{PLAN}1/move/", {**typed, "seen": looked.context["seen"]}).status_code == 302
    assert stored(partnership) == [("First referrals taken", date(2027, 9, 1), date(2027, 6, 1), 2)]
    page = client.get(f"{PLAN}1/").content.decode()
    assert "First planned for 1 June 2027, now due on 1 September 2027." in page
    assert "The lease was late" in page


def test_other_changes_need_no_reason(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    client.post(f"{PLAN}add/", ROW)
    assert client.post(f"{PLAN}1/edit/", {**ROW, "progress": "On the way", "version": "1"}).status_code == 302


@pytest.mark.parametrize("role", ["funder_person", "evaluator", "observer"])
def test_who_only_reads_is_refused(request, signed_in, role, add):
    add()
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"{PLAN}1/").status_code == 200
    for address in (f"{PLAN}add/", f"{PLAN}1/reached/"):
        response = client.post(address, ROW)
        assert response.status_code == 403
        assert "Change tasks and milestones and say when they are reached" in response.content.decode()


def test_an_outsider_finds_nothing(signed_in, outsider, add):
    add()
    for address in (PLAN, f"{PLAN}1/", f"{PLAN}1/reached/"):
        assert signed_in(outsider).get(address).status_code == 404


def test_reached_asks_one_question_and_keeps_the_day(signed_in, partner_person, add, partnership):
    add()
    client = signed_in(partner_person)
    assert client.delete(f"{PLAN}1/reached/").status_code == 405
    late = client.post(
        f"{PLAN}1/reached/", {"done_on": (timezone.localdate() + timedelta(days=2)).isoformat()}
    )
    assert late.status_code == 422
    assert "today at the latest" in late.content.decode()
    assert client.post(f"{PLAN}1/reached/", {"done_on": timezone.localdate().isoformat()}).status_code == 302
    page = client.get(f"{PLAN}1/").content.decode()
    assert '<span class="kit-badge kit-badge--good">Reached</span>' in page
    assert "It is reached" not in page


def test_late_and_due_are_told_apart_from_reached(add, in_scope):
    today = timezone.localdate()
    late, soon = add(-1), add(10)
    add(60)
    add(-40, done_on=today - timedelta(days=3))
    assert list(queries.late(today)) == [late]
    assert list(queries.milestones_due(today, 30)) == [late, soon]


def test_the_plan_by_stage_counts_and_names_the_next(add, in_scope):
    today = timezone.localdate()
    add(-9, stage="form", done_on=today)
    late = add(-1)
    add(20)
    found = [(p.stage, p.reached, p.total, p.late, p.next) for p in queries.plan_by_stage(today)]
    assert found == [("form", 1, 1, 0, None), ("pilot", 0, 2, 1, late)]


def test_a_milestone_is_reached_once(add, in_scope, coordinator):
    today = timezone.localdate()
    milestone = add()
    services.reach(milestone=milestone, done_on=today, today=today, by=coordinator)
    milestone.refresh_from_db()
    assert (milestone.done_on, milestone.version) == (today, 2)
    with pytest.raises(ValidationError, match="reached already"):
        services.reach(milestone=milestone, done_on=today, today=today, by=coordinator)


def test_the_list_asks_no_more_queries_as_it_grows(
    signed_in, coordinator, coordinator_part, add, django_assert_max_num_queries
):
    for number in range(12):
        add(number, owner=coordinator_part)
    client = signed_in(coordinator)
    with django_assert_max_num_queries(14):
        page = client.get(PLAN).content.decode()
    assert "0 of 12" in page
