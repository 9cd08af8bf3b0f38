"""Routes and possible funders, and the pipeline they stand in."""

from datetime import date
from decimal import Decimal

import pytest
from django_scopes import scope

from coplan.money.models import BudgetLine
from coplan.partnerships.gates import CHECKS
from coplan.sustainability import queries
from coplan.sustainability.models import Prospect, Route

PIPELINE = "/p/living-well/funders/pipeline/"


def funder(partnership, name, state, amount=None, year=None, **more):
    with scope(partnership=partnership):
        return Prospect.objects.create(
            partnership=partnership, outside=name, state=state, amount=amount, year=year, **more
        )


def test_a_partner_names_a_route(signed_in, partner_person, partnership):
    row = {"title": "The board's own budget", "sort": "mainstream", "state": "preferred"}
    response = signed_in(partner_person).post("/p/living-well/routes/add/", row)
    assert response.url == "/p/living-well/routes/1/"


def test_a_dropped_route_is_no_longer_named(partnership, in_scope):
    kept = Route.objects.create(partnership=partnership, title="A grant", sort="grant")
    Route.objects.create(partnership=partnership, title="A mutual", sort="mutual", state="dropped")
    assert list(queries.named_routes()) == [kept]


def test_a_commitment_needs_its_amount(signed_in, coordinator, partnership):
    response = signed_in(coordinator).post(
        "/p/living-well/funders/add/", {"outside": "Ewart Trust", "state": "commitment"}
    )
    assert response.status_code == 422
    assert "Enter the amount that is committed." in response.content.decode()
    assert "Ewart Trust" in response.content.decode()


@pytest.mark.parametrize("role", ["service_user", "funder_person", "evaluator", "observer"])
def test_who_only_reads_is_refused(request, signed_in, role, partnership):
    client = signed_in(request.getfixturevalue(role))
    for address in (PIPELINE, "/p/living-well/routes/", "/p/living-well/funders/"):
        assert client.get(address).status_code == 200
    for address in ("/p/living-well/routes/add/", "/p/living-well/funders/add/"):
        response = client.get(address)
        assert response.status_code == 403
        assert "Change how the service is to go on, and who may pay for it" in response.content.decode()


def test_an_outsider_finds_nothing(signed_in, outsider, partnership):
    for address in (PIPELINE, "/p/living-well/routes/", "/p/living-well/funders/"):
        assert signed_in(outsider).get(address).status_code == 404


def test_the_pipeline_only_reads(signed_in, coordinator, partnership):
    assert signed_in(coordinator).post(PIPELINE).status_code == 405


def test_the_empty_pipeline_teaches(signed_in, coordinator, observer, partnership):
    assert "Add the first possible funder" in signed_in(coordinator).get(PIPELINE).content.decode()
    page = signed_in(observer).get(PIPELINE).content.decode()
    assert "Nobody is named yet" in page
    assert "Add the first possible funder" not in page


def test_funders_stand_by_state_with_their_amounts(partnership, in_scope):
    one = funder(partnership, "Ewart Trust", "interest", 100)
    two = funder(partnership, "The board", "commitment", 200, in_writing=True)
    three = funder(partnership, "A bank", "declined")
    found = [(step.state, step.prospects, step.amount) for step in queries.prospects_by_state()]
    assert found == [
        ("interest", (one,), Decimal(100)),
        ("conversation", (), Decimal(0)),
        ("commitment", (two,), Decimal(200)),
        ("declined", (three,), Decimal(0)),
    ]


def test_each_year_shows_what_the_commitments_do_not_cover(partnership, in_scope):
    funder(partnership, "Ewart Trust", "conversation", 30, 2028)
    funder(partnership, "The board", "commitment", 60, 2028)
    funder(partnership, "A bank", "declined", 500, 2029)
    BudgetLine.objects.create(
        partnership=partnership,
        title="Staff",
        sort="staff",
        year=2028,
        budget=100,
        outside_funder="The board",
    )
    found = queries.years_ahead(queries.prospects_by_state())
    assert [(y.words, y.budget, y.interest, y.conversation, y.commitment, y.gap) for y in found] == [
        ("2028-29", Decimal(100), Decimal(0), Decimal(30), Decimal(60), Decimal(40))
    ]


def test_the_page_says_what_is_in_writing(signed_in, coordinator, partnership, django_assert_max_num_queries):
    for number in range(6):
        funder(partnership, f"Trust {number}", "commitment", 10, 2028, in_writing=bool(number % 2))
    client = signed_in(coordinator)
    with django_assert_max_num_queries(10):
        page = client.get(PIPELINE).content.decode()
    assert page.count("Not in writing") == 3
    assert "£60.00 a year in all" in page
    assert "No budget to compare" in page


def test_the_gate_asks_for_a_route_and_for_a_funder_with_amount_and_year(partnership, in_scope):
    def say(key):
        found = CHECKS[key](partnership, date(2027, 1, 1))
        return found.met, found.words

    assert say("sustain.route_named") == (False, "Name a route: contract, grant or other.")
    Route.objects.create(partnership=partnership, title="A grant", sort="grant")
    assert say("sustain.route_named") == (True, "A grant")
    funder(partnership, "Ewart Trust", "interest", 100)
    funder(partnership, "A bank", "declined", 100, 2028)
    assert say("sustain.funder_named") == (False, "Name a funder with the amount and the year.")
    funder(partnership, "The board", "interest", 100, 2028)
    assert say("sustain.funder_named") == (True, "The board, 2028-29")
