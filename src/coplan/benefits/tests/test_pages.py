"""The pages of benefits: who may, what they show, and what becomes of bad input."""

from decimal import Decimal

import pytest
from django_scopes import scope

from coplan.benefits import services
from coplan.benefits.models import Benefit, Forecast, Realised
from coplan.outcomes.models import Element

LIST = "/p/living-well/benefits/"
READ = (LIST, f"{LIST}1/", f"{LIST}map/", f"{LIST}realisation/")
WRITE = (f"{LIST}add/", f"{LIST}1/edit/", f"{LIST}1/forecast/", f"{LIST}1/realised/")


@pytest.mark.parametrize("role", ["service_user", "funder_person", "evaluator", "observer"])
def test_who_only_reads_is_refused(request, signed_in, role, benefit):
    client = signed_in(request.getfixturevalue(role))
    assert [client.get(address).status_code for address in READ] == [200] * 4
    for address in WRITE:
        response = client.get(address)
        assert response.status_code == 403
        assert "Change benefits, forecast them and report what came of them" in response.content.decode()


def test_an_outsider_finds_nothing(signed_in, outsider, benefit):
    client = signed_in(outsider)
    assert [client.get(address).status_code for address in (*READ, *WRITE)] == [404] * 8


def test_the_map_only_reads(signed_in, coordinator, benefit):
    client = signed_in(coordinator)
    assert [client.post(f"{LIST}{page}/").status_code for page in ("map", "realisation")] == [405, 405]


def test_empty_pages_say_what_to_do_first(signed_in, coordinator, observer, partnership):
    for page in ("", "map/", "realisation/"):
        assert "Add the first benefit" in signed_in(coordinator).get(LIST + page).content.decode()
        assert "Add the first benefit" not in signed_in(observer).get(LIST + page).content.decode()


def test_a_partner_adds_a_benefit(signed_in, partner_person, partnership, outcome, public_partner):
    row = {"title": "Fewer visits", "sort": "benefit", "outcome": outcome.pk, "body": public_partner.pk}
    row |= {"unit": "visits", "worth": "not-money"}
    assert signed_in(partner_person).post(f"{LIST}add/", row).url == f"{LIST}1/"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"worth": "cashable", "unit_value": "1"}, "Say from whose budget the money can be taken."),
        (
            {"worth": "avoided", "outside_body": "A trust"},
            "Enter what one unit is worth, or say it is not money.",
        ),
        (
            {"worth": "avoided", "outside_body": "A trust", "unit_value": "30"},
            "Say where the value of one unit comes from.",
        ),
        ({"worth": "not-money"}, "Say whom it is for: people, a body, or both."),
    ],
)
def test_a_profile_is_refused_with_what_to_do(signed_in, coordinator, outcome, typed, told):
    row = {"title": "Fewer visits", "sort": "benefit", "outcome": outcome.pk, "unit": "visits"} | typed
    response = signed_in(coordinator).post(f"{LIST}add/", row)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert "Fewer visits" in response.content.decode()


def test_a_forecast_is_typed_year_by_year(signed_in, coordinator, partnership, benefit):
    client = signed_in(coordinator)
    page = client.get(f"{LIST}1/forecast/")
    years = [name for name in page.context["form"].fields if name.startswith("y")]
    assert len(years) == 5
    response = client.post(f"{LIST}1/forecast/", {years[0]: "10", years[2]: "12.5", "source": "The pilot"})
    assert response.url == f"{LIST}1/"
    with scope(partnership=partnership):
        stored = [(f"y{one.year}", one.figure) for one in Forecast.objects.get().years.all()]
    assert stored == [(years[0], Decimal(10)), (years[2], Decimal("12.5"))]


def test_a_bad_forecast_keeps_what_was_typed(signed_in, coordinator, benefit):
    client = signed_in(coordinator)
    year = next(iter(client.get(f"{LIST}1/forecast/").context["form"].fields))
    response = client.post(f"{LIST}1/forecast/", {year: "ten", "source": "A guess of mine"})
    assert response.status_code == 422
    assert 'value="ten"' in response.content.decode()
    assert "A guess of mine" in response.content.decode()


def test_a_figure_taken_from_the_readings_says_so(signed_in, coordinator, partnership, benefit, read):
    read(2025, 5, 7)
    client = signed_in(coordinator)
    page = client.get(f"{LIST}1/realised/?year=2025&draw=1").content.decode()
    assert "Visits saved: 1 approved readings of 2025-26 come to 7" in page
    row = {"year": "2025", "figure": "7", "source": "Readings", "confirmed_by": "", "confirmed_on": ""}
    assert client.post(f"{LIST}1/realised/", row).url == f"{LIST}1/"
    with scope(partnership=partnership):
        assert Realised.objects.get().from_readings is True
    assert "not confirmed by the body" in client.get(f"{LIST}1/").content.decode()


def test_half_a_confirmation_is_refused(signed_in, coordinator, partnership, benefit):
    row = {"year": "2025", "figure": "7", "source": "Ledger", "confirmed_by": "Head of finance"}
    response = signed_in(coordinator).post(f"{LIST}1/realised/", row)
    assert response.status_code == 422
    assert "Give both: who confirmed it, and on which day." in response.content.decode()
    with scope(partnership=partnership):
        assert not Realised.objects.exists()


def test_an_outcome_with_a_benefit_is_not_removed(signed_in, coordinator, benefit, outcome):
    response = signed_in(coordinator).get(f"/p/living-well/logic-model/elements/{outcome.number}/remove/")
    assert "Fewer home visits" in response.content.decode()


def test_realisation_shows_both_figures_and_the_money(signed_in, coordinator, partnership, benefit):
    with scope(partnership=partnership):
        services.forecast(benefit=benefit, years={2024: Decimal(10)}, source="The pilot", by=coordinator)
    page = signed_in(coordinator).get(f"{LIST}realisation/").content.decode()
    assert "forecast 10 visits" in page
    assert "£300" in page
    assert "1 year is still to be reported." in page


def test_another_partnerships_outcome_is_refused(signed_in, coordinator, other_partnership, partnership):
    with scope(partnership=other_partnership):
        theirs = Element.objects.create(partnership=other_partnership, tier="short", title="Theirs")
    row = {
        "title": "X",
        "sort": "benefit",
        "outcome": theirs.pk,
        "unit": "y",
        "worth": "not-money",
        "outside_body": "z",
    }
    assert signed_in(coordinator).post(f"{LIST}add/", row).status_code == 422
    with scope(partnership=partnership):
        assert not Benefit.objects.exists()
