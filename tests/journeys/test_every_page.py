"""Every page a coordinator can open: WCAG 2.2 AA, one heading, no sideways scroll, a quiet console."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page, expect

from coplan.kit.access import every_url
from tests.journeys.conftest import PHONE, SLUG, WIDE, Enter

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# What a narrow window can change; the rest of the rules are the same at any width
NARROW = {
    "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "button-name"]},
    "resultTypes": ["violations"],
}
IN_FULL = {
    "",
    "risks/",
    "readings/sheet/?all=1",
    "logic-model/",
    "documents/highlight-report/",
    "risks/1/edit/",
}
IN_PARTNERSHIP = "p/<slug:partnership>/"
# They only take what a form sends, open once the partnership is closed, are the evaluator's, or are files
POSTED = re.compile(r"issue/$|details/reopen/$|reports/freeze/$|\.xml$")
# One form stands for its like: they are drawn by the same template
FORMS = re.compile(r"/(add|import)/$")
KEPT_FORMS = ("risks/add/", "risks/import/", "participants/add/", "indicators/add/", "invitations/add/")
RECORDS = (
    "risks/1/",
    "risks/1/edit/",
    "risks/1/remove/",
    "risks/1/close/",
    "needs/1/",
    "evidence/1/",
    "stakeholders/1/",
    "logic-model/elements/17/",
    "logic-model/elements/17/links/",
    "indicators/3/",
    "indicators/targets/1/edit/",
    "readings/1/edit/",
    "readings/sheet/?all=1",
    "value-maps/1/",
    "value-maps/1/sheet/",
    "value-outcomes/1/edit/",
    "value-maps/1/path/",
    "value-maps/1/checks/",
    "value-maps/1/compare/",
    "value-maps/1/material/",
    "value-maps/1/assurance/",
    "indicators/15/",
    "reporting/1/",
    "reporting/returns/1/",
    "benefits/2/",
    "benefits/2/forecast/",
    "benefits/2/realised/",
    "evidence-bank/1/",
    "evaluators/1/",
    "findings/1/",
    "budget/1/",
    "surveys/1/results/",
    "tasks/1/",
    "tasks/12/move/",
    "milestones/1/reached/",
    "gates/sustain/decide/",
    "gates/sustain/evidence/5.5/",
    "documents/outline-business-case/write/decision/",
    "trace/value-map/1/",
    "health/rules/F3/",
    "documents/issued/1/",
    "risks/?print=1",
    "risks/?removed=1",
)
ELSEWHERE = (
    "/",
    "/people/me/",
    "/people/me/data/",
    "/people/organisations/",
    "/portfolio/",
    "/people/me/name/",
)


def _lists_and_tools() -> Iterator[str]:
    for url in every_url():
        if not url.route.startswith(IN_PARTNERSHIP):
            continue
        path = url.route.removeprefix(IN_PARTNERSHIP)
        if "<" in path or POSTED.search(path) or (FORMS.search(path) and path not in KEPT_FORMS):
            continue
        yield f"/p/{SLUG}/{path}"


PAGES = [*_lists_and_tools(), *(f"/p/{SLUG}/{path}" for path in RECORDS), *ELSEWHERE]
PARTS = 6


def _faults(page: Page, axe: Axe, said: list[str], rules: dict[str, Any] = RULES) -> list[str]:
    """What is wrong with the page as it stands."""
    found = [f"console: {words}" for words in said]
    for broken in axe.run(page, options=rules).response["violations"]:
        places = ", ".join(str(node["target"][0]) for node in broken["nodes"][:3])
        found.append(f"{broken['id']}: {broken['help']} ({places})")
    headings = page.locator("h1").count()
    if headings != 1:
        found.append(f"{headings} first headings")
    if not re.fullmatch(r"\S.* – coplan", page.title()):
        found.append(f"title {page.title()!r}")
    size: Any = page.viewport_size
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > size["width"]:
        found.append(f"{wide} pixels wide in {size['width']}")
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_sound_wide_and_narrow(visit: Enter, part: int) -> None:
    """The phone's width is set on the page as it is, as when a window is made narrow."""
    isla, axe, said = visit("isla.reid"), Axe(), []
    isla.page.on("console", lambda message: said.append(_words(message)) if _matters(message) else None)
    isla.page.on("pageerror", lambda error: said.append(str(error)))
    wrong: dict[str, list[str]] = {}
    for address in PAGES[part::PARTS]:
        said.clear()
        isla.page.set_viewport_size(WIDE)
        answer = isla.page.goto(f"{isla.site}{address}")
        assert answer is not None
        found = [] if answer.status == 200 else [f"answered {answer.status}"]
        found += _faults(isla.page, axe, said)
        isla.page.set_viewport_size(PHONE)
        rules = RULES if address.removeprefix(f"/p/{SLUG}/") in IN_FULL else NARROW
        found += [f"narrow: {one}" for one in _faults(isla.page, axe, [], rules)]
        if found:
            wrong[address] = found
    assert wrong == {}, "\n".join(f"{page}: {one}" for page, faults in wrong.items() for one in faults)


def _matters(message: ConsoleMessage) -> bool:
    return message.type in {"error", "warning"}


def _words(message: ConsoleMessage) -> str:
    return message.text[:200]


@pytest.mark.parametrize("address", ["/nowhere/", f"/p/{SLUG}/value-maps/999/", f"/p/{SLUG}/details/"])
def test_a_refusal_is_a_page_like_any_other(visit: Enter, address: str) -> None:
    jean = visit("jean.kerr", size=PHONE)
    answer = jean.page.goto(f"{jean.site}{address}")
    assert answer is not None
    assert answer.status == (403 if "details" in address else 404)
    assert _faults(jean.page, Axe(), []) == []
    expect(jean.page.get_by_role("main").get_by_role("link").first).to_be_visible()


def test_the_keyboard_skips_to_the_words_and_focus_is_seen(visit: Enter) -> None:
    page = visit("isla.reid").at("risks/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").locator(":focus-visible")).to_have_count(1)
    focused = page.locator(":focus-visible")
    assert focused.evaluate(
        "one => { const style = getComputedStyle(one);"
        " return style.outlineStyle !== 'none' || style.boxShadow !== 'none' }"
    )


def test_signing_in_is_sound_too(visit: Enter) -> None:
    stranger, axe = visit(size=PHONE), Axe()
    for address in ("/", reverse("account_login"), reverse("account_request_login_code")):
        stranger.open(address)
        assert _faults(stranger.page, axe, []) == [], address
