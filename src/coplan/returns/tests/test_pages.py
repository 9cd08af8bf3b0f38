"""The pages of rounds and returns: who may, and bad input."""

from datetime import date

import pytest
from django_scopes import scope

from coplan.outcomes.models import Reading
from coplan.partnerships.models import PersonaRole
from coplan.partnerships.testing import make_person, take_part
from coplan.returns import services
from coplan.returns.models import Duty, Return, Round
from coplan.returns.tests.conftest import figure, questions

BASE = "/p/living-well/reporting/"


def text(answer):
    return answer.content.decode()


def path(one, part=""):
    return f"{BASE}returns/{one.number}/{part}"


@pytest.mark.parametrize("who", ["service_user", "funder_person", "evaluator", "observer"])
def test_members_see_how_far_a_round_is_and_change_nothing(
    request, signed_in, asked, return_of, partner, who
):
    client = signed_in(request.getfixturevalue(who))
    page = text(client.get(f"{BASE}{asked.number}/"))
    assert "Ferry House" in page
    assert client.get(BASE).status_code == 200
    one = return_of(partner)
    assert "The figures are shown here once they are approved." in text(client.get(path(one)))
    for part in ("report/", "import/"):
        assert client.get(path(one, part)).status_code == 403
    for part in ("approve/", "send-back/"):
        assert client.post(path(one, part), {"reason": "x"}).status_code == 403
    for part in ("duties/", "add/", f"{asked.number}/lock/", f"{asked.number}/import/"):
        assert client.get(f"{BASE}{part}").status_code == 403


def test_an_outsider_finds_nothing(signed_in, outsider, asked, return_of, partner):
    client = signed_in(outsider)
    for address in (
        BASE,
        f"{BASE}{asked.number}/",
        path(return_of(partner)),
        path(return_of(partner), "report/"),
    ):
        assert client.get(address).status_code == 404


def test_a_partner_reports_its_own_return_and_no_other(
    signed_in, contact, return_of, partner, public_partner
):
    client = signed_in(contact)
    assert client.get(path(return_of(public_partner), "report/")).status_code == 200
    theirs = return_of(partner)
    assert client.get(path(theirs, "report/")).status_code == 403
    assert client.post(path(theirs, "report/"), {"send": "1"}).status_code == 403
    assert "The figures are shown here once they are approved." in text(client.get(path(theirs)))


def test_wrong_methods_are_refused(signed_in, coordinator, return_of, partner):
    one = return_of(partner)
    assert signed_in(coordinator).get(path(one, "approve/")).status_code == 405
    assert signed_in(coordinator).get(path(one, "links/")).status_code == 405
    assert signed_in(coordinator).post(path(one)).status_code == 405


def test_the_duties_sheet_proposes_the_owners_organisation(
    signed_in, coordinator, partnership, visited, coordinator_part, partner, public_partner
):
    with scope(partnership=partnership):
        visited.owner = coordinator_part
        visited.save()
    client = signed_in(coordinator)
    page = text(client.get(f"{BASE}duties/"))
    name = f"d{visited.number}-{partner.number}"
    assert f'id="{name}" aria-label="Ferry House reports People visited" checked>' in page
    assert "proposed from its owner" in page
    answer = client.post(f"{BASE}duties/", {name: "on", "shown": visited.number})
    assert answer.url == BASE
    with scope(partnership=partnership):
        assert [str(one) for one in Duty.objects.all()] == ["People visited: Ferry House"]


def test_what_the_sheet_did_not_show_keeps_its_duties(signed_in, coordinator, duties, partnership, visited):
    signed_in(coordinator).post(f"{BASE}duties/", {"shown": visited.number})
    with scope(partnership=partnership):
        assert {one.indicator.name for one in Duty.objects.all()} == {
            "Seen twice a week",
            "Weeks to the first visit",
        }


def test_a_level_ticked_twice_keeps_the_ticks(signed_in, coordinator, wait, partner, public_partner):
    ticked = {f"d{wait.number}-{one.number}": "on" for one in (partner, public_partner)}
    answer = signed_in(coordinator).post(f"{BASE}duties/", ticked | {"shown": wait.number})
    assert answer.status_code == 422
    assert "Let one partner report it." in text(answer)
    assert text(answer).count(" checked>") == 2


def test_a_round_is_looked_at_and_then_opened(signed_in, coordinator, duties, partnership):
    client = signed_in(coordinator)
    days = {"starts_on": "2026-01-01", "ends_on": "2026-03-31", "opens_on": "2026-03-25"}
    answer = client.post(f"{BASE}add/", days | {"preview": "1"})
    assert "What would be asked for January to March 2026" in text(answer)
    assert "Ewart Council, Ferry House" in text(answer)
    with scope(partnership=partnership):
        assert Round.objects.count() == 0
    client.post(f"{BASE}add/", days)
    with scope(partnership=partnership):
        assert [(str(one), one.due_on) for one in Round.objects.all()] == [
            ("January to March 2026", date(2026, 4, 14))
        ]


def test_bad_days_are_told_at_their_field(signed_in, coordinator, duties):
    days = {"starts_on": "2026-04-01", "ends_on": "2026-03-31", "opens_on": "2026-03-25", "note": "As usual."}
    answer = signed_in(coordinator).post(f"{BASE}add/", days)
    assert answer.status_code == 422
    assert "The period must not end before it begins." in text(answer)
    assert "As usual." in text(answer)


