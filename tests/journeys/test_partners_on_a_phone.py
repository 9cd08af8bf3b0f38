"""A partner's people on a phone: this period's figures; an invitation; their own data."""

from __future__ import annotations

import json
import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Enter, pick

pytestmark = pytest.mark.browser


def test_figures_are_reported_within_four_screens(visit: Enter) -> None:
    peter = visit("peter.nowak", size=PHONE)
    page = peter.at("readings/sheet/")
    page.get_by_role("link", name=re.compile("have begun|has begun")).click()
    page.get_by_label("Figure, People who move more").fill("160")
    page.get_by_label("Figure, Volunteers who passed the course").fill("eight")
    page.get_by_role("button", name="Store these readings").click()
    expect(page.get_by_role("alert")).to_contain_text("Volunteers who passed the course")
    page.get_by_label("Figure, Volunteers who passed the course").fill("8")
    page.get_by_role("button", name="Store these readings").click()
    expect(page.get_by_role("status")).to_contain_text("2 readings were stored.")
    assert peter.screens <= 4


def test_an_invited_person_lands_in_the_partnership_without_an_account(visit: Enter) -> None:
    page = visit("isla.reid").at("invitations/")
    page.get_by_role("link", name="Invite").first.click()
    page.get_by_label("Name").fill("Nan Brodie")
    page.get_by_label("E-mail address").fill("nan.brodie@example.org")
    page.get_by_label("Role").select_option(label="Partner")
    page.get_by_label("Acts for").select_option(label="Ferry House")
    page.get_by_role("button", name=re.compile("invit", re.I)).click()
    expect(page.get_by_role("main")).to_contain_text("Nan Brodie")
    link = re.search(r"https?://\S+/invitation\S+", str(mail.outbox[-1].body))
    assert link, mail.outbox[-1].body

    nan = visit(size=PHONE)
    phone = nan.open(re.sub(r"^https?://[^/]+", "", link[0]))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("You are invited to Living well together")
    phone.get_by_role("button", name="Accept").click()
    assert nan.path == "/p/living-well-together/"
    phone.goto(f"{nan.site}/people/me/data/")
    with phone.expect_download() as file:
        phone.get_by_role("link", name="Download all of it").click()
    with open(file.value.path(), encoding="utf-8") as stored:
        assert "nan.brodie@example.org" in json.dumps(json.load(stored))
    phone.get_by_role("link", name="Have my account removed").click()
    pick(phone, "I understand that it cannot be undone")
    phone.get_by_role("button", name="Remove my account").click()
    expect(phone.get_by_role("main")).to_contain_text("Your account was removed")
    page.goto(f"{nan.site}/p/living-well-together/participants/")
    expect(page.get_by_role("main")).not_to_contain_text("Nan Brodie")
