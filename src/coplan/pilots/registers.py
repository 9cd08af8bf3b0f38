"""Pilots: the service tried for long enough to learn from it; and what was changed about it on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.models import PartnershipModel
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.pilots import actions, queries
from coplan.pilots.forms import ServiceChangeForm
from coplan.pilots.models import ChangeAim, Pilot, ServiceChange


class Pilots(Register):
    model = Pilot
    prefix = "pilots"
    section = Section.PILOT
    order = 10
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("name", link=True),
        "area",
        Column("provider", sort="provider__organisation__name"),
        "starts_on",
        "ends_on",
    ]
    fields = ["name", "area", "service", "provider", "owner", "starts_on", "ends_on", "short_reason"]
    groups = [
        (gettext_lazy("What is tried"), ["name", "area", "service"]),
        (gettext_lazy("Who"), ["provider", "owner"]),
        (gettext_lazy("How long"), ["starts_on", "ends_on", "short_reason"]),
    ]
    filters = ["provider"]
    search = ["name", "area", "service"]
    related = ("provider__organisation", "owner__person", "owner__partner__organisation")
    ordering = "starts_on"
    view_action = actions.SEE_PILOTS
    change_action = actions.CHANGE_PILOTS
    guidance = "pilots"
    detail_template = "pilots/pilot.html"
    summary = gettext_lazy(
        "The service tried in one place for long enough to learn from it: twelve months or more."
    )
    example = gettext_lazy(
        "Befriending in two towns, 1 April 2027 to 31 March 2029, delivered by a carers' centre."
    )

    def detail_context(self, request: HttpRequest, record: Pilot) -> dict[str, Any]:
        return {"standing": _where_it_stands(record, request.standing.today)}  # type: ignore[attr-defined]


def _where_it_stands(pilot: Pilot, today: date) -> str:
    if today < pilot.starts_on:
        return _("begins in %(days)s days") % {"days": (pilot.starts_on - today).days}
    if today > pilot.ends_on:
        return _("has ended")
    return _("running, %(days)s days to go") % {"days": (pilot.ends_on - today).days}


class ServiceChanges(Register):
    model = ServiceChange
    prefix = "service-changes"
    section = Section.PILOT
    order = 20
    columns = [
        Column("reference", gettext_lazy("Reference"), sort="number"),
        Column("what", link=True),
        "changed_on",
        Column("decided_by", gettext_lazy("Decided by"), sort=""),
        Column("fate"),
        Column("effect"),
    ]
    fields = [
        "what",
        "changed_on",
        "details",
        "because",
        "prompted_by",
        "said",
        "reading",
        "group",
        "person",
        "meeting",
        "decision",
        "expected",
        "owner",
        "review_on",
    ]
    groups = [
        (gettext_lazy("What changed"), ["what", "changed_on", "details"]),
        (gettext_lazy("Why"), ["because", "prompted_by", "said", "reading"]),
        (gettext_lazy("Who decided it"), ["group", "person", "meeting", "decision"]),
        (
            gettext_lazy("What it should bring about"),
            ["expected", "outcomes", "indicators", "owner", "review_on"],
        ),
    ]
    filters = ["fate", "prompted_by"]
    search = ["what", "details", "because", "said", "effect"]
    related = queries.PEOPLE
    ordering = "-changed_on"
    view_action = actions.SEE_PILOTS
    change_action = actions.CHANGE_SERVICE
    form = ServiceChangeForm
    guidance = "refinements"
    detail_template = "pilots/service_change.html"
    summary = gettext_lazy(
        "What was changed about the service, from which day, why and by whom, and what came of it."
    )
    example = gettext_lazy(
        "From 1 February practices send referrals straight to a coach, because people said the wait put them "
        "off. Waits fell from seven weeks to four: kept."
    )

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return queries.service_changes()

    def detail_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        return {
            "outcomes": [one.element for one in record.moves if one.element_id],
            "indicators": [one.indicator for one in record.moves if one.indicator_id],
            "effect_url": reverse("pilots:service-changes-effect", args=[record.owner_slug, record.number]),
        }

    def resting(self, record: ServiceChange) -> list[PartnershipModel]:
        return record.resting(apart_from={ChangeAim.kind})
