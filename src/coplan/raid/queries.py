"""Reads used by the heat map, the overview, documents and health."""

from __future__ import annotations

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


def counts_by_cell(risks: QuerySet[Any]) -> dict[tuple[int, int], int]:
    """How many risks stand at each (probability, impact); one query."""
    found = risks.order_by().values_list("probability", "impact").annotate(many=Count("pk"))
    return {(probability, impact): many for probability, impact, many in found}


def risk_summary(tolerance: int, today: date) -> dict[str, int]:
    """The counts above the list: open, above tolerance, without an owner, review overdue; one query."""
    is_open = Q(status=State.OPEN)
    return Risk.objects.aggregate(
        open=Count("pk", filter=is_open),
        above=Count("pk", filter=is_open & Q(score__gt=tolerance)),
        ownerless=Count("pk", filter=is_open & Q(owner__isnull=True)),
        overdue=Count("pk", filter=is_open & Q(review_on__lt=today)),
    )
