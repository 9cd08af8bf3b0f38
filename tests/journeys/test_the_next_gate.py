"""The gate before the next stage: evidence, a decision with conditions, the conditions met."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter, pick

pytestmark = pytest.mark.browser


def test_evidence_a_decision_with_conditions_and_the_conditions_met(visit: Enter) -> None:
    page = visit("isla.reid").at("")
    page.get_by_role("link", name="Look at the gate").click()
    gate = page.get_by_role("region", name="Before sustain")
    criterion = gate.get_by_role("listitem").filter(has_text="5.5 The full business case is issued")
    expect(criterion).to_contain_text("Not yet")
    gate.get_by_role("link", name="Give evidence for 5.5").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=statement]").fill("The full business case was laid before the council.")
    page.get_by_role("button", name="Save").click()
    expect(criterion).to_contain_text("laid before the council")
    expect(criterion).not_to_contain_text("Not yet")
    gate.get_by_role("link", name="Record the decision").click()
    pick(page, "Go, with conditions")
    page.get_by_label("Reasons").fill("The results carry it.")
    page.get_by_label("Who decided").fill("Steering group")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=conditions]").fill("The council names the budget.")
    page.locator("[name=conditions_due_on]").fill("2035-03-01")
    page.get_by_role("button", name="Record the decision").click()
    expect(gate).to_contain_text("Conditions to be met by 1 March 2035")
    gate.get_by_label("How is it known that they are met?").fill("The council's minute of 3 March.")
    gate.get_by_role("button", name="Mark as met").click()
    expect(gate).to_contain_text("Conditions met on")
