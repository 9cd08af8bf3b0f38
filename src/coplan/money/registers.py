"""The budget line by line, orders, what others must put in, and what was given in kind."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.registers import Register, asked_for
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.kit.templatetags.kit import money, rag
from coplan.money import actions, pages, queries, services
from coplan.money.forms import LineForm
from coplan.money.in_kind import in_kind
from coplan.money.models import BudgetLine, Commitment, Gift, Hours, MatchRule, RoleRate


def _in_a_line(words: str) -> SafeString:
    return format_html('<span class="kit-nowrap">{}</span>', words)


def _standing(line: BudgetLine) -> SafeString:
    position = getattr(line, "position", None)
    found = position.standing if position is not None else queries.standing(line.budget, line.spent)
    dot = format_html('<span class="kit-status__dot" aria-hidden="true"></span>{}', found.words)
    return format_html('<span class="kit-status kit-status--{}">{}</span>', rag(found.rag), dot)


class Money(Register):
    """What the budget's registers share."""

    section = Section.RUN
    view_action = actions.SEE_BUDGET
    change_action = actions.CHANGE_BUDGET
    guidance = "budget"


class Budget(Money):
    model = BudgetLine
    prefix = "budget"
    order = 9
    title = gettext_lazy("Budget")  # type: ignore[assignment]
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("title", link=True),
        Column("funder_words", gettext_lazy("Who pays"), sort=""),
        Column("year", gettext_lazy("Year"), shown=lambda line: _in_a_line(line.year_words)),
        Column("budget", numeric=True, shown=lambda line: money(line.budget)),
        Column(
            "spent",
            gettext_lazy("Spent"),
            sort="spent_sum",
            numeric=True,
            shown=lambda line: money(line.spent),
        ),
        Column("left", gettext_lazy("Against budget"), sort="", shown=_standing),
    ]
    fields = [
        "title",
        "sort",
        "year",
        "funder",
        "outside_funder",
        "budget",
        "source",
        "tolerance",
        "tolerance_floor",
    ]
    groups = [
        (gettext_lazy("What for"), ["title", "sort", "year"]),
        (gettext_lazy("Who pays"), ["funder", "outside_funder"]),
        (gettext_lazy("How much"), ["budget", "source"]),
        (gettext_lazy("How far it may be from its budget"), ["tolerance", "tolerance_floor"]),
    ]
    filters = ["sort", "year", "funder"]
    search = ["title", "outside_funder", "funder__organisation__name", "source"]
    related = ("funder__organisation",)
    ordering = "-year"
    form = LineForm
    list_template = "money/budget.html"
    detail_template = "money/line.html"
    summary = gettext_lazy("What each funder pays for in each year, and what has been spent of it.")
    example = gettext_lazy(
        "Two support workers, paid by the council, 2027-28: £64,000.00, of which £15,200.00 spent to 30 June."
    )

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return queries.with_spending(super().queryset(request))

    def filtered(self, request: HttpRequest) -> tuple[Any, models.QuerySet[Any]]:
        chosen, rows = super().filtered(request)
        in_bin = self.shows_bin(request)
        return chosen, queries.with_spending(rows.select_related(*self.related)) if in_bin else rows

    def prepare(self, request: HttpRequest, record: BudgetLine) -> None:
        record.year = queries.financial_year(request.standing.today)  # type: ignore[attr-defined]

    def saved(self, request: HttpRequest, record: BudgetLine, *, added: bool) -> None:
        why = getattr(record, "_change_reason", "") or ""
        today = request.standing.today  # type: ignore[attr-defined]
        services.note_budget(line=record, on=today, reason=why, by=request.user)

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        # Read once: the page and its pictures show the same lines
        return pages.budget_page(request, list(found))

    def detail_context(self, request: HttpRequest, record: BudgetLine) -> dict[str, Any]:
        return pages.line_page(request, record)

    def refusal(self, request: HttpRequest, record: BudgetLine) -> str:
        if record.spent:
            told = _(
                "%(amount)s has been spent of it. Reverse its entries, or enter them on another line, first."
            )
            return told % {"amount": money(record.spent)}
        return ""


def _to_pay(order: Any) -> str:
    return money(queries.outstanding(order))


