"""What the groups show of the gate before design."""

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.governance.models import Group, Seat
from coplan.partnerships.gates import CHECKS
from coplan.partnerships.testing import SINCE


@pytest.fixture
def say(partnership):
    def said(key):
        with scope(partnership=partnership):
            found = CHECKS[key](partnership, timezone.localdate())
        return found.met, found.words

    return said


def test_a_steering_group_needs_both_sectors(say, partnership, coordinator, partner_person):
    assert say("form.steering_group") == (False, "Add the group that steers the partnership.")
    with scope(partnership=partnership):
        group = Group.objects.create(partnership=partnership, name="Steering group", is_steering=True)
        row = {"partnership": partnership, "group": group, "starts_on": SINCE}
        Seat.objects.create(**row, participant=coordinator.parts.get())
    assert say("form.steering_group") == (False, "Seat both sectors on the group that steers.")
    with scope(partnership=partnership):
        Seat.objects.create(**row, participant=partner_person.parts.get())
    assert say("form.steering_group") == (True, "Steering group")


def test_a_seat_without_a_vote_is_not_a_seat_where_decisions_are_taken(say, partnership, service_user):
    with scope(partnership=partnership):
        group = Group.objects.create(partnership=partnership, name="Steering group", is_steering=True)
        seat = Seat.objects.create(
            partnership=partnership,
            group=group,
            starts_on=SINCE,
            participant=service_user.parts.get(),
            role="adviser",
        )
    assert say("form.service_user_seat")[0] is False
    with scope(partnership=partnership):
        seat.role = "member"
        seat.save()
    assert say("form.service_user_seat") == (True, "Rab Wilson")
