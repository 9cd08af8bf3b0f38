"""Answering a survey on a phone, in Easy Read with the keyboard; and again with the words of the first time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from django_scopes import scopes_disabled
from playwright.sync_api import Page, expect

from coplan.surveys.models import Answer, Wave
from tests.journeys.conftest import PHONE, WIDE, Enter, pick
from tests.journeys.test_every_page import _faults

pytestmark = pytest.mark.browser
NOW = "/s/example-how-are-you-now/"


def sheets(name: str) -> list[Answer]:
    with scopes_disabled():
        return list(Answer.objects.filter(wave__name=name))


def next_page(page: Page) -> None:
    page.get_by_role("button", name="Next").click()


def test_easy_read_on_a_phone_with_the_keyboard_only(visit: Enter) -> None:
    nan, axe = visit(size=PHONE), Axe()
    page = nan.open(NOW)
    assert _faults(page, axe, []) == []
    page.get_by_label("I have read this and I want to take part.").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your code words")
    assert _faults(page, axe, []) == []
    page.get_by_role("button", name="I have no code").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Question 1 of 13")).to_be_visible()
    assert _faults(page, axe, []) == []
    page.get_by_role("radio", name="0", exact=True).focus()
    for _press in range(7):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="7", exact=True)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Question 2 of 13")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("radio", name="7", exact=True)).to_be_checked()
    for _question in range(13):
        next_page(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Look at your answers")
    assert _faults(page, axe, []) == []
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert _faults(page, axe, []) == []
    (kept,) = sheets("A year on")
    assert list(kept.given.values()) == [7]
    page.get_by_role("button", name=re.compile("clear this page")).click()
    expect(page.get_by_role("main")).to_contain_text("Nothing is left on this device.")


def test_without_a_script_two_sheets_are_paired_by_the_words_kept(visit: Enter) -> None:
    with scopes_disabled():
        wave = Wave.objects.get(name="Before")
        wave.closes_on = timezone.localdate() + timedelta(days=1)
        wave.save()
    first = visit(size=PHONE, script=False)
    page = first.open("/s/example-how-are-you-before/")
    pick(page, "I have read this")
    pick(page, "Standard")
    page.get_by_role("button", name="Begin").click()
    pick(page.get_by_role("group", name=re.compile("how satisfied")), "4")  # type: ignore[arg-type]
    for _page in range(5):
        next_page(page)
    page.get_by_role("button", name="Send my answers").click()
    words = page.locator(".survey-code__words").inner_text()

    again = visit(size=PHONE, script=False)
    page = again.open(NOW)
    pick(page, "I have read this")
    pick(page, "Standard")
    page.get_by_role("button", name="Begin").click()
    slip = words[1:]
    page.get_by_label("Your four code words from last time").fill(slip)
    next_page(page)
    expect(page.get_by_role("alert")).to_contain_text(f"Did you mean “{words}")
    page.get_by_label("Your four code words from last time").fill(words.upper())
    next_page(page)
    pick(page.get_by_role("group", name=re.compile("how satisfied")), "6")  # type: ignore[arg-type]
    for _page in range(5):
        next_page(page)
    page.get_by_role("button", name="Send my answers").click()
    (later,) = sheets("A year on")
    assert later.code in {one.code for one in sheets("Before")}


def test_paper_is_typed_in_and_the_pages_about_surveys_are_sound(visit: Enter) -> None:
    isla, axe = visit("isla.reid"), Axe()
    wrong = {}
    for path in (
        "surveys/1/", "surveys/1/results/", "surveys/1/results/?by=4", "surveys/1/measures/",
        "surveys/1/questions/add/", "surveys/1/reading/", "surveys/questions/1/", "surveys/questions/4/",
        "surveys/rounds/3/", "surveys/rounds/3/edit/", "surveys/rounds/3/poster/", "surveys/rounds/3/paper/",
        "surveys/rounds/3/paper/?layout=easy", "surveys/rounds/3/type/", "surveys/rounds/2/answers/",
        "surveys/readings/1/",
    ):  # fmt: skip
        isla.page.set_viewport_size(WIDE)
        isla.at(path)
        found = _faults(isla.page, axe, [])
        isla.page.set_viewport_size(PHONE)
        found += [f"narrow: {one}" for one in _faults(isla.page, axe, [])]
        if found:
            wrong[path] = found
    assert wrong == {}
    page = isla.at("surveys/rounds/3/type/")
    pick(page, "The person ticked, or said")
    page.get_by_label("Overall, how satisfied are you with your life nowadays?").fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("10")
    page.get_by_label("Overall, how satisfied are you with your life nowadays?").fill("8")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Form kept. 1 in this batch so far.")
