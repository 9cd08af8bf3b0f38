"""Where the money goes: an answer that came in later narrows the range; a new study from nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter

pytestmark = pytest.mark.browser


def test_asking_the_nurse_narrows_the_range(visit: Enter) -> None:
    page = visit("isla.reid").at("local-economy/1/")
    expect(page.get_by_text("2.17 to 2.37")).to_be_visible()
    page.get_by_role("link", name="Open the sheet").click()
    page.get_by_label("Spent here again, Nurse's time").fill("40%")
    page.get_by_label("How that is known, Nurse's time").select_option("Asked in a survey")
    page.get_by_role("button", name="Save and see the result").click()
    expect(page.get_by_text("2.20 to 2.32")).to_be_visible()
    expect(page.get_by_text("Nobody has asked yet about Bus fares")).to_be_visible()


def test_a_study_is_begun_and_a_share_typed_wrongly_is_told_at_its_cell(visit: Enter) -> None:
    page = visit("isla.reid", script=False).at("local-economy/add/")
    for label, text in (
        ("Title", "The grant"), ("What counts as local", "KW postcodes"), ("Year", "2026-27"),
        ("Income, round 1", "£10,000"), ("Source of the income", "Ledger"),
    ):  # fmt: skip
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Fill in the first rows").click()
    page.locator("#id_r0-name").fill("Bakery")
    page.locator("#id_r0-amount").fill("10000")
    page.locator("#id_r0-local").fill("80")
    page.locator("#id_r0-local_how").select_option("From records")
    page.get_by_role("button", name="Save and see the result").click()
    link = page.get_by_role("link", name="Bakery: Write it as 40% or as 0.4, from 0% to 100%.")
    expect(link).to_have_attribute("href", "#id_r0-local")
    page.locator("#id_r0-local").fill("80%")
    page.locator("#id_r0-respent").fill("0.8")
    page.locator("#id_r0-respent_how").select_option("Asked in a survey")
    page.get_by_role("button", name="Save and see the result").click()
    expect(page.get_by_text("2.44", exact=True)).to_be_visible()
