"""Periods of readings and targets: how long they are, which comes next, what they are called."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
# Half years and years follow the public bodies' financial year, which begins in April
FIRST_MONTH = {1: 1, 3: 1, 6: 4, 12: 4}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both counted."""

    starts_on: date
    ends_on: date

    def __str__(self) -> str:
        return in_words(self.starts_on, self.ends_on)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def beginning(starts_on: date, frequency: str) -> Period:
    """The period of that frequency that begins on a day."""
    return Period(starts_on, months_after(starts_on, MONTHS[frequency]) - DAY)


def around(day: date, frequency: str) -> Period:
    """The usual period of that frequency that holds a day: calendar quarters, financial years."""
    length = MONTHS[frequency]
    offset = (day.month - FIRST_MONTH[length]) % length
    return beginning(months_after(day.replace(day=1), -offset), frequency)


def after(ends_on: date, frequency: str) -> Period:
    """The period that follows one that ended on a day."""
    return beginning(ends_on + DAY, frequency)


def in_words(starts_on: date, ends_on: date) -> str:
    """'March 2027', 'January to March 2027', '5 March to 9 April 2027'."""
    whole = starts_on.day == 1 and (ends_on + DAY).day == 1
    if whole and (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return date_format(starts_on, "F Y")
    first = "F" if whole else "j F"
    if starts_on.year != ends_on.year:
        first += " Y"
    told = {"first": date_format(starts_on, first), "last": date_format(ends_on, "F Y" if whole else "j F Y")}
    return _("%(first)s to %(last)s") % told
