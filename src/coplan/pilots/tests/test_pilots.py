"""Pilots: a short one is saved but said plainly to be short."""

from datetime import date

import pytest
from django_scopes import scope

from coplan.partnerships.gates import CHECKS
from coplan.pilots import queries
from coplan.pilots.models import Pilot

PILOTS = "/p/living-well/pilots/"
ROW = {"name": "Befriending in two towns", "starts_on": "2027-04-01", "ends_on": "2028-03-31"}


def pilot(partnership, start, end, **more):
    with scope(partnership=partnership):
        return Pilot.objects.create(
            partnership=partnership, name="Pilot", starts_on=start, ends_on=end, **more
        )


def test_a_partner_adds_a_pilot_of_a_year(signed_in, partner_person, partnership):
    client = signed_in(partner_person)
    assert client.post(f"{PILOTS}add/", ROW).url == f"{PILOTS}1/"
    assert "shorter than 12 months" not in client.get(f"{PILOTS}1/").content.decode().split("<dl")[0]


def test_a_short_pilot_without_a_reason_is_kept_and_said_plainly(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    assert client.post(f"{PILOTS}add/", {**ROW, "ends_on": "2028-03-30"}).status_code == 302
    assert "This pilot is shorter than 12 months" in client.get(f"{PILOTS}1/").content.decode()
    reason = {**ROW, "ends_on": "2028-03-30", "short_reason": "The grant ends with the year", "version": "1"}
    assert client.post(f"{PILOTS}1/edit/", reason).status_code == 302
    assert "This pilot is shorter than 12 months" not in client.get(f"{PILOTS}1/").content.decode()


@pytest.mark.parametrize("role", ["service_user", "funder_person", "evaluator", "observer"])
def test_who_only_reads_is_refused(request, signed_in, role, partnership):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(PILOTS).status_code == 200
    response = client.post(f"{PILOTS}add/", ROW)
    assert response.status_code == 403
    assert "Change the pilot" in response.content.decode()


def test_an_outsider_finds_nothing(signed_in, outsider, partnership):
    pilot(partnership, date(2027, 4, 1), date(2028, 3, 31))
    for address in (PILOTS, f"{PILOTS}1/", f"{PILOTS}add/"):
        assert signed_in(outsider).get(address).status_code == 404


def test_a_pilot_must_end_after_it_starts(signed_in, coordinator, partnership):
    response = signed_in(coordinator).post(f"{PILOTS}add/", {**ROW, "ends_on": "2027-03-31"})
    assert response.status_code == 422
    assert "The pilot must end after it starts." in response.content.decode()
    assert "Befriending in two towns" in response.content.decode()


def test_the_current_pilot_runs_today_else_comes_next_else_ended_last(partnership, in_scope):
    assert queries.current_pilot(date(2027, 1, 1)) is None
    first = pilot(partnership, date(2027, 4, 1), date(2028, 3, 31))
    second = pilot(partnership, date(2029, 4, 1), date(2030, 3, 31))
    days = (date(2027, 1, 1), date(2027, 5, 1), date(2028, 5, 1), date(2031, 1, 1))
    assert [queries.current_pilot(day) for day in days] == [first, first, second, second]


def test_the_gate_asks_for_the_pilots_first_and_last_day(partnership, in_scope):
    check = CHECKS["pilot.plan_dates"]
    assert check(partnership, date(2027, 1, 1)).met is False
    pilot(partnership, date(2027, 4, 1), date(2028, 3, 31))
    found = check(partnership, date(2027, 1, 1))
    assert (found.met, found.words) == (True, "Pilot: 1 April 2027 to 31 March 2028.")
