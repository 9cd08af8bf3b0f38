"""Routes to sustain the service, and the funders who may pay for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.kit.templatetags.kit import money
from coplan.sustainability import actions
from coplan.sustainability.models import Prospect, ProspectState, Route, RouteState

_ROUTE_TONES = {
    RouteState.IDEA: "none",
    RouteState.PREFERRED: "info",
    RouteState.AGREED: "good",
    RouteState.DONE: "good",
    RouteState.DROPPED: "none",
}
PROSPECT_TONES = {
    ProspectState.INTEREST: "none",
    ProspectState.CONVERSATION: "info",
    ProspectState.COMMITMENT: "good",
    ProspectState.DECLINED: "none",
}


def _route_state(route: Route) -> SafeString:
    tone = _ROUTE_TONES[RouteState(route.state)]
    return format_html('<span class="kit-badge kit-badge--{}">{}</span>', tone, route.get_state_display())


def _prospect_state(prospect: Prospect) -> SafeString:
    tone, words = PROSPECT_TONES[ProspectState(prospect.state)], prospect.get_state_display()
    if prospect.state == ProspectState.COMMITMENT:
        tone, words = (
            ("good", _("Committed in writing"))
            if prospect.in_writing
            else ("warn", _("Committed, not in writing"))
        )
    return format_html('<span class="kit-badge kit-badge--{}">{}</span>', tone, words)


class SustainRegister(Register):
    """What the two share."""

    section = Section.SUSTAIN
    view_action = actions.SEE_SUSTAINING
    change_action = actions.CHANGE_SUSTAINING
    guidance = "sustainability"


class Routes(SustainRegister):
    model = Route
    prefix = "routes"
    order = 10
    title = gettext_lazy("Routes")  # type: ignore[assignment]
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("title", link=True),
        "sort",
        Column("state", shown=_route_state),
        Column("owner", sort="owner__person__name"),
        "decide_by",
    ]
    fields = ["title", "sort", "state", "owner", "decide_by", "reasons"]
    filters = ["sort", "state", "owner"]
    search = ["title", "reasons"]
    related = ("owner__person", "owner__partner__organisation")
    ordering = "decide_by"
    summary = gettext_lazy(
        "How the service may go on after the pilot, who sees to it, and by when it must be decided."
    )
    example = gettext_lazy(
        "The health board takes the service into its own budget: decide by 30 September, before the budget round."
    )


class Prospects(SustainRegister):
    model = Prospect
    prefix = "funders"
    order = 20
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("__str__", gettext_lazy("Funder"), link=True, sort=""),
        Column("state", shown=_prospect_state),
        Column("amount", numeric=True, shown=lambda prospect: money(prospect.amount)),
        Column("year", gettext_lazy("Year"), shown=lambda prospect: prospect.year_words),
        "budget_decided_on",
        Column("owner", sort="owner__person__name"),
    ]
    fields = [
        "partner",
        "outside",
        "state",
        "amount",
        "year",
        "in_writing",
        "caveats",
        "budget_decided_on",
        "owner",
    ]
    groups = [
        (gettext_lazy("The funder"), ["partner", "outside", "owner"]),
        (gettext_lazy("How far it has come"), ["state", "in_writing", "caveats", "budget_decided_on"]),
        (gettext_lazy("How much"), ["amount", "year"]),
    ]
    filters = ["state", "year", "owner"]
    search = ["partner__organisation__name", "outside", "caveats"]
    related = ("partner__organisation", "owner__person", "owner__partner__organisation")
    list_template = "sustainability/funders.html"
    summary = gettext_lazy(
        "Who may pay for the service after the pilot: from interest, through conversation, to commitment in writing."
    )
    example = gettext_lazy(
        "The council: in conversation about £60,000.00 a year from 2028-29; its budget is decided in February."
    )

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        return {"pipeline_url": reverse("sustainability:pipeline", args=[request.partnership.slug])}  # type: ignore[attr-defined]
