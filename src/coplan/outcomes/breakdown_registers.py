"""The register of breakdowns: by area, by age group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.models import PartnershipModel
from coplan.kit.register_forms import RecordForm
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.outcomes import actions, breaking_down
from coplan.outcomes.breaking_down import NOT_KNOWN, Placed
from coplan.outcomes.models import Breakdown, BreakdownGroup, IndicatorBreakdown


class BreakdownForm(RecordForm):
    """A new breakdown is named with its groups; later they are changed on a page of their own."""

    names = forms.CharField(
        label=gettext_lazy("Groups, one a line"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        initial=f"\n\n\n{NOT_KNOWN}",
        help_text=gettext_lazy(
            "In the order in which they are read. Keep ‘Not known’ for those who cannot be sorted, "
            "so that the parts always add up."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["names"]

    def clean_names(self) -> list[Placed]:
        found = [Placed(line.strip()) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(one.name) > 80 for one in found):
            raise ValidationError(_("A name is at most 80 characters long. Shorten it."))
        breaking_down.refuse_names(found)
        self.instance.new_groups = found
        return found


def _groups(record: Any) -> str:
    return ", ".join(one.name for one in record.live_groups)


def _indicators(record: Any) -> str:
    return str(len(record.live_uses))


class Breakdowns(Register):
    model = Breakdown
    prefix = "breakdowns"
    section = Section.DESIGN
    in_navigation = False
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("name", link=True),
        Column("groups_in_words", gettext_lazy("Groups"), sort="", shown=_groups),
        Column("uses_in_words", gettext_lazy("Indicators"), sort="", numeric=True, shown=_indicators),
    ]
    fields = ["name", "description"]
    search = ["name", "description"]
    ordering = "name"
    can_import = False
    form = BreakdownForm
    view_action = actions.SEE_OUTCOMES
    change_action = actions.CHANGE_INDICATORS
    guidance = "breakdowns"
    detail_template = "outcomes/breakdown.html"
    summary = gettext_lazy(
        "How figures are sorted: by area, by age group. The parts of a reading always add up to it."
    )
    example = gettext_lazy("Area: Ferrybridge, Hillside, Old Town, Not known.")

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return _with_parts(super().queryset(request))

    def filtered(self, request: HttpRequest) -> tuple[Any, models.QuerySet[Any]]:
        chosen, rows = super().filtered(request)
        # The bin shows the same columns, which read what these fetch
        return chosen, _with_parts(rows) if self.shows_bin(request) else rows

    def saved(self, request: HttpRequest, record: Breakdown, *, added: bool) -> None:
        if added:
            groups = getattr(record, "new_groups", [])
            breaking_down.arrange(breakdown=record, groups=groups, by=request.user)

    def detail_context(self, request: HttpRequest, record: Breakdown) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        return {
            "groups": breaking_down.groups_of(record),
            "uses": record.live_uses,  # type: ignore[attr-defined]
            "groups_url": reverse("outcomes:breakdowns-groups", args=[slug, record.number]),
        }

    def resting(self, record: Breakdown) -> list[PartnershipModel]:
        return [one.indicator for one in record.live_uses]  # type: ignore[attr-defined]

    def refusal(self, request: HttpRequest, record: Breakdown) -> str:
        if not breaking_down.has_figures(record):
            return ""
        return _(
            "Readings have figures by it, and they stay. Stop asking for it on the page of its groups instead."
        )


def _with_parts(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """With their groups and the indicators that are asked for by them; two queries."""
    groups = BreakdownGroup.objects.order_by("position", "number")
    uses = IndicatorBreakdown.objects.filter(indicator__removed_at=None).select_related(
        "indicator", "breakdown"
    )
    return rows.prefetch_related(
        models.Prefetch("groups", groups, to_attr="live_groups"),
        models.Prefetch("indicators", uses, to_attr="live_uses"),
    )
