"""Value maps, and the rows of a map as records with a history of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.value import actions, assurance, faults, figures, library, quantities, queries, uprating
from coplan.value.account_forms import SayForm
from coplan.value.forms import MapForm, OutcomeForm
from coplan.value.models import (
    NUMBERS,
    Kind,
    Proxy,
    Reply,
    Say,
    Scenario,
    Statement,
    ValueInput,
    ValueMap,
    ValueOutcome,
)
from coplan.value.services import touch
from coplan.value.tabs import tabs_of
from coplan.value.wording import SHORT, setting_words


class ValueRegister(Register):
    """What the registers of value share."""

    section = Section.EVIDENCE
    view_action = actions.SEE_VALUE
    change_action = actions.CHANGE_VALUE
    guidance = "value-map"
    can_import = False


class ValueMaps(ValueRegister):
    model = ValueMap
    prefix = "value-maps"
    order = 30
    title = _("Social value")
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        Column("sort", _("Kind")),
        "price_year",
    ]
    fields = [
        "title",
        "sort",
        "source",
        "source_url",
        "price_year",
        "discount_rate",
        "first_year_discounted",
        "discounting",
        "draws",
        "seed",
        "forecast",
        "material_share",
    ]
    groups = [
        (_("The map"), ["title", "sort", "forecast", "source", "source_url", "price_year"]),
        (
            _("How it is worked out"),
            ["discount_rate", "discounting", "first_year_discounted", "draws", "seed", "material_share"],
        ),
    ]
    filters = ["sort"]
    search = ["title", "source"]
    form = MapForm
    list_template = "value/maps.html"
    detail_template = "value/map.html"
    summary = _(
        "What goes in, what changes for whom, what would have happened anyway, and what that is worth."
    )
    example = _(
        "30 walkers feel fitter, worth £436 a year each; 10% would have walked anyway and 20% is down to others: "
        "30 × £436 × 0.9 × 0.8 = £9,417.60 in the first year."
    )

    def resting(self, record: Any) -> Any:
        parts = (ValueInput.kind, ValueOutcome.kind, Scenario.kind, Statement.kind, Reply.kind, Say.kind)
        return record.resting(apart_from=parts)

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        return {"load_url": reverse("value:load", args=[slug]), **_leading(slug)}

    def detail_context(self, request: HttpRequest, record: ValueMap) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        rows = queries.rows_of(record)
        answer, wrong = queries.answer_or_faults(rows)
        one = [slug, record.number]
        context: dict[str, Any] = {
            "rows": rows,
            "answer": answer,
            "faults": list(faults.said(wrong, rows, reverse("value:sheet", args=one))),
            "sheet_url": reverse("value:sheet", args=one),
            "file_url": reverse("value:file", args=one),
            "is_forecast": record.sort == Kind.FORECAST,
            "evaluative_url": reverse("value:evaluative", args=one),
            "is_empty": not rows.inputs and not rows.every_outcome,
            "tabs": tabs_of(record, slug),
            "schedule": uprating.schedule_words(record),
        }
        return context if answer is None else {**context, **figures.page_of(rows, answer, slug)}


def _leading(slug: str) -> dict[str, Any]:
    """The result people ask for first, where a map gives one."""
    leading = queries.leading_map()
    answer = queries.answer_or_faults(queries.rows_of(leading))[0] if leading is not None else None
    if leading is None or answer is None:
        return {}
    trace = figures.trace_of(leading.kind, leading.number, slug)
    return {"leading": leading, "answer": answer, "trace": trace}


def trail_of(slug: str, row: Any) -> list[tuple[str, str]]:
    """A row is reached by way of its map."""
    value_map = row.value_map
    return [(str(ValueMaps.title), ValueMaps.url("", slug)), (value_map.label, value_map.get_absolute_url())]


def _of_map(row: Any) -> Any:
    return format_html('<a href="{}">{}</a>', row.value_map.get_absolute_url(), row.value_map)


class RowRegister(ValueRegister):
    """A row is added in the sheet; here it is read, explained, removed and put back."""

    in_navigation = False
    can_add = False
    related: ClassVar[Sequence[str]] = ("value_map",)

    def saved(self, request: HttpRequest, record: Any, *, added: bool) -> None:
        if isinstance(record, ValueOutcome) and record.reading_id:
            quantities.forget_sum(record, by=request.user)
        touch(value_map=record.value_map, by=request.user)


class ValueInputs(RowRegister):
    model = ValueInput
    prefix = "value-inputs"
    columns = [
        Column("name", link=True),
        Column("value_map", _("Value map"), sort="", shown=_of_map),
        Column("stakeholder", sort="stakeholder__name"),
        Column("amount", numeric=True),
        "source",
    ]
    fields = ["name", "stakeholder", "amount", "source"]
    search = ["name", "source"]
    related = ("value_map", "stakeholder")
    summary = _(
        "What somebody puts in, in money or money's worth. Rows are added in the sheet of a value map."
    )
    example = _("Volunteers' time: 163.5 hours at £6.50, worth £1,062.75.")

    def detail_context(self, request: HttpRequest, record: ValueInput) -> dict[str, Any]:
        return {"trail": trail_of(request.partnership.slug, record)}  # type: ignore[attr-defined]


class Scenarios(RowRegister):
    model = Scenario
    prefix = "value-scenarios"
    columns = [
        Column("name", link=True),
        Column("value_map", _("Value map"), sort="", shown=_of_map),
        Column("settings", sort="", shown=lambda row: setting_words(row.settings)),
        "because",
    ]
    fields = ["name", "because"]
    search = ["name"]
    detail_template = "value/scenario.html"
    summary = _("What if some numbers were otherwise? Scenarios are added in the sheet of a value map.")
    example = _("Half would have walked anyway: deadweight 50% for every outcome.")

    def detail_context(self, request: HttpRequest, record: Scenario) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        return {
            "changes": setting_words(record.settings),
            "codes": ", ".join(record.codes or ()),
            "trail": trail_of(slug, record),
        }


class ValueOutcomes(RowRegister):
    model = ValueOutcome
    prefix = "value-outcomes"
    columns = [
        "code",
        Column("title", link=True),
        Column("value_map", _("Value map"), sort="", shown=_of_map),
        Column("stakeholder", sort="stakeholder__name"),
        Column("quantity", numeric=True),
        Column("proxy", numeric=True),
    ]
    fields = [
        "code",
        "title",
        "stakeholder",
        "outcome",
        "reading",
        "quantity",
        "quantity_low",
        "quantity_high",
        "quantity_reason",
        "proxy",
        "proxy_low",
        "proxy_high",
        "proxy_name",
        "proxy_source",
        "proxy_year",
        *(f"{name}{part}" for name in NUMBERS[2:] for part in ("", "_low", "_high", "_reason")),
        "shape",
    ]
    groups = [
        (_("What changes, for whom"), ["code", "title", "stakeholder", "outcome"]),
        (_("Quantity"), ["reading", "quantity", "quantity_low", "quantity_high", "quantity_reason"]),
        (
            _("Financial proxy"),
            ["proxy", "proxy_low", "proxy_high", "proxy_name", "proxy_source", "proxy_year"],
        ),
        *((SHORT[name], [name, f"{name}_low", f"{name}_high", f"{name}_reason"]) for name in NUMBERS[2:]),
        (_("Ranges"), ["shape"]),
    ]
    search = ["code", "title", "proxy_source"]
    related = ("value_map", "stakeholder", "outcome", "reading__indicator", "library_proxy")
    form = OutcomeForm
    detail_template = "value/outcome.html"
    summary = _("What changes for one group, how much, what it is worth, and what is taken off.")
    example = _("Lower diabetes risk: 22 people × £7,712.50 × 0.9 × 0.9 = £137,436.75 a year.")

    def detail_context(self, request: HttpRequest, record: ValueOutcome) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        return {
            "trail": trail_of(slug, record),
            "numbers": figures.number_lines(record),
            "impact": queries.impact_words(record),
            "trace": figures.trace_of(record.kind, record.number, slug),
            "readings": (readings := quantities.behind(record)),
            "revised": quantities.revised(record, readings),
            "uprating": assurance.uprating_words(record),
            "old_proxy": uprating.is_old(
                record.proxy_base_year,
                seen_from=uprating.year_in(record.value_map.price_year) or request.standing.today.year,  # type: ignore[attr-defined]
            ),
            "proxy_url": reverse("value:choose-proxy", args=[slug, record.number]),
            "add_up_url": reverse("value:add-up", args=[slug, record.number]),
            "material_url": reverse("value:material", args=[slug, record.value_map.number]),
            "take_url": reverse("value:take", args=[slug, record.number]),
            "sheet_url": reverse("value:sheet", args=[slug, record.value_map.number]),
        }


class Proxies(ValueRegister):
    """The partnership's library of proxies, begun with what the national data hold."""

    model = Proxy
    prefix = "proxies"
    order = 31
    can_import = True
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("name", link=True),
        Column("value", numeric=True),
        "unit",
        Column("price_year", numeric=True),
        "source",
    ]
    fields = [
        "name",
        "value",
        "low",
        "high",
        "unit",
        "price_year",
        "source",
        "source_url",
        "licence",
        "valid_from",
        "valid_to",
        "notes",
    ]
    groups = [
        (_("The value"), ["name", "value", "low", "high", "unit", "price_year"]),
        (_("Where it comes from"), ["source", "source_url", "licence", "valid_from", "valid_to"]),
        (_("How to use it"), ["notes"]),
    ]
    search = ["name", "source", "notes"]
    ordering = "name"
    guidance = "proxies"
    list_template = "value/proxies.html"
    detail_template = "value/proxy.html"
    title = _("Proxies")
    summary = _("Money values that stand for changes nobody pays for, each with its source and price year.")
    example = _(
        "Seeing friends more often: £1,800 for each person and year, prices of 2022, from a study of the council."
    )

    def resting(self, record: Any) -> Any:
        return record.resting()

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        return {
            "waiting": [
                (one, reverse("value:proxy-take", args=[slug, one.code])) for one in library.not_yet_taken()
            ]
        }

    def detail_context(self, request: HttpRequest, record: Proxy) -> dict[str, Any]:
        year = request.standing.today.year  # type: ignore[attr-defined]
        used = ValueOutcome.objects.filter(library_proxy=record, value_map__removed_at=None)
        return {
            "used": used.select_related("value_map").order_by("value_map__number", "position"),
            "is_old": uprating.is_old(record.price_year, seen_from=year),
            "today_prices": uprating.in_newest_prices(record),
        }


class Says(ValueRegister):
    """How each group had a say in a map."""

    model = Say
    prefix = "says"
    order = 32
    in_navigation = False
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("stakeholder", link=True, sort="stakeholder__name"),
        Column("value_map", _("Value map"), sort="", shown=_of_map),
        "how",
        "asked_on",
        Column("people", numeric=True),
    ]
    fields = ["value_map", "stakeholder", "how", "asked_on", "people", "said", "changed", "source"]
    filters = ["how"]
    search = ["said", "changed", "source"]
    related = ("value_map", "stakeholder")
    form = SayForm
    title = _("Who had a say in value maps")
    summary = _("What the people to whom it happens said about a map, and what that changed in it.")
    example = _(
        "Walkers, 3 March 2027: 14 people in a workshop said that sleep matters more than weight; a row was added."
    )
