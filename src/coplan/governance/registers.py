"""Groups, the seats on them, and their meetings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from coplan.governance import actions, queries
from coplan.governance.forms import MeetingForm
from coplan.governance.models import Group, Meeting, MeetingState, Seat
from coplan.governance.structure import structure
from coplan.kit.models import PartnershipModel
from coplan.kit.registers import Register, asked_for
from coplan.kit.shell import Section
from coplan.kit.tables import Column


def _today(request: HttpRequest) -> Any:
    return request.standing.today  # type: ignore[attr-defined]


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


class Groups(Register):
    model = Group
    prefix = "groups"
    section = Section.FORM
    order = 40
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("name", link=True),
        "is_steering",
        Column("reports_to", sort="reports_to__name"),
        "rhythm",
    ]
    fields = ["name", "purpose", "is_steering", "reports_to", "rhythm"]
    search = ["name", "purpose"]
    related = ("reports_to",)
    ordering = "number"
    view_action = actions.SEE_GOVERNANCE
    change_action = actions.CHANGE_GROUPS
    guidance = "governance"
    list_template = "governance/groups.html"
    detail_template = "governance/group.html"
    summary = _(
        "The groups that steer and do the work, and who sits on each. People who use the service have seats."
    )
    example = _(
        "A governance group that meets every quarter; an operational group that meets monthly and reports to it."
    )

    def resting(self, record: Group) -> list[PartnershipModel]:
        return record.resting()

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        return {
            "structure": structure(queries.groups_with_seats(_today(request))),
            "seats_url": Seats.url("", _slug(request)),
        }

    def detail_context(self, request: HttpRequest, record: Group) -> dict[str, Any]:
        slug = _slug(request)
        seats = queries.seats_today(_today(request)).filter(group=record)
        meetings = queries.meetings_of_groups().filter(group=record)
        return {
            "work": queries.GroupAtWork(record, tuple(seats), tuple(meetings), _today(request)),
            "may_meet": Meetings().may_change(request),
            "add_seat": f"{Seats.url('add', slug)}?group={record.number}",
            "add_meeting": f"{Meetings.url('add', slug)}?group={record.number}",
            "below": list(Group.objects.filter(reports_to=record).order_by("number")),
        }


class Seats(Register):
    model = Seat
    prefix = "seats"
    section = Section.FORM
    columns = [
        Column("participant", link=True, sort="participant__person__name"),
        Column("group", sort="group__name"),
        "role",
        "starts_on",
        "ends_on",
    ]
    fields = ["group", "participant", "role", "starts_on", "ends_on"]
    filters = ["group", "role"]
    search = ["participant__person__name", "group__name"]
    related = ("group", "participant__person", "participant__partner__organisation")
    ordering = "group__name"
    view_action = actions.SEE_GOVERNANCE
    change_action = actions.CHANGE_GROUPS
    guidance = "governance"
    in_navigation = False
    summary = _("Who sits on which group, in which role, from when until when.")
    example = _("Somebody who uses the service, as a member of the governance group, from 1 April.")

    def prepare(self, request: HttpRequest, record: Seat) -> None:
        record.starts_on = _today(request)
        group = asked_for(request, "group", Group.objects)
        if group is not None:
            record.group = group


_TONES = {MeetingState.PLANNED: "info", MeetingState.HELD: "good", MeetingState.CANCELLED: "none"}


def _state(meeting: Meeting) -> SafeString:
    return format_html(
        '<span class="kit-badge kit-badge--{}">{}</span>', _TONES[meeting.state], meeting.get_state_display()
    )


class Meetings(Register):
    model = Meeting
    prefix = "meetings"
    section = Section.RUN
    order = 8
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("held_on", link=True),
        Column("group", sort="group__name"),
        "place",
        Column("state", shown=_state),
    ]
    fields = ["group", "held_on", "place", "state", "agenda", "decisions"]
    groups = [
        (_("The meeting"), ["group", "held_on", "place", "state"]),
        (_("What it is about"), ["agenda", "decisions"]),
    ]
    filters = ["group", "state"]
    search = ["group__name", "place", "agenda", "decisions"]
    related = ("group",)
    ordering = "-held_on"
    view_action = actions.SEE_GOVERNANCE
    change_action = actions.CHANGE_MEETINGS
    form = MeetingForm
    guidance = "governance"
    list_template = "governance/meetings.html"
    detail_template = "governance/meeting.html"
    summary = _("When the groups meet, and what they decided, with the reasons.")
    example = _("Governance group, 12 May: agreed to pilot in two towns, because referrals there are ready.")

    def prepare(self, request: HttpRequest, record: Meeting) -> None:
        group = asked_for(request, "group", Group.objects)
        if group is not None:
            record.group = group

    def list_context(self, request: HttpRequest, found: Any) -> dict[str, Any]:
        today = _today(request)
        return {
            "next": queries.next_meeting(today),
            "unrecorded": list(queries.meetings_unrecorded(today)),
            "today": today,
        }

    def detail_context(self, request: HttpRequest, record: Meeting) -> dict[str, Any]:
        return {"state_tone": _TONES[MeetingState(record.state)], "today": _today(request)}
