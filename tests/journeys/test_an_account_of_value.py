"""From a check to its answer, from the forecast to what came, and to a frozen pack."""

from __future__ import annotations

import zipfile

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter

pytestmark = pytest.mark.browser


def test_a_check_is_answered_and_a_pack_is_frozen(visit: Enter) -> None:
    page = visit("isla.reid").at("value-maps/1/checks/")
    check = page.locator("section", has=page.get_by_role("heading", name="Was each outcome screened")).last
    expect(check).to_contain_text("3 of 3 still to put right or to answer.")
    check.get_by_text("Answer it").first.click()
    check.get_by_label("Why it is right as it is").first.fill("The gym asked for it, and it is under 1%.")
    check.get_by_role("button", name="Keep the answer").first.click()
    expect(check).to_contain_text("2 of 3 still to put right or to answer.")

    page.get_by_role("link", name="Forecast and evaluation").click()
    expect(page.get_by_text("and brought £5.80")).to_be_visible()
    page.get_by_role("link", name="What is material").click()
    row = page.get_by_role("row", name="i Raised profile")
    expect(row.get_by_label("The people it happens to say it matters")).to_be_visible()
    row.get_by_label("Decision, Raised profile").select_option("no")
    row.get_by_label("Why, Raised profile").fill("Nobody but the charity itself named it.")
    page.get_by_role("button", name="Save the screen").click()
    expect(page.get_by_text("The screen was saved.")).to_be_visible()

    page.get_by_role("link", name="Assurance", exact=True).click()
    page.get_by_label("What this pack is for").fill("For the auditor")
    page.get_by_role("button", name="Freeze it").click()
    expect(page.get_by_text("The stored files are those that were made")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download everything (ZIP)").click()
    with zipfile.ZipFile(waiting.value.path()) as kept:
        assert "Nobody but the charity itself named it." in kept.read("assurance.html").decode()


def test_a_proxy_is_chosen_without_script(visit: Enter) -> None:
    page = visit("isla.reid", script=False).at("value-maps/2/")
    page.get_by_role("link", name="p People sleep better").first.click()
    expect(page.get_by_text("£13,000.00 of 2019 × 0.1 × 0.92040168 = £1,196.52")).to_be_visible()
    page.get_by_role("link", name="Choose a proxy").click()
    page.get_by_label("Proxy").select_option(
        label="PX-001 A cookery class at the college, one term: £96.00 (2023)"
    )
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_text("£96.00 × 74.6524 ÷ 96.2507 = £74.46")).to_be_visible()
    page.get_by_role("button", name="Take this proxy").click()
    expect(page.get_by_text("The proxy was taken")).to_be_visible()
