"""From a figure of the outline business case to its readings and the need; issued, signed, changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Enter, pick

pytestmark = pytest.mark.browser


def test_an_evaluator_follows_a_figure_to_its_readings_in_two_clicks(visit: Enter) -> None:
    page = visit("david.achebe").at("documents/outline-business-case/")
    figure = page.get_by_role("row").filter(has_text="£118,031.90").first
    figure.get_by_role("link", name="source").last.click()
    page.locator("#sources :target").get_by_role("link").first.click()
    ladder = page.get_by_role("main").get_by_role("list").first
    expect(ladder.get_by_text("Reading", exact=False).first).to_be_visible()
    expect(ladder).to_contain_text("149 people")
    # And on down: the indicator, the outcome, the need and what shows it
    for rung in ("IN-003 People who move more", "L-017 People move more", "N-001 About 900 people", "E-001"):
        expect(ladder.get_by_role("link", name=rung).first).to_be_visible()
    ladder.get_by_role("link", name="E-001").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("912 adults")


def _give_word(page: Page, decision: str, reason: str = "") -> None:
    pick(page, decision)
    page.locator("[name=reason]").fill(reason)
    page.get_by_role("button", name="Give this word").click()


def test_it_is_issued_signed_off_and_declined_and_later_changes_show(visit: Enter) -> None:
    isla = visit("isla.reid")
    page = isla.at("documents/outline-business-case/")
    page.get_by_label("What this issue is for").fill("For the steering group, to decide on the pilot.")
    page.get_by_role("button", name="Issue", exact=True).click()
    expect(page.get_by_role("region", name="Who has signed")).to_contain_text("Approved: 0. Declined: 0")
    issued = isla.path

    peter = visit("peter.nowak", size=PHONE)
    phone = peter.open("/")
    phone.get_by_role("link", name="Living well together").first.click()
    phone.goto(f"{peter.site}{issued}")
    phone.get_by_role("link", name="Sign off").click()
    pick(phone, "Step by Step Ewart")
    _give_word(phone, "It approves")
    expect(phone.get_by_role("status")).to_contain_text("Step by Step Ewart approved")
    phone.get_by_role("link", name="Sign off").click()
    pick(phone, "The Kitchen Table Project")
    _give_word(phone, "It declines")
    expect(phone.get_by_role("alert")).to_contain_text("Say why your organisation declines")
    _give_word(phone, "It declines", "The kitchens are not in the budget of the third year.")
    expect(phone.get_by_role("status")).to_contain_text("The Kitchen Table Project declined")

    page = isla.at("budget/3/edit/")
    page.get_by_label("Budget", exact=False).first.fill("61000")
    page.get_by_label("Why", exact=False).first.fill("The trust pays for a fifth evening.")
    page.get_by_role("button", name="Save").click()
    page = isla.open(issued)
    signed = page.get_by_role("region", name="Who has signed")
    expect(signed).to_contain_text("Approved: 1. Declined: 1")
    expect(signed).to_contain_text("The kitchens are not in the budget")
    changed = page.get_by_role("region", name="Changed since it was issued")
    expect(changed.locator("ins").filter(has_text="61,000").first).to_be_visible()


def test_a_highlight_report_is_ready_to_send_within_three_screens(visit: Enter) -> None:
    isla = visit("isla.reid")
    page = isla.at("")
    isla.screens = 0
    page.get_by_role("link", name="Highlight report").first.click()
    page.get_by_label("What this issue is for").fill("For the steering group.")
    page.get_by_role("button", name="Issue", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Highlight report")
    with page.expect_download() as sent:
        page.get_by_role("link", name="Download the PDF").click()
    with open(sent.value.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"
    assert isla.screens <= 3
