"""Reads used by the heat map, the overview, documents and health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from coplan.raid.models import Action, Issue, Risk, State


def open_risks() -> QuerySet[Any]:
    """Open risks, the worst first."""
    return (
        Risk.objects.filter(status=State.OPEN)
        .select_related("owner__person", "owner__partner__organisation")
        .order_by("-score", "-number")
    )


def open_issues() -> QuerySet[Any]:
    return (
        Issue.objects.filter(status=State.OPEN)
        .select_related("owner__person", "owner__partner__organisation")
        .order_by("-impact", "due_on")
    )


def open_actions() -> QuerySet[Any]:
    return Action.objects.filter(done_on__isnull=True).select_related(
        "owner__person", "owner__partner__organisation", "risk", "issue"
    )


@dataclass(frozen=True)
class Cell:
    """The risks at one probability and impact."""

    probability: int
    impact: int
    many: int
    ownerless: int
    overdue: int


@dataclass(frozen=True)
class Summary:
    """The counts above the list."""

    open: int
    above: int
    ownerless: int
    overdue: int


def cells(risks: QuerySet[Any], today: date) -> list[Cell]:
    """At most 25 cells, counted in one query that an index answers alone."""
    found = risks.order_by().values_list("probability", "impact")
    counted = found.annotate(
        many=Count("pk"),
        ownerless=Count("pk", filter=Q(owner__isnull=True)),
        overdue=Count("pk", filter=Q(review_on__lt=today)),
    )
    return [Cell(*row) for row in counted]


def summary(of: list[Cell], tolerance: int) -> Summary:
    """What the cells of the open risks add up to."""
    return Summary(
        open=sum(cell.many for cell in of),
        above=sum(cell.many for cell in of if cell.probability * cell.impact > tolerance),
        ownerless=sum(cell.ownerless for cell in of),
        overdue=sum(cell.overdue for cell in of),
    )
