"""The budget: lines, sums by year and funder, and spending beside the budget in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from coplan.money import queries
from coplan.money.models import BudgetLine
from coplan.money.queries import Standing, standing
from coplan.money.testing import spend

BUDGET = "/p/living-well/budget/"


@pytest.fixture
def row(public_partner):
    return {
        "title": "Two support workers",
        "sort": "staff",
        "year": "2026",
        "funder": public_partner.pk,
        "budget": "£1,250.00",
    }


def line(partnership, year, budget, spent=0, spent_to=None, **who):
    with scope(partnership=partnership):
        made = BudgetLine.objects.create(
            partnership=partnership, title="Staff", sort="staff", year=year, budget=budget, **who
        )
        if spent:
            spend(made, spent, spent_to)
        return made


def test_money_is_typed_as_people_write_it(signed_in, partner_person, partnership, row):
    client = signed_in(partner_person)
    assert client.post(f"{BUDGET}add/", row).status_code == 302
    paid = {"on": "2026-05-31", "amount": "£1,300", "document": "INV 7"}
    assert client.post(f"{BUDGET}1/spend/", paid).status_code == 302
    with scope(partnership=partnership):
        assert [(one.budget, one.spent) for one in queries.lines()] == [(Decimal(1250), Decimal(1300))]
    page = client.get(BUDGET).content.decode()
    assert "£1,250.00" in page
    assert "£50.00 over budget, within the tolerance of £250.00" in page


@pytest.mark.parametrize("outside", ["", "Ewart Trust"])
def test_one_funder_is_chosen_or_named(signed_in, coordinator, partnership, row, outside):
    asked = {**row, "outside_funder": outside} if outside else {**row, "funder": ""}
    response = signed_in(coordinator).post(f"{BUDGET}add/", asked)
    assert response.status_code == 422
    assert (
        "Choose the partner who pays, or name a funder outside: one of the two." in response.content.decode()
    )
    assert "Two support workers" in response.content.decode()


@pytest.mark.parametrize("role", ["service_user", "funder_person", "evaluator", "observer"])
def test_who_only_reads_is_refused(request, signed_in, role, partnership, row):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(BUDGET).status_code == 200
    response = client.post(f"{BUDGET}add/", row)
    assert response.status_code == 403
    assert "Change the budget, what has been spent and what was given in kind" in response.content.decode()


def test_an_outsider_finds_nothing(signed_in, outsider, partnership):
    line(partnership, 2026, 10, outside_funder="Ewart Trust")
    for address in (BUDGET, f"{BUDGET}1/", f"{BUDGET}export.csv"):
        assert signed_in(outsider).get(address).status_code == 404


@pytest.mark.parametrize(
    ("budget", "spent", "over", "expected"),
    [
        (100, 40, False, Standing("green", "£60.00 left")),
        (100, 100, False, Standing("green", "All spent, none over")),
        (100, 110, False, Standing("amber", "£10.00 over budget, within 10%")),
        (100, 111, False, Standing("red", "£11.00 over budget")),
        (100, 95, True, Standing("green", "£5.00 left")),
        (100, 80, True, Standing("amber", "£20.00 not spent in the year")),
        (0, 5, False, Standing("red", "£5.00 over budget")),
    ],
)
def test_spending_beside_its_budget_in_words(budget, spent, over, expected):
    assert standing(Decimal(budget), Decimal(spent), over=over) == expected


def test_totals_by_year_and_funder(partnership, public_partner, in_scope):
    line(partnership, 2025, 100, 40, funder=public_partner, spent_to=date(2026, 3, 31))
    line(partnership, 2026, 200, 210, funder=public_partner)
    line(partnership, 2026, 50, outside_funder="Ewart Trust")
    found = queries.totals(date(2026, 11, 1))
    assert (found.budget, found.spent, found.left) == (Decimal(350), Decimal(250), Decimal(100))
    assert [(p.words, p.budget, p.spent, p.standing.words) for p in found.by_year] == [
        ("2025-26", Decimal(100), Decimal(40), "£60.00 not spent in the year"),
        ("2026-27", Decimal(250), Decimal(210), "£40.00 left"),
    ]
    assert [(p.words, p.budget) for p in found.by_funder] == [
        ("Ewart Council", Decimal(300)),
        ("Ewart Trust", Decimal(50)),
    ]
    assert found.spent_to == date(2026, 4, 1)


def test_a_partnership_without_a_budget_adds_up_to_nothing(in_scope):
    found = queries.totals(date(2026, 11, 1))
    assert (found.budget, found.by_year, found.standing.words) == (Decimal(0), (), "All spent, none over")


def test_the_financial_year_turns_in_april():
    days = (date(2026, 3, 31), date(2026, 4, 1))
    assert [queries.year_words(queries.financial_year(day)) for day in days] == ["2025-26", "2026-27"]


def test_the_page_asks_no_more_queries_as_it_grows(
    signed_in, coordinator, partnership, public_partner, django_assert_max_num_queries
):
    for year in range(2020, 2030):
        line(partnership, year, 100, funder=public_partner)
        line(partnership, year, 100, outside_funder=f"Trust {year}")
    client = signed_in(coordinator)
    with django_assert_max_num_queries(14):
        page = client.get(BUDGET).content.decode()
    assert "£2,000.00" in page


def test_what_is_exported_can_be_imported_again(signed_in, coordinator, partnership, public_partner):
    line(partnership, 2025, 100, funder=public_partner)
    line(partnership, 2026, 200, outside_funder="Ewart Trust")
    client = signed_in(coordinator)
    exported = client.get(f"{BUDGET}export.csv")
    content = b"".join(exported.streaming_content) if exported.streaming else exported.content
    response = client.post(
        f"{BUDGET}import/", {"file": SimpleUploadedFile("budget.csv", content, "text/csv")}
    )
    assert response.status_code == 200
    assert "Two columns" not in response.content.decode()
