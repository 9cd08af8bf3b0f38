"""The value map's sheet with and without script, and the logic model built without any."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter

pytestmark = pytest.mark.browser
RATIO = "Ratio, as last saved"


def test_keys_move_between_cells_and_a_share_changes_the_totals(visit: Enter) -> None:
    page = visit("isla.reid").at("value-maps/1/sheet/")
    ratio = page.locator(".kit-stats > *").filter(has_text=RATIO)
    expect(ratio).to_contain_text("£5.80")
    share = page.get_by_label("Deadweight, Lower diabetes risk")
    share.press("Enter")
    expect(page.get_by_label("Deadweight, Weight loss")).not_to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(share).to_be_focused()
    share.fill("50%")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Deadweight, Lower diabetes risk")).to_have_value("50%")
    expect(ratio).not_to_contain_text("£5.80")


def test_the_same_without_script(visit: Enter) -> None:
    page = visit("isla.reid", script=False).at("value-maps/1/sheet/")
    page.get_by_label("Deadweight, Lower diabetes risk").fill("50%")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Deadweight, Lower diabetes risk")).to_have_value("50%")
    expect(page.locator(".kit-stats > *").filter(has_text=RATIO)).not_to_contain_text("£5.80")


def test_an_outcome_is_added_linked_and_measured_without_script(visit: Enter) -> None:
    page = (isla := visit("isla.reid", script=False)).at("logic-model/")
    page.get_by_role("link", name="Add a part").click()
    page.get_by_label("Kind").select_option(label="Short-term outcome")
    page.get_by_label("In one sentence").fill("People sleep better")
    page.get_by_label("Need it answers").select_option(index=1)
    page.get_by_label("For which stakeholder group").select_option(index=1)
    page.get_by_label("National outcome").select_option(index=1)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="People sleep better", level=1)).to_be_visible()
    outcome = isla.path
    page.get_by_role("link", name="Change the links").click()
    page.get_by_label("Linked, People feel better in mind").check()
    page.get_by_label("Because, People feel better in mind").fill("rest lifts the mood")
    page.get_by_role("button", name="Save the links").click()
    expect(page.get_by_role("main")).to_contain_text("because rest lifts the mood")
    isla.open(outcome)
    page.get_by_role("link", name="Add an indicator").click()
    page.get_by_label("Name").fill("People who sleep through the night")
    page.get_by_label("Definition").fill("Say so at the last session.")
    page.get_by_label("Unit").fill("people")
    page.get_by_role("button", name="Save").click()
    indicator = isla.path
    for figure, link in (("Target", "Add a target"), ("Figure", "Add a reading")):
        isla.open(indicator)
        page.get_by_role("link", name=link).first.click()
        page.get_by_label("Period from").fill("2026-07-01")
        page.get_by_label("Period to").fill("2026-09-30")
        page.get_by_label(figure, exact=True).fill("12")
        if figure == "Figure":
            page.get_by_label("Source").fill("Sleep diaries")
        page.get_by_role("button", name="Save").click()
    isla.at("")
    line = page.get_by_role("listitem").filter(has_text="People sleep better")
    expect(line).to_contain_text("On target")
