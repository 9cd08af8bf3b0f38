"""The evaluator sees all evidence and changes none of it."""

from __future__ import annotations

from datetime import date

import pytest

from coplan.kit.access import ACTIONS
from coplan.partnerships.roles import Standing

PAGE = "/p/living-well/"
CHANGES = (
    "outcomes.change_indicators",
    "outcomes.change_logic_model",
    "outcomes.enter_readings",
    "value.change",
    "need.change_evidence",
    "partnerships.give_evidence",
)


@pytest.mark.parametrize("code", CHANGES)
def test_no_action_on_evidence_is_open_to_the_evaluator(partnership, evaluator, code):
    standing = Standing(evaluator, date(2027, 3, 3), partnership, (), frozenset({"evaluator"}))
    assert ACTIONS[code].predicate.test(standing, None) is False


@pytest.mark.parametrize("address", ["indicators/add/", "readings/add/", "value-maps/add/", "evidence/add/"])
def test_a_form_on_evidence_is_refused_and_the_list_is_shown(signed_in, evaluator, address):
    client = signed_in(evaluator)
    assert client.get(f"{PAGE}{address}").status_code == 403
    assert client.get(f"{PAGE}{address.removesuffix('add/')}").status_code == 200
