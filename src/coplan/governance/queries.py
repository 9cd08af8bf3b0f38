"""Reads used by the group's page, the overview, documents and health."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.translation import gettext as _

from coplan.governance.models import Group, Meeting, MeetingState, Seat, SeatRole
from coplan.partnerships.models import PersonaRole

USES_SERVICE = "service-user"
NO_ORGANISATION = ""
_CHAIR_FIRST = Case(
    *(When(role=role, then=rank) for rank, role in enumerate(SeatRole)), output_field=IntegerField()
)


def seats_today(today: date) -> QuerySet[Any]:
    """Seats held today, of groups that are kept, by people who still take part."""
    return (
        Seat.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today),
            Q(participant__ends_on__isnull=True) | Q(participant__ends_on__gte=today),
            starts_on__lte=today,
            group__removed_at__isnull=True,
            participant__removed_at__isnull=True,
        )
        .select_related("participant__person", "participant__partner__organisation", "group")
        .order_by(_CHAIR_FIRST, "participant__person__name")
    )


def sector_of(seat: Seat) -> str:
    """The sector a seat speaks for; people who use the service are counted by themselves."""
    if seat.participant.role == PersonaRole.SERVICE_USER:
        return USES_SERVICE
    partner = seat.participant.partner
    return partner.organisation.sector if partner else NO_ORGANISATION


def sector_words(sector: str) -> str:
    names = {
        USES_SERVICE: _("People who use the service"),
        "public": _("Public sector"),
        "third": _("Third sector"),
        "private": _("Private sector"),
        "user-led": _("User-led organisations"),
        "other": _("Other organisations"),
        NO_ORGANISATION: _("Nobody's organisation"),
    }
    return names[sector]


@dataclass(frozen=True)
class SectorSeats:
    """How many seats one sector holds, and its share of them all."""

    sector: str
    label: str
    seats: int
    percent: int


def balance(seats: Iterable[Seat]) -> list[SectorSeats]:
    """Seats by sector, the largest first. An adviser has no vote and is not counted."""
    counted = Counter(sector_of(seat) for seat in seats if seat.has_vote)
    total = sum(counted.values())
    return [
        SectorSeats(sector, sector_words(sector), held, round(held * 100 / total))
        for sector, held in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]


@dataclass(frozen=True)
class GroupAtWork:
    """A group with who sits on it today and its meetings, the latest first, cancelled ones left out."""

    group: Group
    seats: tuple[Seat, ...]
    meetings: tuple[Meeting, ...]
    today: date

    @property
    def chair(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.role == "chair"), None)

    @property
    def service_users(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if sector_of(seat) == USES_SERVICE)

    @property
    def balance(self) -> list[SectorSeats]:
        return balance(self.seats)

    @property
    def last_held(self) -> Meeting | None:
        return next((one for one in self.meetings if one.state == MeetingState.HELD), None)

    @property
    def next_planned(self) -> Meeting | None:
        coming = [one for one in self.meetings if one.is_planned and one.held_on >= self.today]
        return coming[-1] if coming else None


def groups_with_seats(today: date) -> list[GroupAtWork]:
    """Every group, those that steer first, with its seats and meetings; three queries."""
    seats: dict[int, list[Seat]] = {}
    for seat in seats_today(today):
        seats.setdefault(seat.group_id, []).append(seat)
    meetings: dict[int, list[Meeting]] = {}
    for meeting in meetings_of_groups():
        meetings.setdefault(meeting.group_id, []).append(meeting)
    return [
        GroupAtWork(group, tuple(seats.get(group.pk, ())), tuple(meetings.get(group.pk, ())), today)
        for group in Group.objects.order_by("-is_steering", "number")
    ]


def meetings_of_groups() -> QuerySet[Any]:
    """Meetings that were not cancelled, of groups that are kept, the latest first."""
    return (
        Meeting.objects.exclude(state=MeetingState.CANCELLED)
        .filter(group__removed_at__isnull=True)
        .select_related("group")
        .order_by("-held_on", "-number")
    )


def next_meeting(today: date) -> Meeting | None:
    """The soonest planned meeting of any group, from today on."""
    return meetings_due(today, None).first()


def meetings_due(today: date, within_days: int | None = 30) -> QuerySet[Any]:
    """Planned meetings from today on, the soonest first; all of them where no number of days is given."""
    coming = meetings_of_groups().filter(state=MeetingState.PLANNED, held_on__gte=today)
    if within_days is not None:
        coming = coming.filter(held_on__lte=today + timedelta(days=within_days))
    return coming.order_by("held_on", "number")


def meetings_unrecorded(today: date) -> QuerySet[Any]:
    """Planned meetings whose day has passed: held or not, nobody has said."""
    return (
        meetings_of_groups()
        .filter(state=MeetingState.PLANNED, held_on__lt=today)
        .order_by("held_on", "number")
    )
