"""Somebody takes their words back; an evaluator freezes a report that nobody can change."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Enter

pytestmark = pytest.mark.browser


def test_words_that_are_taken_back_leave_no_more(visit: Enter) -> None:
    isla = visit("isla.reid", size=PHONE)
    page = isla.at("evidence-bank/")
    page.get_by_role("link", name="Cooking for others again").click()
    expect(page.get_by_role("main")).to_contain_text("There is consent until")
    page.locator("#consents").get_by_role("link", name="Consent form 14").click()
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw it").click()
    page.get_by_role("link", name="Cooking for others again").first.click()
    expect(page.get_by_role("main")).to_contain_text("Not to leave the workspace")
    page = isla.at("evidence-bank/packs/make/?use=published")
    expect(page.locator("details.kit-more").filter(has_text="inside").first).to_contain_text(
        "Cooking for others again"
    )
    assert page.get_by_role("checkbox", name="Cooking for others again").count() == 0


def test_an_evaluator_freezes_a_report_and_the_partnership_replies_beside_it(visit: Enter) -> None:
    page = visit("david.achebe").at("evaluation/reports/freeze/")
    page.get_by_label("Title").fill("Second report")
    page.get_by_label("Summary").fill("What the second winter showed.")
    page.get_by_role("button", name="Freeze it").click()
    expect(page.get_by_role("heading", name="Second report", level=1)).to_be_visible()
    address = page.url
    isla = visit("isla.reid")
    page = isla.open(address)
    page.get_by_role("link", name="Reply to it").click()
    page.get_by_label("What the partnership says to it").fill("Thank you.")
    page.get_by_role("button", name="Add the reply").click()
    expect(page.get_by_role("main")).to_contain_text("Thank you.")
    assert page.get_by_role("link", name="Edit").count() == 0
