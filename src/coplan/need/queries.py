"""Reads used by the need's page, gates, health and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from coplan.kit.models import PartnershipModel
from coplan.need.models import Agreement, Evidence, Need
from coplan.partnerships.models import Partner, PartnerRole

# What partners agree to; who owns the record is not part of it
SHARED = ("title", "description", "trigger", "affected", "people", "level")
NOT_ASKED = (PartnerRole.FUNDER, PartnerRole.EVALUATOR)
OLD_AFTER_MONTHS = 36


@dataclass(frozen=True)
class Difference:
    """One part of the need that reads differently from what a partner agreed to."""

    field: str
    agreed: str
    now: str


@dataclass(frozen=True)
class PartnerView:
    """Where one partner stands: agreed to the need as it reads now, to an earlier one, or not yet."""

    partner: Partner
    agreement: Agreement | None = None
    changed: tuple[Difference, ...] = ()

    @property
    def agrees(self) -> bool:
        return self.agreement is not None and not self.changed


@dataclass(frozen=True)
class NeedAgreement:
    """A need with every partner that is asked to agree to it."""

    need: Need
    partners: tuple[PartnerView, ...]

    @property
    def agreed(self) -> tuple[PartnerView, ...]:
        return tuple(view for view in self.partners if view.agrees)

    @property
    def waiting(self) -> tuple[PartnerView, ...]:
        return tuple(view for view in self.partners if not view.agrees)

    @property
    def by_all(self) -> bool:
        """Every partner agrees, and there is at least one."""
        return bool(self.partners) and not self.waiting


def needs() -> Any:
    """The needs, each with its live evidence as `shown_by`, the newest first."""
    shown = Evidence.objects.order_by("-dated_on", "-number")
    return Need.objects.prefetch_related(Prefetch("evidence", shown, to_attr="shown_by")).order_by("number")


def asked_partners(today: date) -> list[Partner]:
    """The partners whose agreement counts: those in the partnership today who are not only paid to look on."""
    return list(
        Partner.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=today))
        .exclude(role__in=NOT_ASKED)
        .select_related("organisation")
        .order_by("organisation__name")
    )


def agreements(chosen: Sequence[Need], today: date) -> list[NeedAgreement]:
    """Who agrees to each of these needs as it reads now; three queries however many."""
    partners = asked_partners(today)
    said = Agreement.objects.filter(need__in=chosen).select_related("by__person").order_by("need_version")
    newest = {(one.need_id, one.partner_id): one for one in said}
    earlier = _versions(chosen, {one.need_id: one for one in newest.values()})
    return [
        NeedAgreement(need, tuple(_view(need, partner, newest, earlier) for partner in partners))
        for need in chosen
    ]


def _versions(chosen: Sequence[Need], said: dict[int, Agreement]) -> dict[tuple[int, int], Any]:
    """Every stored text of the needs somebody agreed to, by need and version."""
    if not said:
        return {}
    keys = [need.pk for need in chosen if need.pk in said]
    rows = Need.history.filter(id__in=keys).order_by("history_date", "history_id")  # type: ignore[attr-defined]
    return {(row.id, row.version): row for row in rows}


def _view(need: Need, partner: Partner, newest: dict[Any, Agreement], earlier: dict[Any, Any]) -> PartnerView:
    agreement = newest.get((need.pk, partner.pk))
    if agreement is None:
        return PartnerView(partner)
    then = earlier.get((need.pk, agreement.need_version))
    return PartnerView(partner, agreement, _differences(need, then) if then is not None else ())


def _differences(need: Need, then: Any) -> tuple[Difference, ...]:
    found = []
    for name in SHARED:
        if getattr(then, name) != getattr(need, name):
            label = str(need._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            found.append(Difference(label, _words(need, name, then), _words(need, name, need)))
    return tuple(found)


def _words(need: Need, name: str, row: Any) -> str:
    value = getattr(row, name)
    choices = dict(getattr(need._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, "" if value is None else value))


def rest_on_need(need: Need) -> list[PartnershipModel]:
    """What would lose its need if this one were removed; evidence and agreements are parts of it."""
    return need.resting(apart_from={Evidence.kind, Agreement.kind})
