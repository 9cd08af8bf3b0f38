"""The registers of the logic model's parts, indicators, targets and readings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from coplan.kit.access import allowed, recheck
from coplan.kit.models import PartnershipModel
from coplan.kit.registers import Register, asked_for
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.need.models import Need
from coplan.outcomes import actions, drawing, figures, locks, pages, parts, queries, reading_pages, services
from coplan.outcomes.forms import ElementForm, FigureForm, IndicatorForm, ReadingForm
from coplan.outcomes.models import RANKS, Element, Indicator, Reading, ReadingPart, Target


class Elements(Register):
    model = Element
    prefix = "elements"
    section = Section.DESIGN
    in_navigation = False
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        "tier",
        Column("need", sort="need__title"),
        Column("stakeholder", sort="stakeholder__name"),
        "national_outcome",
    ]
    fields = ["tier", "title", "description", "need", "stakeholder", "national_outcome", "position"]
    groups = [
        (_("What it is"), ["tier", "title", "description"]),
        (_("For an outcome: what it is tied to"), ["need", "stakeholder", "national_outcome"]),
        (_("Where it stands"), ["position"]),
    ]
    filters = ["tier", "need", "stakeholder"]
    search = ["title", "description"]
    related = ("need", "stakeholder")
    ordering = "number"
    form = ElementForm
    view_action = actions.SEE_OUTCOMES
    change_action = actions.CHANGE_LOGIC_MODEL
    guidance = "logic-model"
    detail_template = "outcomes/element.html"
    list_template = "outcomes/elements.html"
    summary = _("The parts of the logic model, from what goes in to what lasts.")
    example = _("Short-term outcome: people who live alone see somebody at least twice a week.")

    def prepare(self, request: HttpRequest, record: Element) -> None:
        """`?tier=` chooses the column; `?after=` and `?before=` name the part it is to be linked with."""
        if request.GET.get("tier") in RANKS:
            record.tier = request.GET["tier"]
        near = asked_for(request, "after", Element.objects) or asked_for(request, "before", Element.objects)
        if near is not None:
            record.need, record.stakeholder = near.need, near.stakeholder
        if record.is_outcome and record.need is None and Need.objects.count() == 1:
            record.need = Need.objects.first()
        if near is None and record.tier:
            record.position = Element.objects.filter(tier=record.tier).count()

    def saved(self, request: HttpRequest, record: Element, *, added: bool) -> None:
        if not added:
            return
        after, before = (
            asked_for(request, "after", Element.objects),
            asked_for(request, "before", Element.objects),
        )
        for source, target in ((after, record), (record, before)):
            if source is None or target is None:
                continue
            try:
                services.link(source=source, target=target, by=request.user)
            except ValidationError as error:
                messages.warning(request, " ".join(error.messages))

    def detail_context(self, request: HttpRequest, record: Element) -> dict[str, Any]:
        return pages.element_page(request, record)

    def resting(self, record: Element) -> list[PartnershipModel]:
        return queries.rest_on_element(record)


def _latest(indicator: Indicator) -> str:
    state = queries.indicator_state(indicator, timezone.localdate())
    return figures.with_unit(indicator, state.reading.value) if state.reading else ""


def _state(indicator: Indicator) -> SafeString:
    """Shape and word: colour is never alone."""
    state = queries.indicator_state(indicator, timezone.localdate()).state
    dot = format_html('<span class="kit-status__dot" aria-hidden="true"></span>{}', state.words)
    return format_html('<span class="kit-status kit-status--{}">{}</span>', state.tone, dot)


class Indicators(Register):
    model = Indicator
    prefix = "indicators"
    section = Section.DESIGN
    order = 20
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("name", link=True),
        Column("outcome", sort="outcome__title"),
        Column("latest", _("Latest"), sort="", numeric=True, shown=_latest),
        Column("state", _("Against target"), sort="", shown=_state),
        Column("trend", _("Readings"), sort="", shown=lambda one: drawing.sparkline(one).svg),
        Column("owner", sort="owner__person__name"),
    ]
    fields = [
        "outcome",
        "name",
        "definition",
        "measured",
        "unit",
        "running_total",
        "direction",
        "baseline",
        "baseline_out_of",
        "baseline_on",
        "baseline_source",
        "method",
        "frequency",
        "owner",
        "counts_people",
    ]
    groups = [
        (
            _("What is measured"),
            ["outcome", "name", "definition", "measured", "unit", "running_total", "direction"],
        ),
        (_("Where it began"), ["baseline", "baseline_out_of", "baseline_on", "baseline_source"]),
        (_("How it is collected"), ["method", "frequency", "owner", "counts_people"]),
    ]
    filters = ["outcome", "measured", "frequency", "owner"]
    search = ["name", "definition", "outcome__title"]
    related = ("outcome", *queries.OWNER)
    ordering = "number"
    view_action = actions.SEE_OUTCOMES
    change_action = actions.CHANGE_INDICATORS
    guidance = "indicators"
    form = IndicatorForm
    detail_template = "outcomes/indicator.html"
    summary = _("How each outcome is known: what is measured, from where it began, by whom and how often.")
    example = _("People who see somebody at least twice a week: 21 of 60 in March 2026; asked every quarter.")

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return queries.indicators(with_people=True)

    def every(self, request: HttpRequest) -> models.QuerySet[Any]:
        return self.queryset(request)

    def filtered(self, request: HttpRequest) -> tuple[Any, models.QuerySet[Any]]:
        chosen, rows = super().filtered(request)
        if request.GET.get("removed"):
            # The bin shows the same columns, which read what these fetch
            with_series = queries.indicators()._prefetch_related_lookups  # type: ignore[attr-defined]
            rows = rows.prefetch_related(*with_series).select_related(*self.related)
        return chosen, rows

    def prepare(self, request: HttpRequest, record: Indicator) -> None:
        record.outcome_id = getattr(asked_for(request, "outcome", Element.objects), "pk", None)

    def detail_context(self, request: HttpRequest, record: Indicator) -> dict[str, Any]:
        return pages.indicator_page(request, record)

    def resting(self, record: Indicator) -> list[PartnershipModel]:
        return queries.rest_on_indicator(record)


class Figures(Register):
    """What targets and readings share: a stored figure is replaced with a reason, so its edit page asks for one."""

    view_action = actions.SEE_OUTCOMES
    related = ("indicator", "by", "replaces", "replaces__indicator")

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().queryset(request).filter(indicator__removed_at=None)

    def filtered(self, request: HttpRequest) -> tuple[Any, models.QuerySet[Any]]:
        """The list shows what is in force; what was replaced stands on the indicator's page."""
        chosen, rows = super().filtered(request)
        return chosen, rows.filter(replaced_at=None, indicator__removed_at=None).select_related(*self.related)

    def may_change(self, request: HttpRequest, record: Any = None) -> bool:
        return super().may_change(request, record) and (record is None or record.is_in_force)

    def get_to_change(self, request: HttpRequest, number: int, *, removed: bool = False) -> Any:
        record = self.get(request, number, removed=removed)
        recheck(request, self.change_action, record)
        if not record.is_in_force:
            raise Http404
        return record

    def prepare(self, request: HttpRequest, record: Any) -> None:
        record.by = request.user
        chosen = asked_for(request, "indicator", Indicator.objects)
        if chosen is not None:
            record.indicator = queries.indicators().get(pk=chosen.pk)
            period = self.next_period(record.indicator)
            record.starts_on, record.ends_on = period.starts_on, period.ends_on

    def next_period(self, indicator: Indicator) -> Any:
        raise NotImplementedError

    def detail_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        return pages.figure_page(request, record)

    def resting(self, record: Any) -> list[PartnershipModel]:
        return record.resting(apart_from={record.kind, ReadingPart.kind})


