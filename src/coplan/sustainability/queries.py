"""Reads used by the pipeline, the overview, documents and health."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from coplan.money.queries import lines, year_words
from coplan.sustainability.models import Prospect, ProspectState, Route, RouteState

OPEN_STATES = (ProspectState.INTEREST, ProspectState.CONVERSATION, ProspectState.COMMITMENT)
NOTHING = Decimal("0.00")


def routes() -> QuerySet[Any]:
    return Route.objects.select_related("owner__person", "owner__partner__organisation").order_by(
        "decide_by", "number"
    )


def named_routes() -> QuerySet[Any]:
    """Every route that was not dropped, the first to be decided first."""
    return routes().exclude(state=RouteState.DROPPED)


def prospects() -> QuerySet[Any]:
    return Prospect.objects.select_related(
        "partner__organisation", "owner__person", "owner__partner__organisation"
    ).order_by("year", "number")


@dataclass(frozen=True)
class Step:
    """One step of the pipeline with the funders that stand on it."""

    state: str
    label: str
    prospects: tuple[Prospect, ...]

    @property
    def amount(self) -> Decimal:
        return sum((one.amount for one in self.prospects if one.amount), NOTHING)


def prospects_by_state() -> list[Step]:
    """Interest, conversation, commitment and declined, each with its funders; one query."""
    every = list(prospects())
    return [
        Step(state.value, str(state.label), tuple(one for one in every if one.state == state))
        for state in ProspectState
    ]


@dataclass(frozen=True)
class YearAhead:
    """What one financial year costs in the budget, and what funders may pay or have committed."""

    year: int
    words: str
    budget: Decimal
    interest: Decimal
    conversation: Decimal
    commitment: Decimal

    @property
    def gap(self) -> Decimal:
        """What the commitments do not cover of the budget; never below zero."""
        return max(self.budget - self.commitment, NOTHING)


def years_ahead(steps: list[Step]) -> list[YearAhead]:
    """Each year that a possible funder names, beside the budget of that year; one query for the budget."""
    named = {one.year for step in steps for one in step.prospects if one.year and step.state in OPEN_STATES}
    budget: dict[int, Decimal] = {}
    for line in lines():
        budget[line.year] = budget.get(line.year, NOTHING) + line.budget
    return [_year(year, budget.get(year, NOTHING), steps) for year in sorted(named)]


def _year(year: int, budget: Decimal, steps: list[Step]) -> YearAhead:
    sums = {
        step.state: sum((one.amount for one in step.prospects if one.year == year and one.amount), NOTHING)
        for step in steps
    }
    return YearAhead(year, year_words(year), budget, *(sums[state.value] for state in OPEN_STATES))
