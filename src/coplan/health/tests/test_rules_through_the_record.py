"""Each rule that every partnership is held to: it sees the trouble in the record, and sees it mended."""

from datetime import date, timedelta
from decimal import Decimal

from django_scopes import scope

from coplan.documents.models import Issued, SignOff
from coplan.governance.models import Group, Meeting, Seat
from coplan.money.models import BudgetLine
from coplan.money.testing import spend
from coplan.need.models import Evidence, Need
from coplan.outcomes.models import Element, Indicator, Link, Reading
from coplan.partnerships.models import CriterionEvidence, Decision, Gate, Participant, PersonaRole
from coplan.partnerships.testing import SINCE, make_person, take_part
from coplan.pilots.models import Pilot
from coplan.raid.models import Action, Risk
from coplan.sustainability.models import Prospect, Route
from coplan.value.models import ValueMap, ValueOutcome


def test_a_partner_with_one_contact(at_pilot, coordinator_part, partner, messages_of, mend):
    mend(coordinator_part, is_contact=True)
    assert messages_of("F3") == ["Ferry House has only one contact."]
    second = take_part(at_pilot, make_person("Ann Bell"), PersonaRole.PARTNER, partner)
    mend(second, is_contact=True)
    assert messages_of("F3") == []
    mend(second, ends_on=second.starts_on)
    assert messages_of("F3") == ["Ferry House has only one contact."]


def test_nobody_who_uses_the_service_has_a_seat(at_pilot, service_user, messages_of):
    assert messages_of("A2") == ["Nobody who uses the service has a seat in any group."]
    with scope(partnership=at_pilot):
        group = Group.objects.create(partnership=at_pilot, name="Steering group", is_steering=True)
        seat = Seat.objects.create(
            partnership=at_pilot, group=group, participant=service_user.parts.get(), starts_on=SINCE
        )
    assert messages_of("A2") == []
    with scope(partnership=at_pilot):
        seat.remove()
    assert messages_of("A2") == ["Nobody who uses the service has a seat in any group."]


def test_a_risk_without_an_owner_or_overdue_for_review(at_pilot, coordinator_part, today, messages_of, mend):
    with scope(partnership=at_pilot):
        risk = Risk.objects.create(partnership=at_pilot, title="Too few referrals", probability=4, impact=4)
    assert len(messages_of("G01")) == 1
    assert messages_of("G01b") == [
        "The risk 'R-001 Too few referrals' scores 16 and has no action against it."
    ]
    mend(risk, owner=coordinator_part, review_on=today)
    assert messages_of("G01") == []
    with scope(partnership=at_pilot):
        Action.objects.create(partnership=at_pilot, title="Ask GPs", risk=risk, due_on=today)
    assert messages_of("G01b") == []
    mend(risk, review_on=today - timedelta(days=1))
    assert len(messages_of("G01")) == 1


def test_an_outcome_without_an_indicator_and_one_without_a_baseline(at_pilot, today, messages_of, mend):
    with scope(partnership=at_pilot):
        outcome = Element.objects.create(partnership=at_pilot, tier="short", title="Less lonely")
    assert len(messages_of("R4")) == 1
    with scope(partnership=at_pilot):
        indicator = Indicator.objects.create(
            partnership=at_pilot, outcome=outcome, name="Loneliness score", definition="UCLA", unit="points"
        )
    assert messages_of("R4") == []
    assert messages_of("G04") == ["The indicator 'Loneliness score' has no baseline."]
    mend(indicator, baseline=Decimal(6), baseline_on=today)
    assert messages_of("G04") == []


def test_nobody_is_set_to_gather_an_indicator(at_pilot, coordinator_part, today, messages_of, mend):
    with scope(partnership=at_pilot):
        outcome = Element.objects.create(partnership=at_pilot, tier="short", title="Less lonely")
        indicator = Indicator.objects.create(
            partnership=at_pilot, outcome=outcome, name="Loneliness score", definition="UCLA", unit="points"
        )
    assert messages_of("R3") == ["The indicator 'Loneliness score' has no owner."]
    mend(indicator, owner=coordinator_part)
    assert messages_of("R3") == []


