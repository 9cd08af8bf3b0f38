"""A coordinator moves a task: sees what shifts with it, changes their mind about the length, confirms."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Enter

pytestmark = pytest.mark.browser
PAPERS = "Write the seminar's two pages"


def test_a_task_is_moved_after_a_look_at_what_shifts(visit: Enter) -> None:
    isla = visit("isla.reid")
    page = isla.at("plan/")
    expect(page.get_by_role("heading", name="Plan", level=1)).to_be_visible()
    page.get_by_role("link", name=PAPERS).first.click()
    page.get_by_role("link", name="Move", exact=True).click()
    expect(page.get_by_label("Working days")).to_have_value("4")
    page.get_by_label("Working days").fill("40")
    page.get_by_label("What kind of reason").select_option("people")
    page.get_by_role("button", name="Show what would shift").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why the date moves")
    page.get_by_label("Why, in words").fill("Isla is away for three weeks.")
    page.get_by_role("button", name="Show what would shift").click()
    effect = page.get_by_role("region", name="What this would do")
    expect(effect).to_contain_text("working days later")
    expect(effect).to_contain_text("A seminar on how to sustain the service")
    page.get_by_label("Working days").fill("9")
    page.get_by_role("button", name="Move it").click()
    # Another length than the one looked at: its effect comes first
    expect(effect).to_be_visible()
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("heading", name=PAPERS, level=1)).to_be_visible()
    moved = page.get_by_role("main")
    expect(moved).to_contain_text("from 4 working days to 9 working days")
    expect(moved).to_contain_text("Isla is away for three weeks.")


def test_a_partner_sees_on_a_phone_what_is_theirs_and_says_it_is_done(visit: Enter) -> None:
    jean = visit("jean.kerr", size=PHONE)
    page = jean.at("plan/?whose=mine&done=none")
    expect(page.get_by_role("main")).to_contain_text("2 rows")
    page.get_by_role("link", name="Gather what people say").first.click()
    page.get_by_role("link", name="It is done").click()
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_role("main")).to_contain_text("Done on")
    expect(page.get_by_role("link", name="It is done")).to_have_count(0)
