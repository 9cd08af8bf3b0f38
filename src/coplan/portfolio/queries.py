"""Every live partnership with its stage and its number of partners, and nothing of its insides."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django_scopes import scopes_disabled

from coplan.partnerships.gates import current_stage
from coplan.partnerships.models import Gate, Partner, Partnership, Stage


@dataclass(frozen=True)
class Live:
    partnership: Partnership
    stage: Stage
    partners: int


def live_partnerships() -> list[Live]:
    """Open partnerships by name. Three queries whatever their number."""
    partnerships = list(Partnership.objects.filter(closed_on__isnull=True))
    # The programme sees across partnerships; only the gates' outcome and a count leave this function
    with scopes_disabled():
        counted = (
            Partner.objects.filter(left_on__isnull=True).values("partnership").annotate(count=Count("pk"))
        )
        partners = {row["partnership"]: row["count"] for row in counted.order_by()}
        decided: dict[int, dict[str, Gate]] = {}
        for gate in Gate.objects.order_by("decided_on", "number"):
            decided.setdefault(gate.partnership_id, {})[gate.stage] = gate
    return [
        Live(one, current_stage(decided.get(one.pk, {}).values()), partners.get(one.pk, 0))
        for one in partnerships
    ]
