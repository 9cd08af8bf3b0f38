"""The readings sheet: the next figure of every indicator in one form."""

from datetime import date
from decimal import Decimal

import pytest
from django_scopes import scope

from coplan.outcomes.models import Reading

SHEET = "/p/living-well/readings/sheet/"
FIRST = {"starts_on": "2025-01-01", "ends_on": "2025-03-31"}


def row(indicator, **cells):
    return {f"r{indicator.number}-{name}": value for name, value in (FIRST | cells).items()}


def stored(partnership):
    with scope(partnership=partnership):
        return [
            (one.indicator.name, one.starts_on, one.figure, one.out_of, one.source, one.by.name)
            for one in Reading.objects.select_related("indicator", "by").order_by("number")
        ]


@pytest.fixture
def both(seen, visited, aim):
    """Two indicators whose first quarter is due."""
    aim(seen, 0, 60)
    aim(visited, 0, 40)
    return seen, visited


def test_the_sheet_asks_for_what_is_due(signed_in, partner_person, both):
    sheet = signed_in(partner_person).get(SHEET).context["sheet"]
    assert [(row.indicator.name, str(row.period), "out_of" in row.fields) for row in sheet.rows] == [
        ("Seen twice a week", "January to March 2025", True),
        ("People visited", "January to March 2025", False),
    ]


def test_a_sheet_stores_what_is_filled_and_leaves_the_rest(signed_in, partner_person, both, partnership):
    seen, visited = both
    sent = row(visited, figure="34", source="Visit book") | row(seen, figure="", source="Register")
    response = signed_in(partner_person).post(SHEET, sent)
    assert response.url == "/p/living-well/readings/"
    assert stored(partnership) == [
        ("People visited", date(2025, 1, 1), Decimal(34), None, "Visit book", "Mairi Grant")
    ]


def test_errors_stand_at_the_cell_and_what_was_typed_is_kept(signed_in, partner_person, both, partnership):
    seen, visited = both
    sent = row(seen, figure="31", out_of="30", source="Register") | row(visited, figure="34", source="")
    response = signed_in(partner_person).post(SHEET, sent)
    page = response.content.decode()
    assert response.status_code == 422
    sheet = response.context["sheet"]
    assert [dict(one.errors) for one in sheet.rows] == [
        {"figure": ["The count cannot be more than what it is out of."]},
        {"source": ["Say where the figure comes from."]},
    ]
    assert 'href="#id_r1-figure"' in page
    assert 'value="34"' in page
    assert stored(partnership) == []


def test_letters_in_a_figure_say_what_to_do(signed_in, partner_person, both, partnership):
    _seen, visited = both
    response = signed_in(partner_person).post(SHEET, row(visited, figure="many", source="Visit book"))
    assert "Figure must be a number, like 12.5" in response.content.decode()
    assert stored(partnership) == []


def test_an_entry_made_meanwhile_does_not_move_the_figure_to_another_period(
    signed_in, partner_person, both, enter, partnership
):
    _seen, visited = both
    enter(visited, 0, 34)
    response = signed_in(partner_person).post(SHEET, row(visited, figure="36", source="Visit book"))
    assert response.status_code == 422
    assert "There is a reading for January to March 2025 already." in response.content.decode()
    assert [one[2] for one in stored(partnership)] == [Decimal(34)]


def test_an_empty_sheet_says_that_nothing_was_stored(signed_in, partner_person, both, partnership):
    _seen, visited = both
    response = signed_in(partner_person).post(SHEET, row(visited, figure="", source="Visit book"))
    assert "No figure was typed, so nothing was stored." in response.content.decode()
    assert stored(partnership) == []


def test_without_indicators_the_page_says_where_to_begin(signed_in, partner_person):
    assert "No indicators yet" in signed_in(partner_person).get(SHEET).content.decode()


def test_when_nothing_is_due_the_page_says_what_comes_next(
    signed_in, partner_person, visited, make, coordinator
):
    make(
        Reading,
        indicator=visited,
        starts_on=date(2025, 1, 1),
        ends_on=date(2096, 12, 31),
        figure=Decimal(1),
        source="x",
        by=coordinator,
    )
    page = signed_in(partner_person).get(SHEET).content.decode()
    assert "Nothing is due. Next: People visited for January to March 2097, by 14 April 2097." in page


@pytest.mark.parametrize("role", ["service_user", "funder_person", "observer"])
def test_who_does_not_work_on_evidence_is_refused(request, signed_in, role, both):
    response = signed_in(request.getfixturevalue(role)).get(SHEET)
    assert response.status_code == 403
    assert "Enter and correct readings" in response.content.decode()


def test_an_outsider_finds_no_sheet(signed_in, outsider, both):
    assert signed_in(outsider).get(SHEET).status_code == 404
