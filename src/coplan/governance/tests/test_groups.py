"""Groups and seats: who may see and change them, and what the group's page says plainly."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope

from coplan.governance import queries
from coplan.governance.models import Group, Meeting, Seat
from coplan.governance.structure import structure
from coplan.partnerships.testing import SINCE, make_person, take_part

GROUPS = "/p/living-well/groups/"


@pytest.fixture
def group(partnership):
    with scope(partnership=partnership):
        return Group.objects.create(partnership=partnership, name="Governance group", is_steering=True)


def seat(partnership, group, person, role="member", starts_on=SINCE, **more):
    with scope(partnership=partnership):
        part = person.parts.get()
        return Seat.objects.create(
            partnership=partnership, group=group, participant=part, role=role, starts_on=starts_on, **more
        )


def names(partnership):
    with scope(partnership=partnership):
        return [(one.number, one.name, one.is_steering) for one in Group.objects.order_by("number")]


def test_a_coordinator_adds_a_group(signed_in, coordinator, partnership):
    response = signed_in(coordinator).post(f"{GROUPS}add/", {"name": "Governance group", "is_steering": "on"})
    assert (response.status_code, response.url) == (302, f"{GROUPS}1/")
    assert names(partnership) == [(1, "Governance group", True)]


@pytest.mark.parametrize("role", ["partner_person", "service_user", "funder_person", "evaluator", "observer"])
def test_others_read_and_are_refused_with_the_plain_label(request, signed_in, role, partnership, group):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(GROUPS).status_code == 200
    assert client.get(f"{GROUPS}1/").status_code == 200
    response = client.post(f"{GROUPS}add/", {"name": "Another"})
    assert response.status_code == 403
    assert "Change groups and who sits on them" in response.content.decode()
    assert names(partnership) == [(1, "Governance group", True)]


def test_an_outsider_finds_nothing(signed_in, outsider, group):
    client = signed_in(outsider)
    for address in ("groups/", "groups/1/", "groups/add/", "seats/", "meetings/", "meetings/add/"):
        assert client.get(f"/p/living-well/{address}").status_code == 404


def test_the_list_only_reads(signed_in, coordinator, group):
    assert signed_in(coordinator).post(GROUPS).status_code == 405


def test_a_group_without_a_name_says_what_to_do_and_keeps_what_was_typed(signed_in, coordinator, partnership):
    response = signed_in(coordinator).post(f"{GROUPS}add/", {"name": "", "purpose": "To keep us honest"})
    assert response.status_code == 422
    assert "Enter a name" in response.content.decode()
    assert "To keep us honest" in response.content.decode()
    assert names(partnership) == []


def test_a_group_cannot_report_to_itself_or_below(partnership, group):
    with scope(partnership=partnership):
        below = Group.objects.create(partnership=partnership, name="Operations", reports_to=group)
        for superior in (group, below):
            group.reports_to = superior
            with pytest.raises(ValidationError, match="cannot report to itself"):
                group.full_clean()


def test_the_page_says_plainly_that_nobody_who_uses_the_service_has_a_seat(
    signed_in, coordinator, service_user, group, partnership
):
    seat(partnership, group, coordinator, "chair")
    client = signed_in(coordinator)
    page = client.get(f"{GROUPS}1/").content.decode()
    assert "Nobody who uses the service has a seat." in page
    assert "Isla Reid chairs it" in page
    seat(partnership, group, service_user)
    page = client.get(f"{GROUPS}1/").content.decode()
    assert "Nobody who uses the service has a seat." not in page
    assert "Uses the service" in page


def test_votes_are_counted_by_sector_and_advisers_are_not(
    partnership, group, coordinator, partner_person, service_user, evaluator
):
    for person in (coordinator, partner_person, service_user):
        seat(partnership, group, person)
    seat(partnership, group, evaluator, "adviser")
    with scope(partnership=partnership):
        found = queries.balance(queries.seats_today(timezone.localdate()).filter(group=group))
    assert [(one.label, one.seats, one.percent) for one in found] == [
        ("Public sector", 1, 33),
        ("People who use the service", 1, 33),
        ("Third sector", 1, 33),
    ]


def test_a_seat_that_ended_or_whose_holder_left_is_not_counted(partnership, group, coordinator, service_user):
    seat(partnership, group, coordinator, ends_on=date(2026, 2, 1))
    held = seat(partnership, group, service_user)
    with scope(partnership=partnership):
        held.participant.ends_on = date(2026, 3, 1)
        held.participant.save()
        assert list(queries.seats_today(date(2026, 2, 1))) != []
        assert list(queries.seats_today(date(2026, 3, 2))) == []


def test_a_seat_is_added_from_the_page_of_its_group(
    signed_in, coordinator, coordinator_part, group, partnership
):
    client = signed_in(coordinator)
    assert f"/p/living-well/seats/add/?group={group.number}" in client.get(f"{GROUPS}1/").content.decode()
    page = client.get(f"/p/living-well/seats/add/?group={group.number}").content.decode()
    assert f'<option value="{group.pk}" selected>Governance group</option>' in page
    row = {"group": group.pk, "participant": coordinator_part.pk, "role": "chair", "starts_on": "2026-01-05"}
    assert client.post("/p/living-well/seats/add/", row).status_code == 302
    again = client.post("/p/living-well/seats/add/", row)
    assert again.status_code == 422
    assert "This person already has a seat on this group." in again.content.decode()


def test_the_structure_shows_who_reports_to_whom(partnership, group):
    with scope(partnership=partnership):
        below = Group.objects.create(partnership=partnership, name="Operations", reports_to=group)
        Group.objects.create(partnership=partnership, name="Referrals", reports_to=below)
        tree = structure(queries.groups_with_seats(timezone.localdate()))
    shape = [(one.work.group.name, [two.work.group.name for two in one.below]) for one in tree]
    assert shape == [("Governance group", ["Operations"])]
    assert [one.work.group.name for one in tree[0].below[0].below] == ["Referrals"]


def test_pages_ask_no_more_queries_as_rows_grow(
    signed_in, coordinator, partnership, group, django_assert_max_num_queries
):
    client = signed_in(coordinator)
    for number in range(8):
        person = make_person(f"Member {number}")
        take_part(partnership, person, "service-user")
        seat(partnership, group, person)
        with scope(partnership=partnership):
            Group.objects.create(partnership=partnership, name=f"Group {number}", reports_to=group)
            Meeting.objects.create(partnership=partnership, group=group, held_on=date(2026, 1 + number, 1))
    for address in (GROUPS, f"{GROUPS}1/", "/p/living-well/seats/", "/p/living-well/meetings/"):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200


def test_a_group_with_seats_is_not_removed_until_they_are(signed_in, coordinator, group, partnership):
    held = seat(partnership, group, coordinator)
    client = signed_in(coordinator)
    client.post(f"{GROUPS}1/remove/")
    assert names(partnership) == [(1, "Governance group", True)]
    client.post(f"/p/living-well/seats/{held.number}/remove/")
    client.post(f"{GROUPS}1/remove/")
    assert names(partnership) == []
