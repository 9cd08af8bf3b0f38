"""Examining: stages, order, and suppressions with their ends."""

from datetime import date, timedelta

import pytest

from ..findings import Finding
from ..registry import RULES, code_parts
from ..run import Report, Suppressed, Suppression, examine
from ..snapshot import STAGES, Document, Evidence, Group, Need, Participant, Partner, Ref, Snapshot
from .cast import FORMED, PARTNERSHIP, TODAY, partnership

COUNCIL = Ref("partner", 1, "Carrick Council")
CHARITY = Ref("partner", 2, "Ferry House")
KEPT = Ref("suppression", 7, "F3 at Ferry House")
TOMORROW = TODAY + timedelta(days=1)


def two_single_contacts() -> Snapshot:
    """A partnership at the need stage plus one: only F3 has anything to say, twice."""
    partners = (
        Partner(COUNCIL, "public", "commissioner", contacts=1, steering_seats=1, joined_on=FORMED),
        Partner(CHARITY, "third", "lead", contacts=1, steering_seats=1, joined_on=FORMED),
    )
    people = (
        Participant(Ref("participant", 1), role="coordinator"),
        Participant(Ref("participant", 2), role="service_user", seats=1),
    )
    return partnership(
        current_stage="form",
        formed_on=TODAY,
        partners=partners,
        participants=people,
        groups=(Group(Ref("group", 1, "Steering group"), is_steering=True),),
        needs=(Need(Ref("need", 1, "Isolation"), (Evidence(Ref("evidence", 1), TODAY),)),),
        documents=(Document(Ref("document", 1), "memorandum", TODAY),),
    )


def from_council() -> Finding:
    return Finding("F3", (COUNCIL,), "Carrick Council has only one contact.", FORMED, "high")


def from_charity() -> Finding:
    return Finding("F3", (CHARITY,), "Ferry House has only one contact.", FORMED, "high")


def sustained() -> Finding:
    message = "No route and no funder is named to sustain the service."
    return Finding("T4", (PARTNERSHIP,), message, TODAY, "low")


def of_charity(until: date = TODAY) -> Suppression:
    return Suppression("F3", CHARITY, "Two staff; the trustees agreed", "Isla Reid", until, KEPT)


def test_findings_carry_the_weight_of_their_rule() -> None:
    assert examine(two_single_contacts()) == Report((from_council(), from_charity(), sustained()), ())


def test_a_rule_is_not_checked_before_its_stage() -> None:
    assert examine(partnership(current_stage="need")) == Report((), ())


def test_findings_are_ordered_by_weight_then_code() -> None:
    findings = examine(partnership()).findings
    ranks = [("high", "medium", "low").index(str(each.weight)) for each in findings]
    assert [each.code for each in findings] == ["A2", "A6", "F6", "P1", "R4", "S01", "T2", "T4"]
    assert ranks == sorted(ranks)


def test_f3_sorts_before_f10() -> None:
    assert sorted(["F10", "F6b", "F3", "F6", "A2"], key=code_parts) == ["A2", "F3", "F6", "F6b", "F10"]


def test_a_suppression_sets_aside_the_finding_about_its_record() -> None:
    assert examine(two_single_contacts(), [of_charity()]) == Report(
        (from_council(), sustained()), (Suppressed(from_charity(), of_charity()),)
    )


def test_a_suppression_without_a_record_sets_aside_the_whole_rule() -> None:
    whole = Suppression("F3", None, "Agreed until spring", "Isla Reid", TOMORROW)
    assert examine(two_single_contacts(), [whole]) == Report(
        (sustained(),), (Suppressed(from_council(), whole), Suppressed(from_charity(), whole))
    )


def test_an_expired_suppression_does_not_count_and_is_reported() -> None:
    yesterday = TODAY - timedelta(days=1)
    ran_out = Finding(
        "X2", (KEPT,), "The suppression of F3 by Isla Reid ran out on 14 March 2027.", yesterday, "low"
    )
    report = examine(two_single_contacts(), [of_charity(until=yesterday)])
    assert report == Report((from_council(), from_charity(), sustained(), ran_out), ())


def test_an_unused_suppression_is_reported() -> None:
    idle = Suppression("F3", Ref("partner", 9), "Left in May", "Isla Reid", TOMORROW, KEPT)
    unused = Finding("X1", (KEPT,), "The suppression of F3 by Isla Reid sets nothing aside.", None, "low")
    report = examine(two_single_contacts(), [idle])
    assert report == Report((from_council(), from_charity(), sustained(), unused), ())


def test_a_suppression_of_a_rule_that_does_not_exist_is_unused() -> None:
    idle = Suppression("Q9", None, "Typed by mistake", "Isla Reid", TOMORROW, KEPT)
    unused = Finding("X1", (KEPT,), "The suppression of Q9 by Isla Reid sets nothing aside.", None, "low")
    assert examine(partnership(current_stage="need"), [idle]) == Report((unused,), ())


def test_a_suppression_of_a_rule_of_another_stage_waits() -> None:
    assert examine(partnership(current_stage="need"), [of_charity()]) == Report((), ())


def test_two_suppressions_of_one_finding_are_both_in_use() -> None:
    whole = Suppression("F3", None, "Agreed until spring", "Isla Reid", TOMORROW)
    report = examine(two_single_contacts(), [of_charity(), whole])
    assert report == Report(
        (sustained(),), (Suppressed(from_council(), whole), Suppressed(from_charity(), of_charity()))
    )


def test_a_record_is_the_same_whatever_it_is_called_now() -> None:
    renamed = Suppression("F3", Ref("partner", 2, "Ferry House Trust"), "Agreed", "Isla Reid", TOMORROW)
    assert examine(two_single_contacts(), [renamed]).suppressed == (Suppressed(from_charity(), renamed),)


@pytest.mark.parametrize(
    ("code", "reason", "by", "message"),
    [
        ("F3", " ", "Isla Reid", "Say why F3 is suppressed."),
        ("F3", "Agreed", "", "Say who suppresses F3."),
        ("X1", "Agreed", "Isla Reid", "X1 cannot be suppressed. Renew or end the suppression it names."),
    ],
)
def test_a_suppression_needs_a_reason_a_person_and_a_rule_of_substance(
    code: str, reason: str, by: str, message: str
) -> None:
    with pytest.raises(ValueError) as refused:
        Suppression(code, None, reason, by, TODAY)
    assert str(refused.value) == message


def test_an_unknown_stage_is_refused() -> None:
    with pytest.raises(ValueError) as refused:
        Snapshot(TODAY, current_stage="review")
    assert str(refused.value) == "'review' is not a stage. Use one of: need, form, design, pilot, sustain."


def test_every_rule_names_stages_in_order() -> None:
    for rule in RULES.values():
        assert list(rule.stages) == sorted(rule.stages, key=STAGES.index)
