"""What was given in kind, valued: never added to cash without saying so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coplan.money.models import Gift, Hours
from coplan.money.months import NOTHING


@dataclass(frozen=True)
class Giver:
    """What one partner gave."""

    name: str
    hours: Decimal
    time: Decimal
    volunteers: Decimal
    gifts: Decimal

    @property
    def value(self) -> Decimal:
        return self.time + self.volunteers + self.gifts


@dataclass(frozen=True)
class InKind:
    """Hours and things given between two days. `time` is paid people's, `volunteers` is volunteers' time."""

    hours: Decimal
    time: Decimal
    volunteers: Decimal
    gifts: Decimal
    givers: tuple[Giver, ...] = ()

    @property
    def value(self) -> Decimal:
        return self.time + self.volunteers + self.gifts


def in_kind(starts_on: date | None = None, ends_on: date | None = None) -> InKind:
    """Everything given between two days; two queries."""
    hours = Hours.objects.select_related(*Hours.LABEL_NEEDS)
    gifts = Gift.objects.select_related(*Gift.LABEL_NEEDS)
    if starts_on is not None:
        hours, gifts = (
            hours.filter(month__gte=starts_on.replace(day=1)),
            gifts.filter(given_on__gte=starts_on),
        )
    if ends_on is not None:
        hours, gifts = hours.filter(month__lte=ends_on), gifts.filter(given_on__lte=ends_on)
    return added_up(list(hours), list(gifts))


def added_up(hours: list[Hours], gifts: list[Gift]) -> InKind:
    names = sorted({str(one.partner) for one in (*hours, *gifts)})
    givers = (
        _sums(
            [one for one in hours if str(one.partner) == name],
            [one for one in gifts if str(one.partner) == name],
        )
        for name in names
    )
    made = tuple(Giver(name, *sums) for name, sums in zip(names, givers, strict=True))
    ordered = tuple(sorted(made, key=lambda one: (-one.value, one.name)))
    return InKind(*_sums(hours, gifts), ordered)


def _sums(hours: list[Hours], gifts: list[Gift]) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    paid = [one for one in hours if not one.role.is_volunteer]
    free = [one for one in hours if one.role.is_volunteer]
    return (
        sum((one.hours for one in hours), NOTHING),
        sum((one.value for one in paid), NOTHING),
        sum((one.value for one in free), NOTHING),
        sum((one.value for one in gifts), NOTHING),
    )
