"""Every rule leads to a page that exists, and none of its parts is missing."""

import pytest
from django.urls import reverse

from coplan.engines.health.registry import RULES
from coplan.guidance.lessons.library import for_rule
from coplan.health.queries import NOT_RECORDED
from coplan.health.remedies import ELSEWHERE, PAGES, page_of
from coplan.kit.models import model_of_kind


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_rule_leads_to_a_real_page_and_a_real_kind_of_record(rule):
    name, words, kind = page_of(rule)
    assert reverse(name, args=["living-well"]).startswith("/p/living-well/")
    assert str(words)
    assert model_of_kind(kind).kind == kind


def test_no_page_is_named_that_no_rule_needs():
    assert set(PAGES) == {rule.remedy_page for rule in RULES.values()}


def test_rules_named_apart_exist():
    assert set(RULES) >= NOT_RECORDED | set(ELSEWHERE)


def test_every_rule_of_ours_but_coplans_own_rests_on_a_lesson():
    assert [code for code in RULES if for_rule(code) is None] == ["X1", "X2"]
