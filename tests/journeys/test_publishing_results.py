"""From a figure typed by area to the page that everybody reads, on a phone too."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, pick

pytestmark = pytest.mark.browser


def field(page, label):
    """The field of just these words, said to be optional or not."""
    return page.get_by_label(re.compile(rf"^\s*{label}\s*(\(optional\))?\s*$"))


def test_a_coordinator_publishes_and_a_stranger_reads_it_on_a_phone(visit):
    isla = visit("isla.reid", script=False)
    page = isla.at("publications/")
    page.get_by_role("link", name="Add publication of results").click()
    page.get_by_label("Title").fill("Who joined, by area")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Choose the figures").first.click()
    page.get_by_label("Publish, People who joined in the quarter").check()
    page.get_by_label("Area, People who joined in the quarter").check()
    page.get_by_role("button", name="See what readers would see").click()
    expect(page.get_by_role("heading", name="What readers would see")).to_be_visible()
    # The other publication stands and hid these
    expect(page.get_by_text("figures are hidden: why")).to_be_visible()
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish for everybody").click()
    address = page.get_by_role("link", name="The page that everybody can read").get_attribute("href")

    stranger = visit(size=PHONE)
    page = stranger.open(address and f"{stranger.site}{address}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who joined, by area")
    expect(page.locator("main")).to_contain_text("A c stands for a figure")
    expect(page.locator("main")).not_to_contain_text("Isla Reid")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    with page.expect_download() as file:
        page.get_by_role("link", name=re.compile("Download")).click()
    assert '"c"' in file.value.path().read_text(encoding="utf-8-sig")


def test_parts_that_do_not_add_up_are_told_and_then_stored(visit):
    callum = visit("callum.fraser")
    page = callum.at("readings/add/?indicator=15")
    figures = {"Figure": "36", "Out of": "50", "Town": "20", "Town, out of": "25", "Harbour": "14"}
    for label, figure in {**figures, "Harbour, out of": "25"}.items():
        field(page, label).fill(figure)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("the groups add up to 34, the figure is 36: 2 are missing")
    field(page, "Not known").fill("2")
    field(page, "Not known, out of").fill("2")
    field(page, "Harbour, out of").fill("23")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("not approved yet")).to_be_visible()

    isla = visit("isla.reid")
    page = isla.at("readings/approve/")
    pick(page, "People who finish all eight sessions")
    page.get_by_role("button", name="Approve what is ticked").click()
    expect(page.get_by_text("1 reading is approved.")).to_be_visible()
