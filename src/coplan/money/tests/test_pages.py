"""The budget's pages: who may, what is kept of bad input, and what each says."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.money import queries
from coplan.money.models import BudgetRevision, Commitment, Entry, Explanation, Forecast, RoleRate
from coplan.money.testing import spend

HOME = "/p/living-well/budget/"
SEEN = ["", "funders/", "forecasts/", "costs/", "ledger/", "commitments/", "match/", "1/", "entries/1/"]
CHANGED = ["sheet/", "tolerance/", "1/spend/", "1/forecast/", "1/explain/", "1/months/", "1/shares/"]


@pytest.fixture
def paid(staff, partnership):
    with scope(partnership=partnership):
        return spend(staff, 1000, "2025-05-31", document="INV 1")


@pytest.mark.parametrize("role", ["funder_person", "observer", "service_user"])
def test_every_member_sees_and_only_those_who_may_change(request, signed_in, paid, role):
    client = signed_in(request.getfixturevalue(role))
    assert {client.get(HOME + page).status_code for page in SEEN} == {200}
    assert {client.get(HOME + page).status_code for page in CHANGED} == {403}
    assert client.post(f"{HOME}entries/1/", {"reason": "x", "on": "2025-06-01"}).status_code == 403


def test_an_outsider_finds_nothing(signed_in, outsider, paid):
    client = signed_in(outsider)
    assert {client.get(HOME + page).status_code for page in (*SEEN, *CHANGED)} == {404}


@pytest.mark.parametrize("page", ["funders/", "forecasts/", "costs/"])
def test_pages_to_read_take_no_post(signed_in, coordinator, paid, page):
    assert signed_in(coordinator).post(HOME + page).status_code == 405


def test_spending_outside_the_year_is_refused_and_kept(signed_in, coordinator, staff, partnership):
    client = signed_in(coordinator)
    page = client.post(f"{HOME}1/spend/", {"on": "2024-01-31", "amount": "1,250.00", "text": "Early bill"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "31 January 2024 is not in 2025-26" in text
    assert "Early bill" in text
    assert client.post(f"{HOME}1/spend/", {"on": "2025-05-31", "amount": "0"}).status_code == 422
    with scope(partnership=partnership):
        assert not Entry.objects.exists()


def test_a_wrong_entry_is_reversed_on_its_page(signed_in, coordinator, paid, partnership):
    client = signed_in(coordinator)
    assert client.post(f"{HOME}entries/1/", {"on": "2025-06-01", "reason": ""}).status_code == 422
    assert client.post(f"{HOME}entries/1/", {"on": "2025-06-01", "reason": "Keyed twice"}).status_code == 302
    page = client.get(f"{HOME}1/").content.decode()
    assert "takes back EN-001" in page
    assert "−£1,000.00" in page


def test_a_revised_budget_needs_its_reason_and_keeps_the_old(signed_in, coordinator, staff, partnership):
    client = signed_in(coordinator)
    first = {
        "title": "Staff",
        "sort": "staff",
        "year": "2025",
        "outside_funder": "Ewart Trust",
        "version": "1",
    }
    client.post(f"{HOME}add/", {**first, "budget": "12000"})
    refused = client.post(f"{HOME}2/edit/", {**first, "budget": "15000"})
    assert "Say why the budget is revised" in refused.content.decode()
    client.post(f"{HOME}2/edit/", {**first, "budget": "15000", "why": "A second post"})
    with scope(partnership=partnership):
        kept = list(BudgetRevision.objects.order_by("number").values_list("before", "after", "reason"))
    assert kept == [(None, Decimal(12000), ""), (Decimal(12000), Decimal(15000), "A second post")]
    assert "before: £12,000.00" in client.get(f"{HOME}2/").content.decode()


def test_a_line_with_spending_is_not_removed(signed_in, coordinator, paid):
    page = signed_in(coordinator).post(f"{HOME}1/remove/")
    assert page.status_code == 409
    assert "£1,000.00 has been spent of it" in page.content.decode()


def test_a_month_is_entered_for_all_lines_at_once(signed_in, coordinator, staff, make, partnership):
    make(type(staff), title="Rent", sort="premises", year=2025, budget=600, outside_funder="T")
    client = signed_in(coordinator)
    sheet = f"{HOME}sheet/?month=2025-05"
    wrong = client.post(sheet, {"on": "2025-05-31", "b1-amount": "£900", "b2-amount": "fifty"})
    assert wrong.status_code == 422
    assert "£900" in wrong.content.decode() or "900" in wrong.content.decode()
    sent = {"on": "2025-05-31", "text": "May", "b1-amount": "£900", "b2-amount": "", "b1-document": "J1"}
    assert client.post(sheet, sent).status_code == 302
    with scope(partnership=partnership):
        [entry] = Entry.objects.all()
        assert (entry.line_id, entry.amount, entry.text, entry.document) == (staff.pk, 900, "May", "J1")


def test_a_round_of_forecasts_is_made_for_all_lines_and_compared(signed_in, coordinator, staff, partnership):
    today = timezone.localdate()
    with scope(partnership=partnership):
        staff.year = queries.financial_year(today)
        staff.save()
    client = signed_in(coordinator)
    sheet = f"{HOME}sheet/?of=forecast"
    sent = {"dated_on": today.isoformat(), "name": "Half-year", "b1-outturn": "11000", "b1-reason": ""}
    assert "Say what the forecast rests on" in client.post(sheet, sent).content.decode()
    assert client.post(sheet, {**sent, "b1-reason": "A late start"}).status_code == 302
    with scope(partnership=partnership):
        assert list(Forecast.objects.values_list("outturn", "name")) == [(Decimal(11000), "Half-year")]
    page = client.get(f"{HOME}forecasts/").content.decode()
    assert "Half-year" in page
    assert "£11,000" in page


def test_a_variance_is_explained_and_shown_to_the_funder(
    signed_in, coordinator, funder_person, staff, expect, partnership
):
    expect(staff, 20000)
    with scope(partnership=partnership):
        spend(staff, 20000, "2025-10-01")
    client = signed_in(coordinator)
    assert client.post(f"{HOME}1/explain/", {"text": ""}).status_code == 422
    assert client.post(f"{HOME}1/explain/", {"text": "Two people were ill."}).status_code == 302
    with scope(partnership=partnership):
        assert Explanation.objects.get().variance == 8000
    for page in ("", "1/", "funders/?funder=Ewart+Trust"):
        assert "Two people were ill." in signed_in(funder_person).get(HOME + page).content.decode()


def test_an_order_is_paid_from_its_page(signed_in, coordinator, staff, partnership):
    client = signed_in(coordinator)
    order = {"line": staff.pk, "what": "Report", "amount": "900", "ordered_on": "2025-05-01"}
    assert client.post(f"{HOME}commitments/add/", order).status_code == 302
    page = client.get(f"{HOME}commitments/1/").content.decode()
    assert "/budget/1/spend/?order=1" in page
    with scope(partnership=partnership):
        key = Commitment.objects.get().pk
    paid = {"on": "2025-06-01", "amount": "880", "commitment": key, "is_last": "on"}
    assert client.post(f"{HOME}1/spend/?order=1", paid).status_code == 302
    with scope(partnership=partnership):
        assert Commitment.objects.get().ended_on == date(2025, 6, 1)
        assert queries.lines().get().spent == 880


def test_months_and_shares_that_do_not_add_up_say_by_how_much(signed_in, coordinator, staff, company):
    client = signed_in(coordinator)
    assert "add up to £500.00" in client.post(f"{HOME}1/months/", {"m0": "500"}).content.decode()
    assert "add up to 40%" in client.post(f"{HOME}1/shares/", {"o1": "40"}).content.decode()
    assert client.post(f"{HOME}1/shares/", {"o1": "100"}).status_code == 302
    assert client.post(f"{HOME}1/months/", {"m0": "12000"}).status_code == 302


def test_hours_are_added_at_a_rate(signed_in, partner_person, partner, partnership):
    client = signed_in(partner_person)
    rate = {
        "role": "Volunteer",
        "rate": "12.60",
        "is_volunteer": "on",
        "source": "Wage",
        "dated_on": "2025-04-01",
    }
    assert "Add the first rate" in client.get("/p/living-well/in-kind/").content.decode()
    assert client.post("/p/living-well/in-kind/rates/add/", rate).status_code == 302
    with scope(partnership=partnership):
        key = RoleRate.objects.get().pk
    hours = {"partner": partner.pk, "role": key, "month": "2025-05-20", "hours": "10", "source": "Book"}
    assert client.post("/p/living-well/in-kind/add/", hours).status_code == 302
    page = client.get("/p/living-well/in-kind/").content.decode()
    assert "£126.00" in page
    assert "May 2025" in page
