"""Who takes part and how they meet, as the health rules see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from coplan.engines.health import snapshot as picture
from coplan.governance.models import MeetingState, Seat
from coplan.governance.queries import GroupAtWork, sector_of
from coplan.health.records import Records
from coplan.partnerships.models import Participant, Partner, PartnerRole, PersonaRole
from coplan.people.models import Sector

# Our words for a sector, as the rules call it; what is in neither list belongs to no sector
SECTORS = {"public": "public", "third": "third", "private": "private", "user-led": "community"}
ROLES = {PersonaRole.SERVICE_USER.value: "service_user"}


def current_partners(today: date) -> list[Partner]:
    return list(
        Partner.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=today))
        .select_related("organisation")
        .order_by("organisation__name")
    )


def participants_of() -> list[Participant]:
    return list(Participant.objects.select_related("person", "partner__organisation").order_by("number"))


def partners(
    records: Records,
    found: Sequence[Partner],
    people: Sequence[Participant],
    groups: Sequence[GroupAtWork],
    today: date,
) -> tuple[picture.Partner, ...]:
    contacts = {(one.partner_id, one.person_id) for one in people if one.is_contact and one.is_current(today)}
    many = Counter(partner for partner, _person in contacts)
    steering = Counter(
        seat.participant.partner_id for one in groups if one.group.is_steering for seat in one.seats
    )
    return tuple(
        picture.Partner(
            ref=records.ref(one),
            sector=SECTORS.get(one.organisation.sector, ""),
            role=_role(one),
            contacts=many[one.pk],
            steering_seats=steering[one.pk],
            joined_on=one.joined_on,
        )
        for one in found
    )


def _role(partner: Partner) -> str:
    """The lead public partner commissions; so does a public body that funds the work."""
    pays = partner.role == PartnerRole.FUNDER and partner.organisation.sector == Sector.PUBLIC
    if partner.role == PartnerRole.LEAD_PUBLIC or pays:
        return "commissioner"
    return "lead" if partner.role == PartnerRole.LEAD_THIRD else "partner"


def participants(
    records: Records, people: Sequence[Participant], groups: Sequence[GroupAtWork]
) -> tuple[picture.Participant, ...]:
    seats = Counter(seat.participant_id for one in groups for seat in one.seats)
    return tuple(
        picture.Participant(
            ref=records.ref(one, str(one.person)),
            role=ROLES.get(one.role, one.role),
            organisation=str(one.partner or ""),
            from_on=one.starts_on,
            to_on=one.ends_on,
            seats=seats[one.pk],
        )
        for one in people
    )


def groups_at_work(records: Records, found: Sequence[GroupAtWork]) -> tuple[picture.Group, ...]:
    return tuple(_group(records, one) for one in found)


def _group(records: Records, work: GroupAtWork) -> picture.Group:
    began = min((seat.starts_on for seat in work.seats), default=timezone.localdate(work.group.created_at))
    return picture.Group(
        ref=records.ref(work.group),
        is_steering=work.group.is_steering,
        formed_on=began,
        seats=tuple(_seat(records, seat) for seat in work.seats),
        meetings=tuple(
            picture.Meeting(on=one.held_on, held=one.state == MeetingState.HELD, ref=records.ref(one))
            for one in work.meetings
        ),
    )


def _seat(records: Records, seat: Seat) -> picture.Seat:
    # An adviser has no vote, so counts for no sector
    sector = SECTORS.get(sector_of(seat), "") if seat.has_vote else ""
    return picture.Seat(
        ref=records.ref(seat),
        sector=sector,
        is_service_user=seat.participant.role == PersonaRole.SERVICE_USER,
    )
