"""Each kind of field reads the cells people really write."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from coplan.kit.exchange.cells import as_text, day, safe, same, unsafe, written
from coplan.kit.exchange.matching import BadCell, form_hint, form_value, options_of

PLACES = [("s", "Shetland"), ("Islands", [("o", "Orkney"), ("l", "Lewis")])]
DAY = date(2027, 3, 4)


def value(field: forms.Field, cell: Any) -> Any:
    return form_value(field, cell, options_of(field))


@pytest.mark.parametrize(
    "text",
    ["2027-03-04", "4 March 2027", "4 mar 2027", "04/03/2027", "4/3/27", "4.3.2027", "2027-03-04 00:00"],
)
def test_dates_are_read_with_the_day_before_the_month(text: str) -> None:
    assert day(text) == DAY


@pytest.mark.parametrize("text", ["", "31/02/2027", "March 2027", "2027-03-04 10:30", "03/13/2027"])
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    ("field", "cell", "sent"),
    [
        (forms.DateField(), datetime(2027, 3, 4), "2027-03-04"),
        (forms.DateField(), "soon", "soon"),
        (forms.DateTimeField(), "2027-03-04 10:30", "2027-03-04T10:30"),
        (forms.IntegerField(), 3.0, "3"),
        (forms.DecimalField(), 2.5, "2.5"),
        (forms.CharField(), "'=1+1", "=1+1"),
        (forms.CharField(), " two\r\nlines ", "two\nlines"),
        (forms.BooleanField(), "YES", "true"),
        (forms.BooleanField(), True, "true"),
        (forms.BooleanField(), None, "false"),
        (forms.NullBooleanField(), "", "unknown"),
        (forms.ChoiceField(choices=PLACES), "  orkney ", "o"),
        (forms.ChoiceField(choices=PLACES), "l", "l"),
        (forms.ChoiceField(choices=PLACES), "", ""),
        (forms.MultipleChoiceField(choices=PLACES), "Lewis; shetland;", ["l", "s"]),
    ],
)
def test_a_cell_becomes_what_the_page_would_send(field: forms.Field, cell: Any, sent: Any) -> None:
    assert value(field, cell) == sent


@pytest.mark.parametrize(
    ("field", "cell", "told"),
    [
        (forms.BooleanField(), "maybe", "Enter Yes or No."),
        (
            forms.ChoiceField(choices=PLACES),
            "Skye",
            "“Skye” is not one of the choices. Use one of: Shetland; Orkney; Lewis.",
        ),
        (
            forms.ChoiceField(choices=[(n, f"Place {n}") for n in range(8)]),
            "Skye",
            "“Skye” is not one of the choices. "
            "Use one of: Place 0; Place 1; Place 2; Place 3; Place 4 and 3 more.",
        ),
        (
            forms.ChoiceField(choices=[(1, "Same"), (2, "same")]),
            "Same",
            "More than one is called “Same”. Choose it on the page instead.",
        ),
    ],
)
def test_a_cell_that_stands_for_nothing_says_what_to_write(field: forms.Field, cell: Any, told: str) -> None:
    with pytest.raises(BadCell) as refused:
        value(field, cell)
    assert str(refused.value) == told


def test_what_each_column_takes_is_told_in_words() -> None:
    assert form_hint(forms.MultipleChoiceField(choices=PLACES)) == (
        "one of: Shetland; Orkney; Lewis; several with a semicolon between"
    )
    assert form_hint(forms.BooleanField()) == "Yes or No"


@pytest.mark.parametrize(
    ("cell", "stored", "alike"),
    [
        ("£1,234.50", Decimal("1234.5"), True),
        ("12", 12, True),
        ("twelve", 12, False),
        ("4 March 2027", DAY, True),
        ("", None, True),
        ("Yes", True, True),
        ("2027-03-04 10:30", datetime(2027, 3, 4, 10, 30, 12), True),
        ("a; b", ["a", "b"], True),
    ],
)
def test_a_cell_is_compared_by_what_it_means(cell: str, stored: Any, alike: bool) -> None:
    assert same(cell, written(stored)) is alike


@given(st.text())
def test_making_safe_always_can_be_undone(text: str) -> None:
    assert unsafe(safe(text)) == text


@given(st.text())
def test_safe_text_never_begins_like_a_formula(text: str) -> None:
    assert not safe(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_what_is_written_is_read_back(text: str) -> None:
    assert as_text(written(text)) == text.strip()
