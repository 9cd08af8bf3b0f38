"""What is planned, spent, ordered and forecast: used by the budget's pages, the overview, documents and health."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from coplan.money.costs import CostSummary, cost_summary
from coplan.money.match import Match, matches
from coplan.money.models import BudgetLine, BudgetRules, Commitment, Entry, Explanation, Forecast
from coplan.money.months import NOTHING, financial_year, year_words
from coplan.money.rows import POUNDS, lines, with_spending
from coplan.money.variance import TOLERANCE, Position, Standing, Tolerance, standing

__all__ = [
    "NOTHING",
    "TOLERANCE",
    "CostSummary",
    "Match",
    "Part",
    "Position",
    "Standing",
    "Tolerance",
    "Totals",
    "commitments",
    "cost_summary",
    "entries",
    "financial_year",
    "lines",
    "matches",
    "outside",
    "outstanding",
    "positions",
    "rules",
    "standing",
    "tolerance_of",
    "totals",
    "with_paid",
    "with_spending",
    "year_words",
]


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


def entries() -> QuerySet[Any]:
    """What was paid, the latest first, with what its row shows."""
    found: QuerySet[Any] = Entry.objects.filter(line__removed_at=None).select_related(
        "line", "by", "commitment", "reverses", "reversed_by", "batch"
    )
    return found.order_by("-on", "-number")


def commitments() -> QuerySet[Any]:
    """Orders with `paid`, what was paid of each, and `left_to_pay`; the first to be paid first."""
    found = Commitment.objects.filter(line__removed_at=None)
    return with_paid(found).order_by("expected_on", "number")


def with_paid(orders: QuerySet[Any]) -> QuerySet[Any]:
    live = Q(payments__removed_at=None)
    paid = Coalesce(Sum("payments__amount", filter=live), Value(NOTHING), output_field=POUNDS)
    return orders.annotate(paid=paid).annotate(left_to_pay=F("amount") - F("paid"))


def outstanding(order: Any) -> Decimal:
    """What is still to pay of one of `commitments()`."""
    if order.ended_on is not None:
        return NOTHING
    return max(order.amount - Decimal(order.paid).quantize(NOTHING), NOTHING)


def rules() -> BudgetRules:
    """What the partnership has settled; the usual where it has settled nothing."""
    return BudgetRules.objects.first() or BudgetRules()


def tolerance_of(line: BudgetLine, usual: BudgetRules) -> Tolerance:
    return Tolerance(
        line.tolerance if line.tolerance is not None else usual.tolerance,
        line.tolerance_floor if line.tolerance_floor is not None else usual.tolerance_floor,
    )


def positions(today: date, rows: Iterable[BudgetLine] | None = None) -> list[Position]:
    """How each line stands; five queries however many lines there are."""
    every = list(lines() if rows is None else rows)
    if not every:
        return []
    keys = {line.pk for line in every}
    usual, committed = rules(), _committed(keys)
    forecasts, explained = _latest(Forecast, keys, "dated_on"), _latest(Explanation, keys, "on")
    return [
        Position(
            line,
            today,
            tolerance_of(line, usual),
            committed.get(line.pk, NOTHING),
            forecasts.get(line.pk),
            explained.get(line.pk),
        )
        for line in every
    ]


def outside(today: date, rows: Iterable[BudgetLine] | None = None) -> list[Position]:
    """The lines outside their tolerance, the furthest first: what a report has to explain."""
    found = [one for one in positions(today, rows) if one.is_outside]
    return sorted(found, key=lambda one: -abs(one.gap))


def _committed(keys: set[int]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for order in commitments().filter(line__in=keys, ended_on=None):
        found[order.line_id] = found.get(order.line_id, NOTHING) + outstanding(order)
    return found


def _latest(kind: Any, keys: set[int], dated: str) -> dict[int, Any]:
    """The newest record of each line; one query."""
    later = Q(**{f"{dated}__gt": OuterRef(dated)}) | Q(
        **{dated: OuterRef(dated)}, number__gt=OuterRef("number")
    )
    newer = kind.objects.filter(later, line=OuterRef("line"))
    found = kind.objects.filter(~Exists(newer), line__in=keys).select_related("by")
    return {one.line_id: one for one in found}


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
