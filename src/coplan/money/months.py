"""A financial year month by month, and what should have been spent by a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from coplan.money.models.lines import PENCE

MONTHS = 12
NOTHING = Decimal("0.00")


def financial_year(day: date) -> int:
    """The year in whose April the financial year of a day began."""
    return day.year if day.month >= 4 else day.year - 1


def year_words(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02d}"


def months_of(year: int) -> tuple[date, ...]:
    """The first days of the twelve months, April first."""
    return tuple(date(year + (at + 3) // 12, (at + 3) % 12 + 1, 1) for at in range(MONTHS))


def place_of(day: date) -> int:
    """Which month of the financial year a day is in: April is 0."""
    return (day.month - 4) % 12


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def plan(budget: Decimal, profile: Sequence[str]) -> tuple[Decimal, ...]:
    """The budget by month: in the proportions of the profile, or a twelfth each; always adds up to the budget.

    A profile that was made for an earlier budget keeps its shape.
    """
    weights = [Decimal(one) for one in profile] if len(profile) == MONTHS else []
    whole = sum(weights, NOTHING)
    if not whole:
        weights, whole = [Decimal(1)] * MONTHS, Decimal(MONTHS)
    found, used, done = [], NOTHING, NOTHING
    for weight in weights:
        # Rounded on the running sum, so that no penny is lost or made
        used += weight
        upto = (budget * used / whole).quantize(PENCE)
        found.append(upto - done)
        done = upto
    return tuple(found)


def plan_to(budget: Decimal, year: int, profile: Sequence[str], day: date) -> Decimal:
    """What should have been spent by the end of a day: whole months, and the running one by its days."""
    if day < date(year, 4, 1):
        return NOTHING
    if day > date(year + 1, 3, 31):
        return budget
    by_month, at = plan(budget, profile), place_of(day)
    part = Decimal(day.day) / monthrange(day.year, day.month)[1]
    return sum(by_month[:at], NOTHING) + (by_month[at] * part).quantize(PENCE)
