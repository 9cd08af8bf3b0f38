"""The shape of the example's content: rows of any model, with dates told from today.

Every date is a number of days from today (below 0: in the past) or a function of today, so the example
is always in the middle of its pilot. Related records are named by their keys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models

Day = Callable[[date], date]
When = int | date | Day


@dataclass(frozen=True)
class Change:
    """What somebody changed afterwards, on which day and why."""

    on: When
    who: str
    why: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Ref:
    """The id of a record made earlier, for fields that hold a plain number."""

    model: type[models.Model]
    key: str


@dataclass(frozen=True)
class Row:
    """One record: who added it on which day, and what was changed later."""

    model: type[models.Model]
    key: str
    who: str
    on: When
    fields: dict[str, Any]
    changes: tuple[Change, ...] = ()


def row(
    model: type[models.Model],
    key: str,
    /,
    *,
    who: str,
    on: When,
    then: tuple[Change, ...] = (),
    **fields: Any,
) -> Row:
    return Row(model, key, who, on, fields, then)


def change(on: When, who: str, why: str, **fields: Any) -> Change:
    return Change(on, who, why, fields)


def quarter_start(count: int) -> Day:
    """The first day of the calendar quarter so many before (below 0) or after the one running today."""

    def first(today: date) -> date:
        quarters = today.year * 4 + (today.month - 1) // 3 + count
        return date(quarters // 4, quarters % 4 * 3 + 1, 1)

    return first


def quarter_end(count: int) -> Day:
    following = quarter_start(count + 1)
    return lambda today: following(today) - timedelta(days=1)


def month_start(count: int) -> Day:
    """The first day of the calendar month so many before (below 0) or after the one running today."""

    def first(today: date) -> date:
        months = today.year * 12 + today.month - 1 + count
        return date(months // 12, months % 12 + 1, 1)

    return first


def month_end(count: int) -> Day:
    following = month_start(count + 1)
    return lambda today: following(today) - timedelta(days=1)


def after(day: Day, days: int) -> Day:
    return lambda today: day(today) + timedelta(days=days)


def financial_year(count: int) -> Callable[[date], int]:
    """The year in which a financial year begins (1 April): 0 is the one running today."""
    return lambda today: today.year + count - (today < date(today.year, 4, 1))


def year_end(count: int) -> Day:
    """31 March at the end of a financial year."""
    begins = financial_year(count)
    return lambda today: date(begins(today) + 1, 3, 31)
