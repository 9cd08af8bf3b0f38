"""Risks, money, the pilot, what comes after it, gates and documents, as the health rules see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from coplan.documents.models import Decision as SignOffDecision
from coplan.documents.models import Issued, SignOff
from coplan.engines.health import snapshot as picture
from coplan.health.records import Records
from coplan.money.queries import lines
from coplan.need.queries import NOT_ASKED
from coplan.partnerships.models import CriterionEvidence, Decision, Gate, Partner
from coplan.pilots.queries import pilots
from coplan.raid.queries import open_risks
from coplan.sustainability.models import RouteState
from coplan.sustainability.queries import prospects, routes

ROUTE_STATES = {RouteState.IDEA.value: "open", RouteState.DROPPED.value: "dropped"}


# The gate and the criterion that ask for the signed memorandum
MEMORANDUM = ("design", "3.7")


def risks(records: Records) -> tuple[picture.Risk, ...]:
    kept = Q(actions__removed_at__isnull=True)
    found = open_risks().annotate(
        due=Count("actions", filter=kept & Q(actions__done_on__isnull=True)),
        done=Count("actions", filter=kept & Q(actions__done_on__isnull=False)),
    )
    return tuple(
        picture.Risk(
            ref=records.ref(one, one.label),
            probability=one.probability,
            impact=one.impact,
            owner=str(one.owner or ""),
            review_on=one.review_on,
            actions_due=one.due,
            actions_done=one.done,
        )
        for one in found
    )


def all_pilots(records: Records) -> tuple[picture.Pilot, ...]:
    return tuple(
        picture.Pilot(records.ref(one), one.starts_on, one.ends_on, one.short_reason) for one in pilots()
    )


def all_routes(records: Records) -> tuple[picture.Route, ...]:
    return tuple(
        picture.Route(records.ref(one), str(one.owner or ""), ROUTE_STATES.get(one.state, "chosen"))
        for one in routes()
    )


def all_prospects(records: Records) -> tuple[picture.Prospect, ...]:
    return tuple(
        picture.Prospect(records.ref(one), str(one), one.state, one.amount, one.in_writing)
        for one in prospects()
    )


def budget(records: Records) -> tuple[picture.BudgetLine, ...]:
    return tuple(
        picture.BudgetLine(records.ref(one, f"{one.title}, {one.year_words}"), one.budget, one.spent)
        for one in lines()
    )


def gates(records: Records, decisions: Iterable[Gate]) -> tuple[picture.Gate, ...]:
    return tuple(
        picture.Gate(records.ref(one), one.stage, one.decision, _conditions(records, one))
        for one in decisions
    )


def _conditions(records: Records, gate: Gate) -> tuple[picture.Condition, ...]:
    if gate.decision != Decision.CONDITIONS:
        return ()
    met = gate.conditions_met_on is not None
    return (picture.Condition(records.ref(gate, gate.conditions), gate.conditions_due_on, met),)


def documents(records: Records, partners: Sequence[Partner]) -> tuple[picture.Document, ...]:
    """Issued documents, and the partners whose word on each is still waited for."""
    in_force = SignOff.objects.filter(replaced_at__isnull=True, decision=SignOffDecision.APPROVED)
    found = (
        Issued.objects.defer("gathered")
        .prefetch_related(Prefetch("sign_offs", in_force, to_attr="approvals"))
        .order_by("number")
    )
    asked = [one for one in partners if one.role not in NOT_ASKED]
    return (*_memoranda(records), *(_document(records, one, asked) for one in found))


def _memoranda(records: Records) -> Iterator[picture.Document]:
    """A memorandum signed outside coplan: the evidence that its criterion of the gate is met."""
    shown = CriterionEvidence.objects.filter(stage=MEMORANDUM[0], criterion=MEMORANDUM[1])
    for one in shown.order_by("number"):
        yield picture.Document(ref=records.ref(one), kind="memorandum", issued_on=one.dated_on)


def _document(records: Records, issued: Issued, asked: Sequence[Partner]) -> picture.Document:
    signed = {one.partner_id for one in issued.approvals}  # type: ignore[attr-defined]
    return picture.Document(
        ref=records.ref(issued),
        kind=issued.code,
        issued_on=timezone.localdate(issued.issued_at),
        unsigned_by=tuple(str(one) for one in asked if one.pk not in signed),
    )