def test_a_reading_is_overdue(at_pilot, coordinator, today, messages_of):
    with scope(partnership=at_pilot):
        outcome = Element.objects.create(partnership=at_pilot, tier="output", title="Visits")
        indicator = Indicator.objects.create(
            partnership=at_pilot,
            outcome=outcome,
            name="Visits made",
            definition="Visits",
            unit="visits",
            frequency="monthly",
        )
        first = {
            "partnership": at_pilot,
            "indicator": indicator,
            "figure": 4,
            "source": "Diary",
            "by": coordinator,
        }
        start = (today - timedelta(days=150)).replace(day=1)
        Reading.objects.create(**first, starts_on=start, ends_on=start + timedelta(days=27))
    assert len(messages_of("R5")) == 1
    with scope(partnership=at_pilot):
        Reading.objects.create(**first, starts_on=today.replace(day=1), ends_on=today)
    assert messages_of("R5") == []


def test_a_short_pilot_without_a_reason(at_pilot, messages_of, mend):
    with scope(partnership=at_pilot):
        pilot = Pilot.objects.create(
            partnership=at_pilot, name="Two towns", starts_on=date(2027, 4, 1), ends_on=date(2027, 9, 30)
        )
    assert len(messages_of("G02")) == 1
    mend(pilot, short_reason="The grant is for half a year")
    assert messages_of("G02") == []


def test_no_route_or_funder_is_named(at_pilot, messages_of, mend):
    assert messages_of("T4") == ["No route and no funder is named to sustain the service."]
    with scope(partnership=at_pilot):
        route = Route.objects.create(partnership=at_pilot, title="A contract", sort="contract")
        Prospect.objects.create(partnership=at_pilot, outside="Ewart Trust")
    assert messages_of("T4") == []
    assert messages_of("G05") != []
    mend(route, state="dropped")
    assert messages_of("T4") == ["No route is named to sustain the service."]


def test_no_funder_has_committed_in_writing_and_the_pilot_ends_soon(at_pilot, today, messages_of, mend):
    with scope(partnership=at_pilot):
        Pilot.objects.create(
            partnership=at_pilot,
            name="P",
            starts_on=today - timedelta(days=300),
            ends_on=today + timedelta(days=90),
        )
        funder = Prospect.objects.create(
            partnership=at_pilot, outside="Ewart Trust", state="commitment", amount=5
        )
    assert len(messages_of("S03")) == 1
    mend(funder, in_writing=True)
    assert messages_of("S03") == []


def test_a_value_without_a_source_or_a_range(at_pilot, messages_of, mend):
    with scope(partnership=at_pilot):
        value_map = ValueMap.objects.create(partnership=at_pilot, title="Forecast")
        row = ValueOutcome.objects.create(
            partnership=at_pilot, value_map=value_map, code="O1", title="Less lonely", quantity=20, proxy=500
        )
    assert messages_of("V6") == ["The value claimed for 'Less lonely' has no source."]
    assert len(messages_of("V5")) == 1
    mend(row, proxy_source="Unit costs 2026")
    assert messages_of("V6") == []
    mend(
        row, quantity_low=10, quantity_high=30, deadweight_reason="Few would", attribution_reason="Ours alone"
    )
    assert messages_of("V5") == []


def test_the_steering_group_is_missing_or_has_not_met(at_pilot, today, messages_of):
    assert messages_of("F6") == ["There is no steering group."]
    with scope(partnership=at_pilot):
        group = Group.objects.create(partnership=at_pilot, name="Steering group", is_steering=True)
        person = make_person("Ann Bell")
        part = take_part(at_pilot, person, PersonaRole.SERVICE_USER)
        Seat.objects.create(partnership=at_pilot, group=group, participant=part, starts_on=SINCE)
        planned = Meeting.objects.create(partnership=at_pilot, group=group, held_on=today)
    assert messages_of("F6") == ["Steering group has never met."]
    with scope(partnership=at_pilot):
        planned.state = "held"
        planned.save()
    assert messages_of("F6") == []


def test_a_partner_has_no_seat_on_the_steering_group(at_pilot, coordinator_part, public_partner, messages_of):
    with scope(partnership=at_pilot):
        group = Group.objects.create(partnership=at_pilot, name="Steering group", is_steering=True)
        Seat.objects.create(partnership=at_pilot, group=group, participant=coordinator_part, starts_on=SINCE)
    assert messages_of("F6b") == ["Ewart Council has no seat on the steering group."]


