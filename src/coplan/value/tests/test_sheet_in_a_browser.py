"""The sheet under the hands: typing a share, moving by keyboard, saving, with and without script."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(page, live_server, client):
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/p/living-well/value-maps/1/sheet/")


def test_enter_moves_down_and_the_totals_follow_a_save(page, live_server, signed_in, coordinator, value_map):
    opened(page, live_server, signed_in(coordinator))
    cell = page.get_by_label("Deadweight, Feel fitter")
    expect(cell).to_have_value("20%")
    cell.fill("60%")
    cell.press("Enter")
    expect(page.locator("#id_outcomes-1-deadweight")).to_be_focused()
    page.locator("#id_outcomes-1-deadweight").press("Shift+Enter")
    expect(cell).to_be_focused()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Deadweight, Feel fitter")).to_have_value("60%")
    expect(page.get_by_role("cell", name="£2,000.00")).to_have_count(2)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_it_works_without_script(page, live_server, signed_in, coordinator, value_map):
    opened(page, live_server, signed_in(coordinator))
    page.get_by_label("Deadweight, Feel fitter").fill("140%")
    page.get_by_role("button", name="Save", exact=True).click()
    link = page.get_by_role("link", name="a: Write it as 10% or as 0.1, from 0% to 100%.")
    expect(link).to_have_attribute("href", "#id_outcomes-0-deadweight")
    page.get_by_label("Deadweight, Feel fitter").fill("0.6")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Deadweight, Feel fitter")).to_have_value("60%")
