"""The period a report is about when nobody says otherwise."""

from __future__ import annotations

from datetime import date, timedelta

from coplan.documents.registry import Period


def last_quarter(today: date) -> Period:
    """The last whole quarter of the calendar before a day."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    end = first - timedelta(days=1)
    return Period(date(end.year, end.month - 2, 1), end)


def before(period: Period) -> Period:
    """The quarter before a period."""
    return last_quarter(period.start)
