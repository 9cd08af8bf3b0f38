"""Who is round the table: partners and participants."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import PartnershipModel
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.partnerships import actions, parts
from coplan.partnerships.forms import LAST_COORDINATOR, ParticipantForm
from coplan.partnerships.models import Participant, Partner


class Partners(Register):
    model = Partner
    prefix = "partners"
    section = Section.PEOPLE
    order = 10
    columns = [
        Column("organisation", link=True, sort="organisation__name"),
        Column("organisation.get_sector_display", _("Sector"), sort="organisation__sector"),
        "role",
        "joined_on",
        "left_on",
    ]
    fields = ["organisation", "role", "brings", "joined_on", "left_on"]
    filters = ["role"]
    search = ["organisation__name", "brings"]
    related = ("organisation",)
    ordering = "organisation__name"
    view_action = actions.SEE_PARTNERS
    change_action = actions.CHANGE_PARTNERS
    guidance = "partners"
    summary = _("The organisations round the table. Each has one vote, whatever its size.")
    example = _("A health board as lead public partner, a carers' centre as lead third sector partner.")

    def detail_context(self, request: HttpRequest, record: Partner) -> dict[str, Any]:
        return {"people": Participant.objects.filter(partner=record).select_related("person")}

    def resting(self, record: Partner) -> list[PartnershipModel]:
        return record.resting()


class Participants(Register):
    model = Participant
    prefix = "participants"
    section = Section.PEOPLE
    order = 20
    columns = [
        Column("person", link=True, sort="person__name"),
        Column("partner", sort="partner__organisation__name"),
        "role",
        "is_contact",
        "starts_on",
        "ends_on",
    ]
    fields = ["partner", "role", "is_contact", "starts_on", "ends_on"]
    filters = ["role", "partner"]
    search = ["person__name", "partner__organisation__name"]
    related = ("person", "partner__organisation")
    ordering = "person__name"
    view_action = actions.SEE_PARTNERS
    change_action = actions.CHANGE_PARTNERS
    form = ParticipantForm
    can_import = False
    guidance = "participants"
    summary = _("The people who take part, for whom they act, and from when until when.")
    example = _("A coordinator, two contacts for each partner, and people who use the service.")

    def prepare(self, request: HttpRequest, record: Participant) -> None:
        record.starts_on = request.standing.today  # type: ignore[attr-defined]

    def refusal(self, request: HttpRequest, record: Participant) -> str:
        last = parts.is_last_coordinator(record, request.standing.today)  # type: ignore[attr-defined]
        return str(LAST_COORDINATOR) if last else ""