class Targets(Figures):
    model = Target
    prefix = "targets"
    section = Section.DESIGN
    in_navigation = False
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("indicator", sort="indicator__name", link=True),
        Column("period", _("Period"), sort="ends_on"),
        Column("value", numeric=True, shown=lambda one: figures.with_unit(one.indicator, one.value)),
        "reason",
    ]
    fields = ["indicator", "starts_on", "ends_on", "value"]
    filters = ["indicator"]
    search = ["indicator__name"]
    ordering = "ends_on"
    form = FigureForm
    change_action = actions.CHANGE_INDICATORS
    guidance = "indicators"
    detail_template = "outcomes/figure.html"
    summary = _("What each indicator should be in each period. A revised target keeps what it was, and why.")
    example = _("At least 60% of people by March 2027, revised from 70% after the late start.")

    def next_period(self, indicator: Indicator) -> Any:
        return queries.next_target(indicator)


def _approval(reading: Reading) -> str:
    return date_format(localtime(reading.approved_at)) if reading.approved_at else str(_("not yet"))


class Readings(Figures):
    model = Reading
    related = (*Figures.related, "approved_by")
    prefix = "readings"
    section = Section.EVIDENCE
    order = 10
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("indicator", sort="indicator__name", link=True),
        Column("period", _("Period"), sort="ends_on"),
        Column("figure", numeric=True, shown=figures.reading_in_words),
        "source",
        Column("by", _("Entered by"), sort="by__name"),
        Column("approved", _("Approved"), sort="approved_at", shown=_approval),
    ]
    fields = ["indicator", "starts_on", "ends_on", "figure", "out_of", "source", "note"]
    filters = ["indicator"]
    search = ["indicator__name", "source", "note"]
    ordering = "-ends_on"
    form = ReadingForm
    change_action = actions.ENTER_READINGS
    guidance = "readings"
    list_template = "outcomes/readings.html"
    detail_template = "outcomes/reading.html"
    summary = _(
        "What each indicator was in each period, with its source. A corrected figure keeps the old one."
    )
    example = _("January to March 2027: 31 of 50 people, from the lunch club's register.")

    def next_period(self, indicator: Indicator) -> Any:
        return queries.next_reading(indicator)

    def refusal(self, request: HttpRequest, record: Reading) -> str:
        return locks.why_locked(record.partnership_id, record.ends_on)

    def prepare(self, request: HttpRequest, record: Reading) -> None:
        super().prepare(request, record)
        if record.indicator_id:
            known = [one for one in record.indicator.every_reading if one.replaced_at is None]
            record.source = known[-1].source if known else ""

    def saved(self, request: HttpRequest, record: Reading, *, added: bool) -> None:
        if added:
            parts.keep(record, getattr(record, "typed_parts", ()), request.user)

    def detail_context(self, request: HttpRequest, record: Reading) -> dict[str, Any]:
        return {**super().detail_context(request, record), **reading_pages.reading_page(request, record)}

    def list_context(self, request: HttpRequest, found: models.QuerySet[Any]) -> dict[str, Any]:
        standing, slug = request.standing, request.partnership.slug  # type: ignore[attr-defined]
        return {
            "due": queries.readings_due(standing.today),
            "sheet_url": reverse("outcomes:sheet", args=[slug]),
            "may_enter": allowed(request, actions.ENTER_READINGS),
            "approve_url": reverse("outcomes:readings-approve", args=[slug]),
            "waiting": reading_pages.waiting().count() if allowed(request, actions.APPROVE_READINGS) else 0,
            "breakdowns_url": reverse("outcomes:breakdowns", args=[slug]),
        }
