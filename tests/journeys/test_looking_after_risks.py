"""A coordinator on a phone: signs in with a code, adds a risk, meets another editor, closes, undoes."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Enter

pytestmark = pytest.mark.browser
BUS = "The last bus leaves before the group ends"


def test_the_coordinator_signs_in_with_a_code_and_adds_a_risk_on_a_phone(visit: Enter) -> None:
    isla = visit(size=PHONE)
    page = isla.open("/")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").first.fill("isla.reid@example.org")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("Code")).to_be_visible()
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", str(mail.outbox[-1].body), re.M)
    assert code, mail.outbox[-1].body
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name=re.compile("Sign in|Confirm|Continue")).click()
    page.get_by_role("link", name="Living well together").first.click()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation").get_by_text("Run", exact=True).click()
    page.get_by_role("link", name="Risks", exact=True).click()
    page.get_by_role("link", name="Add risk").click()
    page.get_by_label("Title").fill(BUS)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a probability")
    expect(page.get_by_label("Title")).to_have_value(BUS)
    page.get_by_label("Probability").select_option("4")
    page.get_by_label("Impact").select_option("3")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=BUS, level=1)).to_be_visible()
    expect(page.get_by_text("score 12 (high)")).to_be_visible()


def test_two_editors_lose_nothing(visit: Enter) -> None:
    isla, david = visit("isla.reid"), visit("isla.reid")
    for one in (isla, david):
        one.at("risks/5/edit/")
    david.page.get_by_label("What we do about it").fill("The council asks the company for one more bus.")
    david.page.get_by_role("button", name="Save").click()
    expect(david.page.get_by_role("heading", name="The evening bus is cut", level=1)).to_be_visible()
    isla.page.get_by_label("What we do about it").fill("Volunteers drive people home.")
    isla.page.get_by_role("button", name="Save").click()
    alert = isla.page.get_by_role("alert").filter(has_text="Somebody else saved this")
    expect(alert.locator("ins")).to_contain_text("one more bus")
    expect(alert.locator("del")).to_contain_text("drive people home")
    expect(isla.page.get_by_label("What we do about it")).to_have_value("Volunteers drive people home.")
    isla.page.get_by_role("button", name="Save").click()
    expect(isla.page.get_by_role("definition").filter(has_text="Volunteers drive")).to_be_visible()
    expect(isla.page.locator(".kit-history")).to_contain_text("one more bus")


def test_a_risk_is_closed_with_a_reason_and_a_removal_is_undone(visit: Enter) -> None:
    isla = visit("isla.reid")
    page = isla.at("risks/13/")
    page.get_by_role("link", name="Close", exact=True).click()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say it in a sentence")
    page.get_by_label("Why is it closed?").fill("The walks moved indoors.")
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("main")).to_contain_text("The walks moved indoors.")
    page = isla.at("risks/10/")
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("table").last).not_to_contain_text("Volunteers tire")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Volunteers tire", level=1)).to_be_visible()
