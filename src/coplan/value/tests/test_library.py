"""The library of proxies: what is shipped, uprating by the deflator, choosing, warning."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.value import library, uprating
from coplan.value.models import Proxy, ValueMap, ValueOutcome

CHOOSE = "/p/living-well/value-outcomes/1/proxy/"


@pytest.fixture
def wellby(partnership, coordinator, outcome):
    with scope(partnership=partnership):
        value_map = ValueMap.objects.get()
        value_map.price_year = "2024"
        value_map.save()
        return library.take_shipped(partnership=partnership, code="wellby-2019", by=coordinator)


def test_the_wellby_is_shipped_with_its_three_values_and_taken_once(partnership, coordinator, wellby):
    assert (wellby.low, wellby.value, wellby.high, wellby.price_year) == (10000, 13000, 16000, 2019)
    assert wellby.source == "HMT Wellbeing Guidance for Appraisal (July 2021) central"
    with scope(partnership=partnership):
        again = library.take_shipped(partnership=partnership, code="wellby-2019", by=coordinator)
        assert (again.pk, Proxy.objects.count(), library.not_yet_taken()) == (wellby.pk, 1, ())


def test_uprating_is_the_ratio_of_two_deflators():
    found = uprating.uprate(Decimal(13000), source_year=2019, target_year=2024)
    assert found.factor == Decimal("1.23291640")
    assert found.result == Decimal("16027.91")
    assert found.in_words == "£13,000.00 × 100.0000 ÷ 81.1085 = £16,027.91"
    assert uprating.uprate(Decimal(100), source_year=2015, target_year=2015).result == 100


@pytest.mark.parametrize(("text", "year"), [("2014-15", 2014), ("2024", 2024), ("", None), ("last", None)])
def test_a_financial_year_is_the_year_in_which_it_begins(text, year):
    assert uprating.year_in(text) == year


@pytest.mark.parametrize("year", [1989, 2025])
def test_years_outside_the_series_are_refused_in_words(year):
    with pytest.raises(ValidationError, match=f"known here for 1990 to 2024, and {year} is not among them"):
        uprating.uprate(Decimal(1), source_year=2019, target_year=year)


def test_a_proxy_is_shown_in_the_maps_prices_and_taken_on_the_second_press(
    signed_in, coordinator, partnership, wellby
):
    client = signed_in(coordinator)
    page = client.post(CHOOSE, {"proxy": "1", "units": "0.5"}).content.decode()
    assert "£13,000.00 × 0.5 × 100.0000 ÷ 81.1085 = £8,013.96" in page
    with scope(partnership=partnership):
        assert ValueOutcome.objects.get().proxy == 50
    assert client.post(CHOOSE, {"proxy": "1", "units": "0.5", "keep": "1"}).status_code == 302
    with scope(partnership=partnership):
        row = ValueOutcome.objects.get()
        assert (row.proxy_low, row.proxy, row.proxy_high, row.proxy_year) == (
            Decimal("6164.58"), Decimal("8013.96"), Decimal("9863.33"), "2024",
        )  # fmt: skip
        assert (row.proxy_base, row.proxy_units, row.proxy_factor) == (
            13000, Decimal("0.5"), Decimal("1.23291640"),
        )  # fmt: skip
        assert (row.uprated, row.is_typed_over) == (row.proxy, False)
    page = client.get("/p/living-well/value-outcomes/1/").content.decode()
    assert "£13,000.00 of 2019 × 0.5 × 1.2329164 = £8,013.96 in prices of 2024" in page


def test_a_typed_proxy_is_told_from_one_of_the_library(signed_in, coordinator, partnership, wellby):
    client = signed_in(coordinator)
    client.post(CHOOSE, {"proxy": "1", "units": "1", "keep": "1"})
    with scope(partnership=partnership):
        row = ValueOutcome.objects.get()
        row.proxy = row.proxy_high
        row.save()
        assert row.is_typed_over
    assert "The proxy was typed over" in client.get("/p/living-well/value-outcomes/1/").content.decode()


@pytest.mark.parametrize(
    ("price_year", "sent", "said"),
    [
        ("", {"proxy": "1", "units": "1"}, "Say first, in the map&#x27;s details"),
        ("2031", {"proxy": "1", "units": "1"}, "1990 to 2024, and 2031 is not among them"),
        ("2024", {"proxy": "", "units": "1"}, "Choose a proxy"),
        ("2024", {"proxy": "1", "units": "0"}, "Enter a number other than 0."),
    ],
)
def test_what_cannot_be_uprated_is_refused(
    signed_in, coordinator, partnership, wellby, price_year, sent, said
):
    with scope(partnership=partnership):
        value_map = ValueMap.objects.get()
        value_map.price_year = price_year
        value_map.save()
    response = signed_in(coordinator).post(CHOOSE, sent)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_an_old_proxy_warns(signed_in, observer, partnership):
    with scope(partnership=partnership):
        Proxy.objects.create(
            partnership=partnership, name="A class", value=90, unit="person", price_year=2012, source="Study"
        )
    page = signed_in(observer).get("/p/living-well/proxies/1/").content.decode()
    assert "More than five years old" in page
    assert "In prices of 2024: £90.00 × 100.0000 ÷ 71.9294 = £125.12" in page


def test_the_list_offers_what_is_shipped_until_it_is_taken(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    assert "Put it in the library" in client.get("/p/living-well/proxies/").content.decode()
    assert client.post("/p/living-well/proxies/take/wellby-2019/").status_code == 302
    assert "Put it in the library" not in client.get("/p/living-well/proxies/").content.decode()
    assert client.post("/p/living-well/proxies/take/other/").status_code == 404
