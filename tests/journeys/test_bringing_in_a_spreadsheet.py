"""A spreadsheet of risks with a mistake: told by its row, put right, imported; and the list on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter

pytestmark = pytest.mark.browser
HEAD = "Title,Probability,Impact\n"
GOOD = "The hall is sold,3 Medium,4 High\n"
BAD = "The kitchen floods,often,2 Low\n"


def _choose(page: Page, text: str) -> None:
    sheet = {"name": "risks.csv", "mimeType": "text/csv", "buffer": (HEAD + text).encode()}
    page.locator("input[type=file]").set_input_files(sheet)
    page.get_by_role("button", name="Show what would change").click()


def test_a_mistake_is_told_by_its_row_put_right_and_imported(visit: Enter) -> None:
    page = visit("isla.reid").at("risks/import/")
    _choose(page, GOOD + BAD)
    expect(page.get_by_role("main")).to_contain_text("Row 3:")
    page.get_by_role("link", name="Choose another file").click()
    _choose(page, GOOD + BAD.replace("often", "4 High"))
    page.get_by_role("button", name="Import 2 rows").click()
    for title in ("The hall is sold", "The kitchen floods"):
        expect(page.get_by_role("link", name=title)).to_be_visible()


def test_a_list_on_paper_has_its_rows_and_no_buttons(visit: Enter) -> None:
    page = visit("isla.reid").at("risks/")
    page.get_by_role("link", name="Print").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="The evening bus is cut")).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.get_by_role("link", name="Add risk")).to_have_count(0)
