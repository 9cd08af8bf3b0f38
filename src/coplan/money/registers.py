"""The budget, line by line."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.charts import Series, StackedBars, stacked_bars
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.kit.templatetags.kit import money, rag
from coplan.money import actions, queries
from coplan.money.models import BudgetLine


def _standing(line: BudgetLine) -> SafeString:
    found = queries.standing(line.budget, line.spent)
    return format_html('<span class="kit-badge kit-badge--{}">{}</span>', rag(found.rag), found.words)


class Budget(Register):
    model = BudgetLine
    prefix = "budget"
    section = Section.RUN
    order = 9
    title = gettext_lazy("Budget")  # type: ignore[assignment]
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("title", link=True),
        Column("funder_words", gettext_lazy("Who pays"), sort=""),
        Column("year", gettext_lazy("Year"), shown=lambda line: line.year_words),
        Column("budget", numeric=True, shown=lambda line: money(line.budget)),
        Column("spent", numeric=True, shown=lambda line: money(line.spent)),
        Column("left", gettext_lazy("Against budget"), sort="", shown=_standing),
    ]
    fields = ["title", "sort", "year", "funder", "outside_funder", "budget", "spent", "spent_to", "source"]
    groups = [
        (gettext_lazy("What for"), ["title", "sort", "year"]),
        (gettext_lazy("Who pays"), ["funder", "outside_funder"]),
        (gettext_lazy("How much"), ["budget", "spent", "spent_to", "source"]),
    ]
    filters = ["sort", "year", "funder"]
    search = ["title", "outside_funder", "funder__organisation__name", "source"]
    related = ("funder__organisation",)
    ordering = "-year"
    view_action = actions.SEE_BUDGET
    change_action = actions.CHANGE_BUDGET
    guidance = "budget"
    list_template = "money/budget.html"
    detail_template = "money/line.html"
    summary = gettext_lazy("What each funder pays for in each year, and what has been spent of it.")
    example = gettext_lazy(
        "Two support workers, paid by the council, 2027-28: £64,000.00, of which £15,200.00 spent to 30 June."
    )

    def prepare(self, request: HttpRequest, record: BudgetLine) -> None:
        record.year = queries.financial_year(request.standing.today)  # type: ignore[attr-defined]

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        added = queries.totals(request.standing.today, found)  # type: ignore[attr-defined]
        return {"totals": added, "bars": _bars(added) if added.budget else None}

    def detail_context(self, request: HttpRequest, record: BudgetLine) -> dict[str, Any]:
        over = record.year < queries.financial_year(request.standing.today)  # type: ignore[attr-defined]
        return {"standing": queries.standing(record.budget, record.spent, over=over)}


def _bars(added: queries.Totals) -> Any:
    return stacked_bars(
        StackedBars(
            title=_("Budget by year and funder"),
            steps=tuple(year.words for year in added.by_year),
            series=tuple(
                Series(
                    funder.words,
                    tuple(
                        added.amounts.get((funder.words, int(year.key)), queries.NOTHING)
                        for year in added.by_year
                    ),
                )
                for funder in added.by_funder
            ),
        )
    )
