"""A month's figures: from the e-mail on a phone without a password, to a coordinator's approval."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import expect

from coplan.outcomes.models import Indicator
from coplan.partnerships.models import Partner, Partnership
from coplan.people.models import Person
from coplan.returns import services
from coplan.returns.models import Duty, Return, Round
from tests.journeys.conftest import PHONE, SLUG, WIDE, Enter

pytestmark = pytest.mark.browser


def add_two_figures() -> Return:
    """Step by Step reports three figures in a new round, due in a week."""
    today = timezone.localdate()
    partnership = Partnership.objects.get(slug=SLUG)
    isla = Person.objects.get(email="isla.reid@example.org")
    with scope(partnership=partnership):
        walks = Partner.objects.get(organisation__name="Step by Step Ewart")
        held = Indicator.objects.get(name="Group sessions held in the month")
        for name in ("Walks led", "People on the walks"):
            made = Indicator(
                partnership=partnership, outcome=held.outcome, name=name, definition="In the month.",
                unit="walks", frequency="monthly", baseline=0, baseline_on=today - timedelta(days=100),
            )  # fmt: skip
            made.save()
            Duty(partnership=partnership, indicator=made, partner=walks).save()
        last = Round.objects.order_by("-ends_on").first()
        assert last is not None
        first = last.ends_on + timedelta(days=1)
        following = (first + timedelta(days=32)).replace(day=1)
        services.open_round(
            partnership=partnership, starts_on=first, ends_on=following - timedelta(days=1), opens_on=today,
            due_on=following + timedelta(days=13), by=isla, note="Two minutes, please.",
        )  # fmt: skip
        return Return.objects.select_related("round").get(round__starts_on=first, partner=walks)


def test_three_figures_from_the_mail_on_a_phone_within_four_screens(visit: Enter) -> None:
    sandra = visit(size=PHONE)
    one = add_two_figures()
    mail.outbox.clear()
    services.remind(today=one.round.due_on)
    sandras = next(each for each in mail.outbox if each.to == ["sandra.muir@example.org"])
    link = re.search(r"https?://\S+(/r/\S+)", str(sandras.body))
    assert link, sandras.body

    page = sandra.open(link[1])
    expect(page.get_by_role("main")).to_contain_text("You report as Sandra Muir for Step by Step Ewart.")
    figures = page.get_by_label("Figure", exact=True)
    sources = page.get_by_label("Where the figure comes from")
    expect(figures).to_have_count(3)
    for place, figure in enumerate(("10", "14", "eighty")):
        figures.nth(place).fill(figure)
        sources.nth(place).fill("Walk leaders' log")
    page.get_by_label("Town").fill("10")
    page.get_by_role("button", name="Send these figures").click()
    expect(page.get_by_role("alert")).to_contain_text("must be a number")
    expect(figures.nth(1)).to_have_value("14")
    figures.nth(2).fill("80")
    page.get_by_role("button", name="Send these figures").click()
    expect(page.get_by_role("main")).to_contain_text("Sent by Sandra Muir")
    assert sandra.screens <= 4
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_coordinator_sends_back_approves_and_closes(visit: Enter, script: bool) -> None:
    isla = visit("isla.reid", size=WIDE, script=script)
    page = isla.at("reporting/")
    page.get_by_role("link", name="Approve what Step by Step Ewart sent").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("main")).to_contain_text("Approved")
    page.get_by_role("link", name=re.compile("The whole round for")).click()
    expect(page.get_by_role("main")).to_contain_text("Up from 18 to 31 since last time: ask what happened.")
    page.get_by_role("link", name="Close without").click()
    page.get_by_label(re.compile("Why is it closed without them")).fill("The kitchen was flooded.")
    page.get_by_role("button", name="Close it without them").click()
    expect(page.get_by_role("main")).to_contain_text("Closed without The Kitchen Table Project by Isla Reid")
    page.get_by_role("link", name="Lock the round").click()
    page.get_by_role("button", name="Lock the round").click()
    expect(page.get_by_role("main")).to_contain_text("locked on")
