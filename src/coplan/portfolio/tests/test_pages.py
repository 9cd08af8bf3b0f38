"""The portfolio's pages: what they say, and who may see which part of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from coplan.partnerships.models import Partner, Partnership
from coplan.people.models import Person
from coplan.portfolio import charts, reference

SignedIn = Callable[[Person], Client]
INDEX = "/portfolio/"


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_address_is_the_one_the_frame_links_to() -> None:
    assert reverse("portfolio:index") == INDEX


def test_the_table_has_the_printed_totals_and_says_where_they_do_not_add_up(
    service_user: Person, signed_in: SignedIn
) -> None:
    page = words(signed_in(service_user), INDEX)
    row = "Total, as printed £90,996 £462,372 does not add up £500,000 £500,000 £821,000 £385,000 £2,759,368"
    assert row in page
    assert "2013-14: printed £462,372, its rows come to £462,072: £300 apart." in page
    assert "All years: printed £2,759,368, its rows come to £2,759,068: £300 apart." in page
    assert "table 3" in page


def test_the_chart_adds_the_rows_year_by_year() -> None:
    table = charts.funding_table()
    rows = [sum(psp.funding[place].amount or 0 for psp in table.psps) for place in range(len(table.years))]
    assert [total.printed - total.difference for total in table.totals] == rows
    assert table.grand.printed - table.grand.difference == sum(rows) == 2_759_068
    assert charts.funding_chart().table.rows[-1][-1] == "£2,759,068"


def test_ten_pilots_with_three_ratios(observer: Person, signed_in: SignedIn) -> None:
    page = words(signed_in(observer), INDEX)
    assert "3 of the 10 published a social return on investment" in page
    for pilot in reference.pilots():
        assert f"{pilot.name} {pilot.area}" in page
    for ratio in ("£6.68", "£5.91", "£9.93"):
        assert ratio in page


@pytest.mark.parametrize("psp", reference.strategic_psps(), ids=lambda psp: psp.code)
def test_each_strategic_psp_has_a_page_with_its_source(
    psp: reference.StrategicPsp, observer: Person, signed_in: SignedIn
) -> None:
    page = words(signed_in(observer), reverse("portfolio:strategic", args=[psp.code]))
    assert f"{psp.total:,}" in page
    assert psp.aim in page
    assert f"Source: {psp.reference}." in page


@pytest.mark.parametrize("pilot", reference.pilots(), ids=lambda pilot: pilot.code)
def test_each_pilot_has_a_page_with_its_source(
    pilot: reference.Pilot, observer: Person, signed_in: SignedIn
) -> None:
    page = words(signed_in(observer), reverse("portfolio:pilot", args=[pilot.code]))
    assert pilot.public_partner in page
    assert f"Source: {pilot.reference}." in page


def test_the_programme_team_sees_name_stage_and_number_of_partners(
    programme_person: Person, partner: Partner, public_partner: Partner, signed_in: SignedIn
) -> None:
    page = words(signed_in(programme_person), INDEX)
    assert (
        "Running here Partnerships running here Partnership Stage Partners Living well together Need 2"
        in page
    )
    assert "Ferry House" not in page


@pytest.mark.parametrize(
    "who", ["coordinator", "partner_person", "service_user", "funder_person", "observer"]
)
def test_nobody_else_sees_which_partnerships_run(
    who: str, other_partnership: Partnership, request: pytest.FixtureRequest, signed_in: SignedIn
) -> None:
    page = words(signed_in(request.getfixturevalue(who)), INDEX)
    assert "Running here" not in page
    assert other_partnership.name not in page


def test_an_empty_site_says_what_will_be_here(programme_person: Person, signed_in: SignedIn) -> None:
    assert "No partnership is running yet" in words(signed_in(programme_person), INDEX)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", [INDEX, "/portfolio/strategic/low-moss/", "/portfolio/pilots/argyll-bute/"]
)
def test_whoever_is_not_signed_in_is_asked_to(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"] == f"/account/login/?next={address}"


@pytest.mark.parametrize("address", ["/portfolio/strategic/nowhere/", "/portfolio/pilots/nowhere/"])
def test_an_unknown_entry_is_not_found(address: str, observer: Person, signed_in: SignedIn) -> None:
    assert signed_in(observer).get(address).status_code == 404


def test_nothing_can_be_sent_to_the_portfolio(observer: Person, signed_in: SignedIn) -> None:
    assert signed_in(observer).post(INDEX).status_code == 405


def test_more_partnerships_do_not_mean_more_queries(
    programme_person: Person, other_partnership: Partnership, partner: Partner, signed_in: SignedIn,
    django_assert_max_num_queries: Callable[..., object],
) -> None:  # fmt: skip
    client = signed_in(programme_person)
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]
        client.get(INDEX)
