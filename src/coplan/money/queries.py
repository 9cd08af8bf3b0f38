"""What is planned and what is spent: sums used by the budget's page, the overview and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coplan.kit.templatetags.kit import money
from coplan.money.models import BudgetLine

NOTHING = Decimal("0.00")
# How far from its budget a line may be before it is red
TOLERANCE = Decimal("0.10")


@dataclass(frozen=True)
class Standing:
    """Spending beside its budget, in words and as red, amber or green."""

    rag: str
    words: str


def standing(budget: Decimal, spent: Decimal, *, over: bool = False) -> Standing:
    """Overspent by more than a tenth is red, by less is amber; `over` says that the year has ended,
    and then more than a tenth left unspent is amber too."""
    gap = spent - budget
    if gap > budget * TOLERANCE:
        return Standing("red", _("%(amount)s over budget") % {"amount": money(gap)})
    if gap > 0:
        return Standing("amber", _("%(amount)s over budget, within 10%%") % {"amount": money(gap)})
    if over and -gap > budget * TOLERANCE:
        return Standing("amber", _("%(amount)s not spent in the year") % {"amount": money(-gap)})
    if gap == 0:
        return Standing("green", _("All spent, none over"))
    return Standing("green", _("%(amount)s left") % {"amount": money(-gap)})


def financial_year(day: date) -> int:
    """The year in whose April the financial year of a day began."""
    return day.year if day.month >= 4 else day.year - 1


def year_words(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02d}"


@dataclass(frozen=True)
class Part:
    """The money of one year, or of one funder."""

    key: int | str
    words: str
    budget: Decimal
    spent: Decimal
    standing: Standing


@dataclass(frozen=True)
class Totals:
    """The whole budget on one day. `amounts` is the budget by funder and year."""

    budget: Decimal
    spent: Decimal
    standing: Standing
    by_year: tuple[Part, ...]
    by_funder: tuple[Part, ...]
    amounts: dict[tuple[str, int], Decimal]
    spent_to: date | None

    @property
    def left(self) -> Decimal:
        return self.budget - self.spent


def lines() -> QuerySet[Any]:
    return BudgetLine.objects.select_related("funder__organisation").order_by("year", "number")


def totals(today: date, rows: Iterable[BudgetLine] | None = None) -> Totals:
    """All lines, or those given, added up; one query."""
    every = list(lines() if rows is None else rows)
    this_year = financial_year(today)
    years = sorted({line.year for line in every})
    funders = sorted({line.funder_words for line in every})
    by_year = tuple(
        _part(year, year_words(year), [line for line in every if line.year == year], year < this_year)
        for year in years
    )
    by_funder = tuple(
        _part(name, name, [line for line in every if line.funder_words == name]) for name in funders
    )
    amounts: dict[tuple[str, int], Decimal] = {}
    for line in every:
        key = (line.funder_words, line.year)
        amounts[key] = amounts.get(key, NOTHING) + line.budget
    budget, spent = _sums(every)
    dates = [line.spent_to for line in every if line.spent_to]
    return Totals(
        budget, spent, standing(budget, spent), by_year, by_funder, amounts, max(dates, default=None)
    )


def _part(key: int | str, words: str, lines_of_it: list[BudgetLine], over: bool = False) -> Part:
    budget, spent = _sums(lines_of_it)
    return Part(key, words, budget, spent, standing(budget, spent, over=over))


def _sums(found: list[BudgetLine]) -> tuple[Decimal, Decimal]:
    return sum((line.budget for line in found), NOTHING), sum((line.spent for line in found), NOTHING)
