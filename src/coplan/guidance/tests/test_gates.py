"""Five gates, each with a handful of criteria that are checked from the record or by evidence."""

import re

import pytest

from coplan.guidance import STAGES, Gate, gate, gates


def test_there_is_a_gate_before_each_stage() -> None:
    assert tuple(each.stage for each in gates()) == STAGES
    with pytest.raises(KeyError):
        gate("party")


@pytest.mark.parametrize("each", gates(), ids=lambda each: each.stage)
def test_a_gate_has_four_to_seven_criteria_numbered_in_order(each: Gate) -> None:
    number = STAGES.index(each.stage) + 1
    assert 4 <= len(each.criteria) <= 7
    assert [criterion.code for criterion in each.criteria] == [
        f"{number}.{place}" for place in range(1, len(each.criteria) + 1)
    ]


def test_a_person_is_asked_only_what_the_record_cannot_know() -> None:
    by_evidence = {
        each.stage: sum(not criterion.automatic for criterion in each.criteria) for each in gates()
    }
    assert by_evidence == {"need": 3, "form": 1, "design": 0, "pilot": 1, "sustain": 1}


def test_automatic_checks_are_named_once_by_the_part_of_the_record() -> None:
    keys = [criterion.met_by for each in gates() for criterion in each.criteria if criterion.automatic]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(rf"({'|'.join(STAGES)})\.[a-z0-9_]+", key) for key in keys)


def test_every_criterion_says_why_and_on_whose_authority() -> None:
    for criterion in (criterion for each in gates() for criterion in each.criteria):
        assert criterion.why.endswith(".")
        assert len(criterion.source) > 30
