"""What the gates read from need, outcomes and readings."""

from datetime import date

from coplan.need.models import Evidence, Need
from coplan.need.services import agree_to_need
from coplan.outcomes.models import Element, Indicator, Reading
from coplan.outcomes.services import approve_readings
from coplan.partnerships.gates import CHECKS

TODAY = date(2026, 11, 22)


def said(key, partnership):
    found = CHECKS[key](partnership, TODAY)
    return found.met, found.words


def test_a_need_with_its_trigger_and_three_pieces_of_evidence(in_scope):
    assert said("need.has_statement", in_scope) == (False, "State the need.")
    need = Need.objects.create(partnership=in_scope, title="People wait too long.", trigger="A closure.")
    assert said("need.has_statement", in_scope) == (True, "People wait too long.")
    assert said("need.has_trigger", in_scope) == (True, "A closure.")
    for at in range(3):
        assert said("need.evidence_3", in_scope) == (False, f"{at} pieces of evidence")
        Evidence.objects.create(
            partnership=in_scope,
            need=need,
            what=f"Fact {at}",
            source="Survey",
            dated_on=TODAY,
            said_by="Carers",
        )
    assert said("need.evidence_3", in_scope) == (True, "3 pieces of evidence")


def test_a_definition_is_shared_when_every_partner_agrees(in_scope, coordinator_part, partner):
    need = Need.objects.create(partnership=in_scope, title="People wait too long.")
    assert said("need.shared_definition", in_scope) == (False, "Not agreed yet by Ferry House.")
    agree_to_need(
        need=need, part=coordinator_part, version=need.version, today=TODAY, by=coordinator_part.person
    )
    assert said("need.shared_definition", in_scope) == (True, "All agree: People wait too long.")


def test_outcomes_want_indicators_baselines_and_readings(in_scope, coordinator, second_coordinator):
    outcome = Element.objects.create(partnership=in_scope, tier="short", title="People are seen sooner")
    missing = (False, "Without an indicator: People are seen sooner")
    assert said("design.outcomes_have_indicators", in_scope) == missing
    indicator = Indicator.objects.create(
        partnership=in_scope, outcome=outcome, name="Days waited", definition="From referral.", unit="days"
    )
    assert said("design.outcomes_have_indicators", in_scope) == (True, "1 outcomes, each with an indicator")
    assert said("design.baselines", in_scope) == (False, "Without a baseline: Days waited")
    assert said("sustain.readings", in_scope) == (
        False,
        "Without an approved reading: People are seen sooner",
    )
    reading = Reading.objects.create(
        partnership=in_scope,
        indicator=indicator,
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 9, 30),
        figure=12,
        source="Case notes",
        by=coordinator,
    )
    assert said("sustain.readings", in_scope) == (
        False,
        "Without an approved reading: People are seen sooner",
    )
    approve_readings(readings=[reading], by=second_coordinator)
    assert said("sustain.readings", in_scope) == (True, "Every outcome has an approved reading.")


def test_without_a_value_map_the_last_gate_says_so(in_scope):
    assert said("sustain.value_map", in_scope) == (False, "There is no value map yet.")
