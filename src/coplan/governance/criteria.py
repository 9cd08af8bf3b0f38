"""What the groups and seats say of the gates' criteria."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.governance.queries import GroupAtWork, groups_with_seats, sector_of
from coplan.partnerships.gates import Met, automatic
from coplan.partnerships.models import Partnership
from coplan.people.models import Sector

THIRD = {Sector.THIRD.value, Sector.USER_LED.value}


def _url(partnership: Partnership) -> str:
    return reverse("governance:groups", args=[partnership.slug])


def _steering(today: date) -> list[GroupAtWork]:
    return [one for one in groups_with_seats(today) if one.group.is_steering]


@automatic("form.steering_group")
def steering_group(partnership: Partnership, today: date) -> Met:
    groups = _steering(today)
    sectors = {sector_of(seat) for one in groups for seat in one.seats if seat.has_vote}
    if not groups:
        return Met(False, _("Add the group that steers the partnership."), _url(partnership))
    if Sector.PUBLIC not in sectors or not sectors & THIRD:
        return Met(False, _("Seat both sectors on the group that steers."), _url(partnership))
    return Met(True, ", ".join(str(one.group) for one in groups), _url(partnership))


@automatic("form.service_user_seat")
def service_user_seat(partnership: Partnership, today: date) -> Met:
    seated = [seat for one in _steering(today) for seat in one.service_users if seat.has_vote]
    if not seated:
        return Met(
            False, _("Give somebody who uses the service a seat on the group that steers."), _url(partnership)
        )
    return Met(True, ", ".join(str(seat.participant.person) for seat in seated), _url(partnership))
