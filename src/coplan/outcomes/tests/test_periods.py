"""Periods: their length, which comes next, and what they are called."""

from datetime import date

import pytest

from coplan.outcomes.periods import Period, after, around, beginning, in_words


@pytest.mark.parametrize(
    ("frequency", "last"),
    [
        ("monthly", date(2026, 1, 31)),
        ("quarterly", date(2026, 3, 31)),
        ("half-yearly", date(2026, 6, 30)),
        ("yearly", date(2026, 12, 31)),
    ],
)
def test_a_period_is_as_long_as_its_frequency_says(frequency, last):
    assert beginning(date(2026, 1, 1), frequency) == Period(date(2026, 1, 1), last)


def test_the_next_period_follows_without_a_gap():
    assert after(date(2026, 3, 31), "quarterly") == Period(date(2026, 4, 1), date(2026, 6, 30))


def test_a_month_that_begins_late_ends_before_the_same_day_of_the_next():
    assert beginning(date(2026, 1, 31), "monthly") == Period(date(2026, 1, 31), date(2026, 2, 27))


@pytest.mark.parametrize(
    ("frequency", "period"),
    [
        ("monthly", Period(date(2026, 2, 1), date(2026, 2, 28))),
        ("quarterly", Period(date(2026, 1, 1), date(2026, 3, 31))),
        ("half-yearly", Period(date(2025, 10, 1), date(2026, 3, 31))),
        ("yearly", Period(date(2025, 4, 1), date(2026, 3, 31))),
    ],
)
def test_half_years_and_years_follow_the_financial_year(frequency, period):
    assert around(date(2026, 2, 14), frequency) == period


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 3, 1), date(2027, 3, 31), "March 2027"),
        (date(2027, 1, 1), date(2027, 3, 31), "January to March 2027"),
        (date(2026, 10, 1), date(2027, 3, 31), "October 2026 to March 2027"),
        (date(2027, 3, 5), date(2027, 4, 9), "5 March to 9 April 2027"),
    ],
)
def test_periods_read_as_people_say_them(first, last, words):
    assert in_words(first, last) == words
