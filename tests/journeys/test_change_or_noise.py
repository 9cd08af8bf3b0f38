"""A coordinator looks at all indicators, opens a chart, takes a new start back and sets it again with a reason."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Enter

pytestmark = pytest.mark.browser
NAME = "Weeks from referral to first meeting"


def test_limits_begin_anew_with_a_reason_and_stand_on_the_chart(visit: Enter) -> None:
    isla = visit("isla.reid")
    page = isla.at("indicators/at-a-glance/")
    page.get_by_role("link", name=NAME).click()
    chart = page.get_by_role("region", name="Change or noise")
    expect(chart).to_contain_text("A real change for the better")
    # The whole service's story: a change that lasted, one still being tried
    expect(chart.get_by_role("link", name="SC-005 First meetings on Saturdays too").last).to_be_visible()
    chart.get_by_role("link", name="Take back").click()
    page.get_by_label("Why it is taken back").fill("We look at it again with the evaluator.")
    page.get_by_role("button", name="Take it back").click()
    expect(chart).to_contain_text("taken back by Isla Reid")
    expect(chart).not_to_contain_text("Limits start again")
    chart.get_by_role("link", name="Let the limits begin anew").click()
    # The newest period first: too few readings would stand after it
    page.get_by_label("New limits from").select_option(index=3)
    page.get_by_label("What changed").fill("Referrals go straight to a coach")
    page.get_by_role("button", name="Let the limits begin anew").click()
    expect(page.get_by_text("Limits need 12 readings on each side of a new start.").first).to_be_visible()
    expect(page.get_by_label("What changed")).to_have_value("Referrals go straight to a coach")
    page.get_by_label("New limits from").select_option(index=12)
    page.get_by_role("button", name="Let the limits begin anew").click()
    expect(chart).to_contain_text("Limits start again: Referrals go straight to a coach")
    expect(chart).to_contain_text("Isla Reid")


def test_without_script_on_a_phone_the_page_at_a_glance_fits_and_filters(visit: Enter) -> None:
    isla = visit("isla.reid", size=PHONE, script=False)
    page = isla.at("indicators/at-a-glance/")
    every = page.get_by_role("row").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Needs attention").click()
    assert 0 < page.get_by_role("row").count() < every