def test_the_round_page_tells_totals_and_jumps(
    signed_in, coordinator, make, both_sent, asked, visited, return_of, partner
):
    make(
        Reading,
        indicator=visited,
        starts_on=date(2025, 10, 1),
        ends_on=date(2025, 12, 31),
        figure=20,
        source="Log",
        by=coordinator,
    )
    page = text(signed_in(coordinator).get(f"{BASE}{asked.number}/"))
    assert "Up from 20 to 42 since last time: ask what happened." in page
    assert "50% (25 of 50)" in page
    assert "0 of 2 returns approved · 2 wait for approval" in page


def test_a_coordinator_approves_and_the_readings_are_written(
    signed_in, coordinator, second, both_sent, return_of, partner, public_partner, partnership
):
    own = return_of(partner)
    mine = signed_in(coordinator)
    assert "another coordinator has to approve it" in text(mine.get(path(own)))
    mine.post(path(own, "approve/"))
    assert return_of(partner).state == "sent"
    mine.post(path(return_of(public_partner), "approve/"))
    signed_in(second).post(path(own, "approve/"))
    with scope(partnership=partnership):
        assert Reading.objects.count() == 3
        assert {one.state for one in Return.objects.all()} == {"approved"}


@pytest.mark.parametrize("part", ["send-back/", "reopen/"])
def test_a_decision_without_a_reason_says_what_to_do(
    signed_in, coordinator, both_sent, return_of, public_partner, part
):
    answer = signed_in(coordinator).post(path(return_of(public_partner), part), {"reason": ""})
    assert answer.status_code == 422
    assert "Say it in a sentence, for whoever reads this later." in text(answer)


def test_closing_asks_for_the_reason_and_names_who_is_missing(
    signed_in, coordinator, say, contact, public_partner, return_of, asked, partnership, visited
):
    say(public_partner, contact, visited=figure(30), week=figure(20, 40), visit=figure(3))
    client = signed_in(coordinator)
    client.post(path(return_of(public_partner), "approve/"))
    with scope(partnership=partnership):
        number = next(f.number for f in questions(return_of(public_partner)) if f.indicator == visited)
    address = f"{BASE}{asked.number}/close/{number}/"
    assert "Close People visited, January to March 2026 without Ferry House" in text(client.get(address))
    client.post(address, {"reason": "Their worker left."})
    assert "Closed without Ferry House by Isla Reid: Their worker left." in text(
        client.get(f"{BASE}{asked.number}/")
    )


def test_locking_with_figures_missing_says_whose(signed_in, coordinator, asked):
    answer = signed_in(coordinator).post(f"{BASE}{asked.number}/lock/")
    assert answer.status_code == 422
    assert "Figures of Ewart Council, Ferry House are not approved yet." in text(answer)


def test_two_people_see_what_the_other_stored(
    signed_in, contact, partnership, public_partner, return_of, asked, say
):
    with scope(partnership=partnership):
        asked.opens_on = date(2026, 1, 1)
        asked.save()
    one = return_of(public_partner)
    say(public_partner, contact, sending=False, visited=figure(30))
    with scope(partnership=partnership):
        name = f"q{questions(one)[0].number}"
    sent = {"version": one.version, f"{name}-figure": "31", f"{name}-source": "Log"}
    answer = signed_in(contact).post(path(one, "report/"), sent)
    page = text(answer)
    assert answer.status_code == 422
    assert "Somebody else saved this return while you were typing." in page
    assert "People visited, January to March 2026: 30 people" in page
    assert 'value="31"' in page
    again = sent | {"version": return_of(public_partner).version}
    assert signed_in(contact).post(path(one, "report/"), again).status_code == 302


def test_due_work_names_the_return_once(signed_in, contact, asked, partnership, coordinator):
    page = text(signed_in(contact).get("/p/living-well/due/"))
    assert page.count("Report for Ewart Council: January to March 2026") == 1
    assert "Report People visited" not in page


def test_nothing_is_due_from_people_of_other_partners(signed_in, partnership, asked):
    person = make_person("Ann Orr")
    take_part(partnership, person, PersonaRole.PARTNER)
    assert "Report for" not in text(signed_in(person).get("/p/living-well/due/"))


def test_a_sent_return_is_due_for_the_coordinator(signed_in, coordinator, contact, both_sent):
    page = text(signed_in(coordinator).get("/p/living-well/due/"))
    assert "Approve what Ewart Council reported for January to March 2026" in page
    assert "Approve what Ferry House" not in page


@pytest.mark.parametrize("who", ["partner_person", "coordinator"])
def test_queries_do_not_grow_with_the_returns(
    request, signed_in, django_assert_max_num_queries, asked, both_sent, who
):
    client = signed_in(request.getfixturevalue(who))
    client.get(f"{BASE}{asked.number}/")
    with django_assert_max_num_queries(22):
        client.get(f"{BASE}{asked.number}/")
    with django_assert_max_num_queries(14):
        client.get(BASE)


def test_the_service_refuses_a_locked_round_for_everything(
    partnership, coordinator, second, both_sent, asked, return_of, partner, public_partner
):
    with scope(partnership=partnership):
        services.approve(one=return_of(partner), by=second)
        services.approve(one=return_of(public_partner), by=coordinator)
        services.lock_round(round=asked, by=coordinator)
        with pytest.raises(Exception, match="Unlock it with a reason first"):
            services.reopen(one=return_of(partner), reason="Wrong.", by=coordinator)