class Commitments(Money):
    model = Commitment
    prefix = "commitments"
    in_navigation = False
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("what", link=True),
        Column("line", sort="line__title"),
        Column("amount", numeric=True, shown=lambda one: money(one.amount)),
        Column("left_to_pay", gettext_lazy("Still to pay"), sort="", numeric=True, shown=_to_pay),
        "expected_on",
    ]
    fields = ["line", "what", "supplier", "document", "amount", "ordered_on", "expected_on", "ended_on"]
    groups = [
        (gettext_lazy("What was ordered"), ["line", "what", "supplier", "document"]),
        (gettext_lazy("How much and when"), ["amount", "ordered_on", "expected_on", "ended_on"]),
    ]
    filters = ["line"]
    search = ["what", "supplier", "document"]
    related = ("line",)
    ordering = "expected_on"
    detail_template = "money/commitment.html"
    summary = gettext_lazy("What was ordered and is not yet paid: money that is no longer free.")
    example = gettext_lazy(
        "Evaluation report, £5,500.00, ordered on 3 March 2027, to be paid by 30 June 2027."
    )

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = queries.commitments().select_related(*self.related)
        return found

    def filtered(self, request: HttpRequest) -> tuple[Any, models.QuerySet[Any]]:
        chosen, rows = super().filtered(request)
        return chosen, queries.with_paid(rows).select_related(*self.related) if self.shows_bin(
            request
        ) else rows

    def prepare(self, request: HttpRequest, record: Commitment) -> None:
        record.ordered_on = request.standing.today  # type: ignore[attr-defined]
        record.line_id = asked_for(request, "line", BudgetLine.objects.values_list("pk", flat=True))

    def detail_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        return {
            "payments": list(queries.entries().filter(commitment=record)),
            "outstanding": queries.outstanding(record),
            "pay_url": f"{reverse('money:budget-spend', args=[slug, record.line.number])}?order={record.number}",
        }

    def refusal(self, request: HttpRequest, record: Any) -> str:
        if not record.payments.filter(removed_at=None).exists():
            return ""
        return _("Something was paid for it already. Say since when nothing more is to be paid instead.")


class Matches(Money):
    model = MatchRule
    prefix = "match"
    in_navigation = False
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("funder_words", gettext_lazy("Who asks"), sort="", link=True),
        Column("required", numeric=True, shown=lambda one: f"{one.required.normalize():f}%"),
        "counts_in_kind",
        "source",
    ]
    fields = ["funder", "outside_funder", "required", "counts_in_kind", "source"]
    search = ["outside_funder", "funder__organisation__name", "source"]
    related = ("funder__organisation",)
    list_template = "money/match.html"
    guidance = "in-kind"
    summary = gettext_lazy(
        "What a funder asks others to put in beside its own money, and what they have put in."
    )
    example = gettext_lazy(
        "The trust asks for 50p from others for each £1; hours in kind count (grant letter, 4.2)."
    )

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        today = request.standing.today  # type: ignore[attr-defined]
        return {"matches": queries.matches(today)}


class GivenHours(Money):
    model = Hours
    prefix = "in-kind"
    order = 10
    title = gettext_lazy("In kind")  # type: ignore[assignment]
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("partner", sort="partner__organisation__name", link=True),
        Column("month", shown=lambda one: date_format(one.month, "F Y")),
        Column("role", gettext_lazy("Role"), sort="role__role", shown=lambda one: one.role.role),
        Column("hours", numeric=True),
        Column("value", gettext_lazy("Value"), sort="", numeric=True, shown=lambda one: money(one.value)),
    ]
    fields = ["partner", "role", "month", "hours", "source"]
    filters = ["partner", "role"]
    search = ["partner__organisation__name", "role__role", "source"]
    related = ("partner__organisation", "role")
    ordering = "-month"
    list_template = "money/in_kind.html"
    guidance = "in-kind"
    summary = gettext_lazy(
        "Hours, things and rooms that partners give and nobody pays for, valued by a stated rate."
    )
    example = gettext_lazy("Ferryhill Shed, March 2027: 42 hours of volunteers, from the sign-in book.")

    def prepare(self, request: HttpRequest, record: Hours) -> None:
        record.month = request.standing.today.replace(day=1)  # type: ignore[attr-defined]

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        today, slug = request.standing.today, request.partnership.slug  # type: ignore[attr-defined]
        given = in_kind(ends_on=today)
        return {
            "kind": given,
            "cash": queries.totals(today).spent,
            "rates_url": reverse("money:rates", args=[slug]),
            "gifts_url": reverse("money:gifts", args=[slug]),
            "ways": pages.ways(slug),
            "has_rates": bool(given.hours) or RoleRate.objects.exists(),
            "rate_url": reverse("money:rates-add", args=[slug]),
        }


class Rates(Money):
    model = RoleRate
    prefix = "rates"
    in_navigation = False
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("role", link=True),
        Column("rate", numeric=True, shown=lambda one: money(one.rate)),
        "is_volunteer",
        "source",
        "dated_on",
    ]
    fields = ["role", "rate", "is_volunteer", "source", "dated_on"]
    search = ["role", "source"]
    guidance = "in-kind"
    summary = gettext_lazy("What an hour in each role is worth, with where the rate comes from.")
    example = gettext_lazy(
        "Team leader, £24.10 an hour: council pay scale with on-costs, agreed on 3 March 2027."
    )

    def resting(self, record: RoleRate) -> list[Any]:
        return record.resting()


class Gifts(Money):
    model = Gift
    prefix = "gifts"
    in_navigation = False
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("title", link=True),
        Column("partner", sort="partner__organisation__name"),
        "sort",
        "given_on",
        Column("value", numeric=True, shown=lambda one: money(one.value)),
    ]
    fields = ["title", "sort", "partner", "given_on", "value", "valued_how"]
    filters = ["partner", "sort"]
    search = ["title", "valued_how"]
    related = ("partner__organisation",)
    ordering = "-given_on"
    guidance = "in-kind"
    summary = gettext_lazy("Things and rooms that were given and not paid for, each with how it was valued.")
    example = gettext_lazy("The hall on 40 afternoons, £1,400.00: what others are charged, £35 each.")
