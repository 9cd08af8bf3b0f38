"""A ledger comes in: a mistake is told by its row, the codes find their lines, and the import is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Enter

pytestmark = pytest.mark.browser
HEAD = "Posting date,Net amount,Cost centre,Reference,Description\n"


def _choose(page: Page, text: str) -> None:
    sheet = {"name": "ledger.csv", "mimeType": "text/csv", "buffer": (HEAD + text).encode()}
    page.locator("input[type=file]").set_input_files(sheet)
    page.get_by_role("button", name="Read the file").click()


def test_a_ledger_is_mapped_imported_and_taken_back(visit: Enter) -> None:
    day = f"{timezone.localdate() - timedelta(days=2):%d/%m/%Y}"
    good = f"{day},£41.50,4300 Transport,T 900,Late taxi\n{day},(8.25),9999 New,T 901,Ticket returned\n"
    page = visit("isla.reid").at("budget/ledger/")
    _choose(page, good + f"{day},ten pounds,4300 Transport,T 902,Bus\n")
    expect(page.get_by_role("main")).to_contain_text("Row 4, Net amount: “ten pounds” cannot be used")
    page.get_by_role("button", name="Cancel the import").click()
    _choose(page, good)
    expect(page.get_by_role("main")).to_contain_text("Choose a line for 9999 New")
    choice = page.get_by_role("row", name="9999 New").get_by_role("combobox").first
    choice.select_option(index=1)
    page.get_by_role("button", name="Look again with these lines").click()
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.get_by_role("main")).to_contain_text("2 entries, £33.25 in all.")
    page.get_by_label("Why it is taken back").fill("The month was not closed")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("main")).to_contain_text("The month was not closed")


def test_the_budget_is_read_on_a_phone_by_a_funder(visit: Enter) -> None:
    page = visit("helen.ogilvie", size=PHONE, script=False).at("budget/")
    expect(page.get_by_role("main")).to_contain_text("Forecast to end £1,100.00 over")
    page.get_by_role("link", name="Money by funder").click()
    expect(page.get_by_role("heading", name="The Larchwood Trust")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
