"""Dates, money and lists as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..wording import count, day, listed, money, months_after


def test_a_date_is_written_out() -> None:
    assert day(date(2027, 3, 3)) == "3 March 2027"


def test_money_has_commas_and_pence() -> None:
    assert money(Decimal("1234.5")) == "£1,234.50"


@pytest.mark.parametrize(("number", "words"), [(0, "0 seats"), (1, "1 seat"), (2, "2 seats")])
def test_a_count_agrees_with_its_noun(number: int, words: str) -> None:
    assert count(number, "seat") == words


@pytest.mark.parametrize(
    ("names", "words"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_a_list_ends_with_and(names: list[str], words: str) -> None:
    assert listed(names) == words


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 4, 1), 12, date(2027, 4, 1)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 1, 15), -3, date(2026, 10, 15)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
    ],
)
def test_months_are_counted_on_the_calendar(start: date, months: int, expected: date) -> None:
    assert months_after(start, months) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-600, 600))
def test_so_many_months_later_is_in_the_right_month(start: date, months: int) -> None:
    later = months_after(start, months)
    assert (later.year - start.year) * 12 + later.month - start.month == months
    assert later.day <= start.day
