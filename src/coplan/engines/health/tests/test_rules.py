"""Each rule passes one partnership and finds fault with another."""

import pytest

from ..registry import RULES
from ..run import ABOUT_SUPPRESSIONS
from . import cases_evidence, cases_people, cases_running
from .cast import Case

CASES = [*cases_people.CASES, *cases_evidence.CASES, *cases_running.CASES]
NAMES = [case.code for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_rule_has_nothing_to_say_of_a_partnership_that_learned_the_lesson(case: Case) -> None:
    assert tuple(RULES[case.code].check(case.passing)) == ()


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_rule_says_what_is_wrong_and_where(case: Case) -> None:
    assert tuple(RULES[case.code].check(case.failing)) == case.findings


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_case_is_told_at_a_stage_where_its_rule_is_checked(case: Case) -> None:
    assert {case.passing.current_stage, case.failing.current_stage} <= set(RULES[case.code].stages)


def test_every_rule_has_a_case() -> None:
    assert {case.code for case in CASES} | set(ABOUT_SUPPRESSIONS) == set(RULES)
