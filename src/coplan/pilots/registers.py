"""Pilots: the service tried for long enough to learn from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.pilots import actions
from coplan.pilots.models import Pilot


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
