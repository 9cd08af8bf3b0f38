"""Meetings: planned, held or cancelled, and what they decided."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.governance import queries
from coplan.governance.models import Group, Meeting

MEETINGS = "/p/living-well/meetings/"


@pytest.fixture
def group(partnership):
    with scope(partnership=partnership):
        return Group.objects.create(partnership=partnership, name="Governance group", is_steering=True)


@pytest.fixture
def meet(partnership, group):
    def made(days, state="planned", **more):
        with scope(partnership=partnership):
            return Meeting.objects.create(
                partnership=partnership,
                group=group,
                held_on=timezone.localdate() + timedelta(days=days),
                state=state,
                **more,
            )

    return made


def test_a_service_user_writes_down_what_was_decided(signed_in, service_user, meet, partnership):
    meeting = meet(-3)
    row = {
        "group": meeting.group_id,
        "held_on": meeting.held_on.isoformat(),
        "state": "held",
        "decisions": "Pilot in two towns, because referrals there are ready.",
        "version": "1",
    }
    client = signed_in(service_user)
    assert client.post(f"{MEETINGS}1/edit/", row).status_code == 302
    page = client.get(f"{MEETINGS}1/").content.decode()
    assert "Pilot in two towns, because referrals there are ready." in page
    assert "Was it held?" not in page


@pytest.mark.parametrize("role", ["funder_person", "evaluator", "observer"])
def test_who_only_reads_is_refused(request, signed_in, role, meet):
    meet(3)
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"{MEETINGS}1/").status_code == 200
    response = client.get(f"{MEETINGS}1/edit/")
    assert response.status_code == 403
    assert "Plan meetings and write down what they decide" in response.content.decode()


def test_a_meeting_cannot_have_been_held_tomorrow(signed_in, coordinator, group, partnership):
    tomorrow = timezone.localdate() + timedelta(days=1)
    row = {"group": group.pk, "held_on": tomorrow.isoformat(), "state": "held", "place": "Ferry House"}
    response = signed_in(coordinator).post(f"{MEETINGS}add/", row)
    assert response.status_code == 422
    assert "A meeting that was held has a date up to today." in response.content.decode()
    assert "Ferry House" in response.content.decode()


def test_a_planned_day_that_has_passed_is_asked_about(signed_in, coordinator, meet):
    meet(-3)
    client = signed_in(coordinator)
    assert "Were these held?" in client.get(MEETINGS).content.decode()
    assert "Was it held?" in client.get(f"{MEETINGS}1/").content.decode()


def test_the_next_meeting_is_the_soonest_planned_from_today_on(meet, in_scope):
    meet(-2)
    meet(40)
    meet(2, "cancelled")
    soon = meet(9)
    today = timezone.localdate()
    assert queries.next_meeting(today) == soon
    assert list(queries.meetings_due(today)) == [soon]
    assert [one.held_on for one in queries.meetings_unrecorded(today)] == [today - timedelta(days=2)]


def test_a_group_knows_its_last_and_next_meeting(meet, in_scope, group):
    meet(-90, "held")
    last, soon = meet(-20, "held"), meet(9)
    meet(40)
    work = queries.groups_with_seats(timezone.localdate())[0]
    assert (work.last_held, work.next_planned) == (last, soon)


def test_a_meeting_is_named_by_its_group_and_day(in_scope, group):
    meeting = Meeting(partnership=in_scope, group=group, held_on=date(2027, 3, 3))
    assert str(meeting) == "Governance group, 3 March 2027"
