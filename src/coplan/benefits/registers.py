"""The register of benefit profiles."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.benefits import actions, drawing, figures, queries
from coplan.benefits.forms import BenefitForm
from coplan.benefits.models import Benefit
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.kit.templatetags.kit import money, rag
from coplan.money.queries import financial_year


def badge(standing: queries.Standing) -> SafeString:
    return format_html('<span class="kit-badge kit-badge--{}">{}</span>', rag(standing.rag), standing.words)


def _standing(benefit: Benefit) -> SafeString:
    return badge(queries.Account(benefit, timezone.localdate()).standing)


def parts(slug: str) -> list[tuple[str, str]]:
    """The three pages of benefits, for the tabs."""
    return [
        (_("Profiles"), reverse("benefits:benefits", args=[slug])),
        (_("Map"), reverse("benefits:map", args=[slug])),
        (_("Forecast and realised"), reverse("benefits:realisation", args=[slug])),
    ]


class Benefits(Register):
    model = Benefit
    prefix = "benefits"
    section = Section.EVIDENCE
    order = 30
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("title", link=True),
        Column("whom_words", gettext_lazy("For whom"), sort=""),
        Column("worth", gettext_lazy("In money"), shown=figures.worth_in_short),
        Column("standing", gettext_lazy("Against forecast"), sort="", shown=_standing),
        Column("owner", sort="owner__person__name"),
    ]
    fields = [
        "title",
        "sort",
        "description",
        "outcome",
        "indicator",
        "stakeholder",
        "body",
        "outside_body",
        "owner",
        "unit",
        "worth",
        "unit_value",
        "unit_value_source",
        "baseline",
        "baseline_on",
        "baseline_source",
        "needs",
        "measured",
    ]
    groups = [
        (gettext_lazy("What is better or worse"), ["title", "sort", "description", "outcome", "indicator"]),
        (gettext_lazy("For whom, and who sees to it"), ["stakeholder", "body", "outside_body", "owner"]),
        (gettext_lazy("How it is counted"), ["unit", "worth", "unit_value", "unit_value_source"]),
        (gettext_lazy("Where it began"), ["baseline", "baseline_on", "baseline_source"]),
        (gettext_lazy("What it takes"), ["needs", "measured"]),
    ]
    filters = ["sort", "worth", "outcome", "body", "owner"]
    search = ["title", "description", "outside_body", "body__organisation__name", "outcome__title"]
    related = queries.RELATED
    ordering = "number"
    form = BenefitForm
    view_action = actions.SEE_BENEFITS
    change_action = actions.CHANGE_BENEFITS
    guidance = "benefits"
    list_template = "benefits/benefits.html"
    detail_template = "benefits/benefit.html"
    summary = gettext_lazy(
        "What is better, or worse, for whom: what is expected of it year by year, and what came of it."
    )
    example = gettext_lazy(
        "Fewer emergency admissions, for the health board: 40 a year from 2027-28, £600 each, not cashable."
    )

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return queries.benefits()

    def filtered(self, request: HttpRequest) -> tuple[Any, models.QuerySet[Any]]:
        chosen, rows = super().filtered(request)
        if request.GET.get("removed"):
            # The bin shows the same columns, which read what these fetch
            rows = rows.prefetch_related(*queries.benefits()._prefetch_related_lookups)  # type: ignore[attr-defined]
        return chosen, rows.select_related(*queries.RELATED)

    def list_context(self, request: HttpRequest, found: models.QuerySet[Any]) -> dict[str, Any]:
        slug, today = request.partnership.slug, request.standing.today  # type: ignore[attr-defined]
        accounts = [queries.Account(one, today) for one in found]
        year = financial_year(today)
        savings = [one.forecast for one in queries.cashable_savings(accounts) if one.year == year]
        return {
            "tabs": parts(slug),
            "losses": sum(one.benefit.is_loss for one in accounts),
            "gains": sum(not one.benefit.is_loss for one in accounts),
            "cashable": sum(savings, queries.NOTHING),
            "year": queries.year_words(year),
            "waiting": sum(len(one.waiting) for one in accounts),
        }

    def detail_context(self, request: HttpRequest, record: Benefit) -> dict[str, Any]:
        slug, today = request.partnership.slug, request.standing.today  # type: ignore[attr-defined]
        account = queries.Account(record, today)
        return {
            "account": account,
            "badge": badge(account.standing),
            "chart": drawing.years(account) if account.years else None,
            "rows": list(_year_rows(account)),
            "editions": [_edition(record, one) for one in reversed(account.forecasts)],
            "worth": figures.worth_in_words(record),
            "has_money": record.in_money(queries.NOTHING) is not None and not figures.is_in_pounds(record),
            "forecast_url": reverse("benefits:forecast", args=[slug, record.number]),
            "realise_url": reverse("benefits:realise", args=[slug, record.number]),
            "tabs": parts(slug),
        }


def _year_rows(account: queries.Account) -> Any:
    """Each year in words, with the figures that were corrected, the newest first."""
    benefit = account.benefit
    every = list(benefit.every_realised)  # type: ignore[attr-defined]
    for one in account.years:
        was = [row for row in every if row.year == one.year and not row.is_in_force]
        newer = {row.replaces_id: row for row in every if row.replaces_id}
        yield {
            "year": one,
            "forecast": figures.in_words(benefit, one.forecast),
            "came": figures.in_words(benefit, one.figure),
            "money": _money(one),
            "earlier": [
                (figures.in_words(benefit, row.figure), newer[row.pk])
                for row in reversed(was)
                if row.pk in newer
            ],
        }


def _money(one: queries.YearOf) -> str:
    """In pounds, where the unit is another: what came, else what is forecast."""
    if one.realised_money is not None:
        return money(one.realised_money)
    if one.forecast_money is not None:
        return _("%(amount)s forecast") % {"amount": money(one.forecast_money)}
    return ""


def _edition(benefit: Benefit, forecast: Any) -> dict[str, Any]:
    years = [
        (queries.year_words(year), figures.in_words(benefit, figure))
        for year, figure in queries.expected_of(forecast).items()
    ]
    return {"forecast": forecast, "years": years}