def test_one_sector_outvotes_the_others_and_advisers_do_not_count(at_pilot, partner, messages_of, mend):
    with scope(partnership=at_pilot):
        group = Group.objects.create(partnership=at_pilot, name="Steering group", is_steering=True)
    seats = []
    for name in ("Ann Bell", "Cat Dunn", "Eve Fox"):
        part = take_part(at_pilot, make_person(name), PersonaRole.PARTNER, partner)
        with scope(partnership=at_pilot):
            seats.append(
                Seat.objects.create(partnership=at_pilot, group=group, participant=part, starts_on=SINCE)
            )
    assert messages_of("S02") == ["The third sector holds 3 of the 3 seats of Steering group."]
    for seat in seats[1:]:
        mend(seat, role="adviser")
    assert messages_of("S02") == []


def test_nobody_coordinates_and_nobody_commissions(at_pilot, messages_of, request, mend):
    assert len(messages_of("S01")) == 1
    assert messages_of("T2") == ["No partner takes part as a commissioner."]
    request.getfixturevalue("coordinator")
    request.getfixturevalue("public_partner")
    assert messages_of("S01") == []
    assert messages_of("T2") == []


def test_a_need_without_evidence_or_agreement(at_pilot, partner, today, messages_of):
    with scope(partnership=at_pilot):
        need = Need.objects.create(partnership=at_pilot, title="People are lonely")
    assert len(messages_of("P1")) == 1
    assert messages_of("L01") == ["The need 'People are lonely' is not yet agreed by Ferry House."]
    with scope(partnership=at_pilot):
        Evidence.objects.create(
            partnership=at_pilot,
            need=need,
            what="One in five",
            source="Survey",
            dated_on=today,
            said_by="The board",
        )
    assert messages_of("P1") == []


def test_an_outcome_is_tied_by_itself_or_by_what_it_leads_to(at_pilot, messages_of):
    with scope(partnership=at_pilot):
        need = Need.objects.create(partnership=at_pilot, title="People are lonely")
        short = Element.objects.create(partnership=at_pilot, tier="short", title="Meets a friend")
        long = Element.objects.create(partnership=at_pilot, tier="long", title="Lives well", need=need)
    assert len(messages_of("G06")) == 1
    with scope(partnership=at_pilot):
        Link.objects.create(partnership=at_pilot, source=short, target=long)
    assert messages_of("G06") == []


def test_a_budget_line_is_overspent(at_pilot, messages_of, mend):
    with scope(partnership=at_pilot):
        line = BudgetLine.objects.create(
            partnership=at_pilot,
            title="Staff",
            sort="staff",
            year=2026,
            budget=100,
            outside_funder="Trust",
        )
        spend(line, 120)
    assert messages_of("G08") == ["£120.00 has been spent on 'Staff, 2026-27', against £100.00."]
    mend(line, budget=Decimal(120))
    assert messages_of("G08") == []


def test_a_condition_of_a_gate_is_overdue(at_pilot, today, messages_of, mend):
    with scope(partnership=at_pilot):
        gate = Gate.objects.get(stage="pilot")
    mend(
        gate, decision=Decision.CONDITIONS, conditions="Sign it", conditions_due_on=today - timedelta(days=1)
    )
    assert len(messages_of("G09")) == 1
    mend(gate, conditions_met_on=today)
    assert messages_of("G09") == []


def test_the_memorandum_is_not_signed_by_every_partner(at_pilot, coordinator, partner, messages_of):
    assert messages_of("A6") == ["Nothing shows that the memorandum of understanding is signed."]
    with scope(partnership=at_pilot):
        issued = Issued.objects.create(
            partnership=at_pilot,
            code="memorandum",
            title="Memorandum of understanding",
            gathered={},
            digest="a" * 64,
            issued_by=coordinator,
        )
    assert messages_of("A6") == ["Memorandum of understanding is not yet signed by Ferry House."]
    with scope(partnership=at_pilot):
        SignOff.objects.create(
            partnership=at_pilot,
            document=issued,
            partner=partner,
            decision="approved",
            by=Participant.objects.get(person=coordinator),
            digest="a" * 64,
        )
    assert messages_of("A6") == []


def test_a_memorandum_signed_on_paper_counts_where_the_gate_has_evidence_of_it(
    at_pilot, coordinator, today, messages_of
):
    with scope(partnership=at_pilot):
        CriterionEvidence.objects.create(
            partnership=at_pilot,
            stage="design",
            criterion="3.7",
            statement="Signed by every director on 3 March.",
            dated_on=today,
            by=coordinator,
        )
    assert messages_of("A6") == []


def test_a_rule_of_a_later_stage_is_not_asked_yet(partnership, messages_of):
    assert messages_of("A6") == []
    assert messages_of("T4") == []
