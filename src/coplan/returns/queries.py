"""Reads used by the pages, the due list and the reminders. Constant queries, however many returns there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from coplan.outcomes import queries as outcomes
from coplan.outcomes.models import BreakdownGroup, Indicator, IndicatorBreakdown, Reading
from coplan.partnerships.models import Participant, Partner, PersonaRole
from coplan.partnerships.roles import Standing, coordinator
from coplan.returns.models import Duty, Figure, FigurePart, Return, Round, State

# Who may fill in a return of the partner they act for
REPORTERS = (PersonaRole.PARTNER, PersonaRole.COORDINATOR)


def in_force(readings: Iterable[Any]) -> list[Any]:
    """Readings that nothing has replaced, by period."""
    return sorted((one for one in readings if one.replaced_at is None), key=lambda one: one.ends_on)


def partners(today: date) -> QuerySet[Any]:
    """Partners round the table today."""
    found: QuerySet[Any] = Partner.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=today))
    return found.select_related("organisation").order_by("organisation__name")


def duties() -> list[Duty]:
    """Every duty whose indicator and partner are still there, with the indicator's figures; five queries."""
    found = {one.pk: one for one in outcomes.indicators()}
    rows = Duty.objects.filter(indicator__in=found, partner__removed_at=None).select_related(
        "partner__organisation"
    )
    kept = []
    for one in rows.order_by("indicator__number", "partner__organisation__name"):
        one.indicator = found[one.indicator_id]
        kept.append(one)
    return kept


def rounds() -> QuerySet[Any]:
    """Rounds with their returns, the newest first."""
    returns = Return.objects.select_related("partner__organisation").order_by("partner__organisation__name")
    found: QuerySet[Any] = Round.objects.prefetch_related(
        Prefetch("returns", returns, to_attr="every_return")
    )
    return found.select_related("by", "locked_by").order_by("-ends_on", "-number")


def returns() -> QuerySet[Any]:
    found: QuerySet[Any] = Return.objects.filter(round__removed_at=None).select_related(
        "round", "partner__organisation", "sent_by", "decided_by"
    )
    return found


def figures() -> QuerySet[Any]:
    """Answers with their indicators, the groups these are broken down by, and the parts."""
    groups = IndicatorBreakdown.objects.filter(breakdown__removed_at=None).select_related("breakdown")
    groups = groups.prefetch_related(
        Prefetch(
            "breakdown__groups", BreakdownGroup.objects.order_by("position", "number"), to_attr="in_order"
        )
    )
    found: QuerySet[Any] = Figure.objects.filter(in_return__removed_at=None).select_related(
        "indicator", "in_return__partner__organisation", "in_return__round", "left_out_by"
    )
    return found.prefetch_related(
        Prefetch("indicator__by_breakdown", groups.order_by("number"), to_attr="broken_down"),
        Prefetch("parts", FigurePart.objects.select_related("group"), to_attr="every_part"),
    ).order_by("indicator__number", "starts_on", "in_return__partner__organisation__name")


def last_answers(partner: Partner, before: date) -> dict[int, Figure]:
    """What the partner last reported of each indicator in a period that ended before a day; approved figures only."""
    rows = Figure.objects.filter(
        in_return__partner=partner,
        in_return__state=State.APPROVED,
        in_return__removed_at=None,
        figure__isnull=False,
        ends_on__lt=before,
    ).select_related("indicator")
    return {one.indicator_id: one for one in rows.order_by("ends_on")}


def last_answers_of_all(partners: Iterable[int], before: date) -> dict[tuple[int, int], Figure]:
    """The same for several partners within the year before, by partner and indicator; one query."""
    rows = Figure.objects.filter(
        in_return__partner__in=list(partners),
        in_return__state=State.APPROVED,
        in_return__removed_at=None,
        figure__isnull=False,
        ends_on__lt=before,
        ends_on__gte=before - timedelta(days=400),
    ).select_related("indicator", "in_return")
    return {(one.in_return.partner_id, one.indicator_id): one for one in rows.order_by("ends_on")}


def last_readings(indicators: Iterable[Indicator], before: date) -> dict[int, Any]:
    """The reading in force of each indicator that ended last before a day; one query."""
    rows = Reading.objects.filter(
        indicator__in=list(indicators), replaced_at=None, ends_on__lt=before
    ).select_related("indicator")
    return {one.indicator_id: one for one in rows.order_by("ends_on")}


def reporters(today: date) -> dict[int, list[Participant]]:
    """Who may report for each partner today, its contacts first; people with an address who may sign in."""
    rows = Participant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        starts_on__lte=today,
        role__in=REPORTERS,
        partner__isnull=False,
        person__is_active=True,
        person__removed_at=None,
        person__email__isnull=False,
    ).select_related("person", "partner__organisation")
    found: dict[int, list[Participant]] = defaultdict(list)
    for one in rows.order_by("-is_contact", "person__name"):
        found[one.partner_id].append(one)
    return found


def returns_to_send(standing: Standing) -> list[Return]:
    """Returns of open rounds that the organisations of the person have still to send; late ones too."""
    mine = {part.partner_id for part in standing.parts if part.role in REPORTERS and part.partner_id}
    if not mine:
        return []
    return [one for one in _waiting(standing.today).filter(partner__in=mine) if one.is_to_be_sent]


def returns_to_approve(standing: Standing) -> list[Return]:
    """Sent returns that wait for a coordinator other than the one who sent them."""
    if not coordinator.test(standing, None):
        return []
    return [
        one
        for one in _waiting(standing.today)
        if one.state == State.SENT and one.sent_by_id != standing.person.pk
    ]


def _waiting(today: date) -> QuerySet[Any]:
    return (
        returns()
        .filter(round__locked_at=None, round__opens_on__lte=today)
        .exclude(state=State.APPROVED)
        .order_by("round__due_on", "number")
    )


def asked_in_open_rounds(today: date) -> set[tuple[int, date]]:
    """Indicator and last day of every figure that an open round asks for; one query."""
    rows = Figure.objects.filter(
        in_return__removed_at=None,
        in_return__round__removed_at=None,
        in_return__round__locked_at=None,
        in_return__round__opens_on__lte=today,
    )
    return set(rows.values_list("indicator_id", "ends_on").distinct())


def is_for(person: Any, one: Return, today: date) -> bool:
    """Whether the person may still report for the partner of a return."""
    return (
        Participant.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today),
            person=person,
            partner=one.partner_id,
            role__in=REPORTERS,
            starts_on__lte=today,
        ).exists()
        and person.is_active
        and one.partner.is_current(today)
    )
