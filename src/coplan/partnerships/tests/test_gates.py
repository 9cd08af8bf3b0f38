"""Gates: what the record shows, what a person shows, and the decision."""

from datetime import date

import pytest

from coplan.partnerships import gates
from coplan.partnerships.models import Decision, Gate, Stage

TODAY = date(2026, 11, 22)
GO = {
    "decision": "go",
    "reasons": "The need is plain.",
    "decided_on": "2026-11-20",
    "decided_by": "Governance group: Isla Reid, Mairi Grant",
}


def state_of(partnership, stage):
    return gates.states(partnership, TODAY, Stage(stage))[0]


def test_criteria_are_met_from_the_record(in_scope, partner, public_partner):
    met = {one.criterion.code: one.met for one in state_of(in_scope, "design").criteria}
    assert (met["3.1"], met["3.2"], met["3.3"], met["3.6"]) == (True, True, True, False)


def test_what_is_missing_is_named(in_scope, partner, public_partner):
    contacts = next(one for one in state_of(in_scope, "design").criteria if one.criterion.code == "3.6")
    assert contacts.by_record.words == "Fewer than two contacts: Ewart Council, Ferry House."


def test_a_coordinator_records_a_decision_with_the_criteria_as_they_stood(
    signed_in, coordinator, in_scope, public_partner
):
    response = signed_in(coordinator).post("/p/living-well/gates/need/decide/", GO)
    assert response.status_code == 302
    gate = Gate.objects.get()
    assert (gate.stage, gate.decision, gate.reasons) == ("need", "go", "The need is plain.")
    assert [one["code"] for one in gate.criteria] == ["1.1", "1.2", "1.3", "1.4", "1.5"]


def test_conditions_need_their_text_and_a_day(signed_in, coordinator, in_scope):
    response = signed_in(coordinator).post(
        "/p/living-well/gates/need/decide/", {**GO, "decision": "conditions"}
    )
    assert response.status_code == 422
    assert "A decision with conditions needs the conditions and a day" in response.content.decode()
    assert Gate.objects.count() == 0


def test_a_decision_of_tomorrow_is_refused(signed_in, coordinator, in_scope):
    response = signed_in(coordinator).post(
        "/p/living-well/gates/need/decide/", {**GO, "decided_on": "2199-01-01"}
    )
    assert response.status_code == 422
    assert "Enter the day it was decided: today or earlier." in response.content.decode()
    assert Gate.objects.count() == 0


@pytest.mark.parametrize("role", ["partner_person", "service_user", "funder_person", "evaluator", "observer"])
def test_only_a_coordinator_decides(request, signed_in, role, in_scope):
    client = signed_in(request.getfixturevalue(role))
    assert client.get("/p/living-well/gates/").status_code == 200
    assert client.post("/p/living-well/gates/need/decide/", GO).status_code == 403
    assert Gate.objects.count() == 0


def test_an_outsider_finds_no_gates(signed_in, outsider, partnership):
    assert signed_in(outsider).get("/p/living-well/gates/").status_code == 404


def test_evidence_meets_a_criterion_and_a_second_keeps_the_first_in_the_bin(signed_in, coordinator, in_scope):
    client = signed_in(coordinator)
    address = "/p/living-well/gates/need/evidence/1.3/"
    for words in ("Both sectors came on 3 March.", "Both sectors came on 5 March."):
        assert client.post(address, {"statement": words, "dated_on": "2026-03-05"}).status_code == 302
    found = next(one for one in state_of(in_scope, "need").criteria if one.criterion.code == "1.3")
    assert (found.met, found.evidence.statement) == (True, "Both sectors came on 5 March.")
    assert client.get("/p/living-well/gates/need/evidence/9.9/").status_code == 404


@pytest.mark.parametrize(
    ("decided", "stage", "following"),
    [
        ([], Stage.NEED, Stage.NEED),
        ([("need", "go")], Stage.NEED, Stage.FORM),
        ([("need", "go"), ("form", "conditions")], Stage.FORM, Stage.DESIGN),
        ([("need", "go"), ("form", "stop")], Stage.NEED, Stage.FORM),
        ([(stage, "go") for stage in Stage.values], Stage.SUSTAIN, None),
    ],
)
def test_the_stage_is_that_of_the_last_gate_passed(decided, stage, following):
    made = {gate: Gate(stage=gate, decision=Decision(decision)) for gate, decision in decided}
    assert gates.current_stage(made.values()) == stage
    assert gates.next_gate(made) == following


def test_conditions_are_marked_as_met_with_how_it_is_known(signed_in, coordinator, in_scope):
    client = signed_in(coordinator)
    more = {"decision": "conditions", "conditions": "Name a funder.", "conditions_due_on": "2026-12-01"}
    client.post("/p/living-well/gates/need/decide/", {**GO, **more})
    client.post("/p/living-well/gates/need/conditions/", {"why": ""})
    assert Gate.objects.get().conditions_met_on is None
    client.post("/p/living-well/gates/need/conditions/", {"why": "The council named itself on 21 November."})
    assert Gate.objects.get().conditions_met_on is not None
