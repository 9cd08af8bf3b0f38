"""What the budget's pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.kit.charts import Chart
from coplan.money import drawing, months, queries
from coplan.money.models import BudgetLine, BudgetRevision, CostShare, Entry, Explanation, Forecast
from coplan.money.months import NOTHING
from coplan.money.variance import Position
from coplan.money.year_line import YearLine, year_line

# More bars than this are drawn by type
MOST_BARS = 15
ENTRIES = 30


def budget_page(request: HttpRequest, found: list[BudgetLine]) -> dict[str, Any]:
    """The list with its pictures; sets each line's `position`, which its row shows."""
    standing, slug = request.standing, request.partnership.slug  # type: ignore[attr-defined]
    positions = queries.positions(standing.today, found)
    for one in positions:
        one.line.position = one
    added = queries.totals(standing.today, found)
    year = _year_in_sight(found, standing.today)
    running = [one for one in positions if one.line.year == year]
    by_type = _by_type(request, running)
    bars = drawing.BudgetBars(
        _("%(year)s: budget, spending and forecast") % {"year": queries.year_words(year)},
        drawing.bars_of(running, by_type=by_type, slug=slug),
    )
    outside = sorted((one for one in positions if one.is_outside), key=lambda one: -abs(one.gap))
    return {
        "total": len(found),
        "totals": added,
        "committed": sum((one.committed for one in positions), NOTHING),
        "year_words": queries.year_words(year),
        "year_end": sum((one.expected for one in running), NOTHING),
        "year_budget": sum((one.budget for one in running), NOTHING),
        "bars": drawing.by_year_and_funder(added) if added.budget else None,
        "running": drawing.budget_bars(bars) if running else None,
        "by_type": by_type,
        "outside": outside,
        "unexplained": sum(one.needs_explanation for one in outside),
        "ways": ways(slug),
        "may_spend": bool(standing.roles & {"coordinator", "partner"}),
    }


def ways(slug: str) -> dict[str, str]:
    """The budget's other pages."""
    names = ("funders", "forecasts", "costs", "rules", "ledger", "sheet")
    return {name: reverse(f"money:budget-{name}", args=[slug]) for name in names} | {
        "in_kind": reverse("money:in-kind", args=[slug]),
        "match": reverse("money:match", args=[slug]),
        "commitments": reverse("money:commitments", args=[slug]),
        "budget": reverse("money:budget", args=[slug]),
    }


def _year_in_sight(found: list[BudgetLine], today: date) -> int:
    """The running year where it has lines, else the latest that has."""
    years = {one.year for one in found}
    running = queries.financial_year(today)
    return running if running in years or not years else max(years)


def _by_type(request: HttpRequest, running: list[Position]) -> bool:
    asked = request.GET.get("bars", "")
    return asked == "type" or (asked != "line" and len(running) > MOST_BARS)


@dataclass(frozen=True)
class Version:
    """One figure that a line's budget or forecast had, and how far it was from the one before."""

    forecast: Forecast
    change: Decimal | None
    gap: Decimal


def line_page(request: HttpRequest, line: BudgetLine) -> dict[str, Any]:
    today = request.standing.today  # type: ignore[attr-defined]
    slug = request.partnership.slug  # type: ignore[attr-defined]
    position = queries.positions(today, [line])[0]
    rows = Paginator(queries.entries().filter(line=line), ENTRIES)
    verbs = ("spend", "forecast", "explain", "months", "shares")
    return {
        "position": position,
        "standing": position.standing,
        "chart": _through_the_year(position),
        "page": rows.get_page(request.GET.get("page")),
        "versions": list(reversed(_versions(line))),
        "revisions": list(
            BudgetRevision.objects.filter(line=line).select_related("by").order_by("on", "number")
        ),
        "orders": list(queries.commitments().filter(line=line)),
        "explanations": list(
            Explanation.objects.filter(line=line).select_related("by").order_by("-on", "-number")
        ),
        "shares": list(
            CostShare.objects.filter(line=line, outcome__removed_at=None).select_related("outcome")
        ),
        "verb": {name: reverse(f"money:budget-{name}", args=[slug, line.number]) for name in verbs},
        "order_url": f"{reverse('money:commitments-add', args=[slug])}?line={line.number}",
        "costs_url": reverse("money:budget-costs", args=[slug]),
        "is_profiled": bool(line.profile),
    }


def _versions(line: BudgetLine) -> list[Version]:
    found, before = [], None
    for one in Forecast.objects.filter(line=line).select_related("by").order_by("dated_on", "number"):
        change = one.outturn - before if before is not None else None
        found.append(Version(one, change, one.outturn - line.budget))
        before = one.outturn
    return found


def spent_by_month(line: BudgetLine, today: date) -> tuple[Decimal, ...]:
    """What was spent in each month of the line's year that has begun; later bills stand with the last."""
    sums = Entry.objects.filter(line=line).order_by().annotate(month=TruncMonth("on")).values_list("month")
    found = [NOTHING] * months.MONTHS
    first, last = line.begins_on, line.ends_on
    for month, amount in sums.annotate(sum=Sum("amount")):
        at = 11 if month > last else 0 if month < first else months.place_of(month)
        found[at] += Decimal(amount).quantize(NOTHING)
    if today < first:
        return ()
    return tuple(found if today > last else found[: months.place_of(today) + 1])


def _through_the_year(position: Position) -> Chart:
    line = position.line
    return year_line(
        YearLine(
            title=_("Spent and planned, added up month by month"),
            months=months.months_of(line.year),
            planned=months.plan(line.budget, line.profile),
            spent=spent_by_month(line, position.today),
            outturn=position.outturn if position.is_forecast else None,
        )
    )


@dataclass(frozen=True)
class FunderPart:
    """What one funder needs to see: its lines only."""

    name: str
    key: str
    positions: tuple[Position, ...]

    def _sum(self, name: str) -> Decimal:
        return sum((getattr(one, name) for one in self.positions), NOTHING)

    @property
    def budget(self) -> Decimal:
        return self._sum("budget")

    @property
    def spent(self) -> Decimal:
        return self._sum("spent")

    @property
    def committed(self) -> Decimal:
        return self._sum("committed")

    @property
    def expected(self) -> Decimal:
        return self._sum("expected")


def funder_parts(positions: Iterable[Position]) -> list[FunderPart]:
    found: dict[tuple[str, str], list[Position]] = {}
    for one in positions:
        key = str(one.line.funder.number) if one.line.funder_id else one.line.outside_funder
        found.setdefault((one.line.funder_words, key), []).append(one)
    return [FunderPart(name, key, tuple(rows)) for (name, key), rows in sorted(found.items())]


@dataclass(frozen=True)
class Round:
    """All lines' forecasts of one day."""

    dated_on: date
    name: str


@dataclass(frozen=True)
class Compared:
    """One line's budget as approved and in force, each round's forecast, and what was spent."""

    position: Position
    approved: Decimal
    figures: tuple[Decimal | None, ...]


def compared(positions: list[Position]) -> tuple[list[Round], list[Compared]]:
    """The rounds in the order of their days; a round keeps what stood before where a line was not forecast anew."""
    keys = [one.line.pk for one in positions]
    rows = list(Forecast.objects.filter(line__in=keys).order_by("dated_on", "number"))
    named = {one.dated_on: one.name for one in rows if one.name} | {}
    rounds = [Round(day, named.get(day, "")) for day in sorted({one.dated_on for one in rows})]
    approved: dict[int, Decimal] = {}
    for one in BudgetRevision.objects.filter(line__in=keys).order_by("-on", "-number"):
        approved[one.line_id] = one.before if one.before is not None else one.after
    found = []
    for position in positions:
        own = {one.dated_on: one.outturn for one in rows if one.line_id == position.line.pk}
        figures, last = [], None
        for each in rounds:
            last = own.get(each.dated_on, last)
            figures.append(last)
        found.append(Compared(position, approved.get(position.line.pk, position.budget), tuple(figures)))
    return rounds, found
