"""What is due in a partnership, and what of it waits for one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.benefits import queries as benefits
from coplan.documents import queries as documents
from coplan.evaluation import queries as evaluation
from coplan.evidence import queries as evidence
from coplan.governance import queries as governance
from coplan.health.queries import Read
from coplan.outcomes import queries as outcomes
from coplan.partnerships import gates
from coplan.partnerships.models import Decision
from coplan.partnerships.roles import Standing, coordinator
from coplan.pilots import queries as pilots
from coplan.planning import queries as planning
from coplan.raid import queries as raid
from coplan.raid.models import Assumption, Dependency
from coplan.returns import queries as returns
from coplan.sustainability import queries as sustainability

SOON = 30


@dataclass(frozen=True)
class Due:
    """One thing to be done by a day. `kind` says what sort of thing, in a word or two."""

    what: str
    kind: str
    on: date
    url: str
    owner: str
    mine: bool

    def late(self, today: date) -> bool:
        return self.on < today


def due(standing: Standing, within_days: int = SOON, read: Read | None = None) -> list[Due]:
    """Everything due within some days, the late included: mine first, then by day. Constant queries.

    `read` is what the page has read already.
    Nothing is due in a closed partnership, where nobody could do it.
    """
    if standing.partnership is None or standing.partnership.closed_on:
        return []
    last = standing.today + timedelta(days=within_days)
    found = [one for one in _all(standing, read) if one.on <= last]
    return sorted(found, key=lambda one: (not one.mine, one.on, one.what))


def _all(standing: Standing, read: Read | None) -> Iterator[Due]:
    return chain(
        _milestones(standing),
        _tasks(standing),
        _raid_actions(standing),
        _risk_reviews(standing),
        _assumptions(standing),
        _dependencies(standing),
        _readings(standing, read),
        _returns(standing),
        _service_changes(standing),
        _meetings(standing),
        _routes(standing),
        _conditions(standing, read),
        _signing(standing),
        _consents(standing),
        _benefits(standing),
        _evaluation(standing),
    )


def _owned(standing: Standing, record: Any, kind: str, on: date, what: str = "") -> Due:
    return Due(
        what=what or str(record),
        kind=kind,
        on=on,
        url=record.get_absolute_url(),
        owner=str(record.owner.person) if record.owner_id else "",
        mine=record.owner_id in standing.part_ids,
    )


def _milestones(standing: Standing) -> Iterator[Due]:
    for one in planning.milestones_due(standing.today, SOON):
        yield _owned(standing, one, _("Milestone"), one.due_on)


def _tasks(standing: Standing) -> Iterator[Due]:
    """The last safe start of what is not begun, the last safe end of what is."""
    for one, on in planning.tasks_due(standing.partnership, standing.today, SOON):  # type: ignore[arg-type]
        what = _("Finish: %(task)s") if one.begun_on else _("Begin: %(task)s")
        yield _owned(standing, one, _("Task"), on, what % {"task": one.title})


def _raid_actions(standing: Standing) -> Iterator[Due]:
    for one in raid.open_actions():
        yield _owned(standing, one, _("Action"), one.due_on)


def _risk_reviews(standing: Standing) -> Iterator[Due]:
    for one in raid.open_risks().filter(review_on__isnull=False):
        what = _("Review %(risk)s") % {"risk": one.label}
        yield _owned(standing, one, _("Risk"), one.review_on, what)


def _assumptions(standing: Standing) -> Iterator[Due]:
    unchecked = Assumption.objects.filter(finding=Assumption.Finding.UNCHECKED, check_on__isnull=False)
    for one in unchecked.select_related("owner__person"):
        what = _("Check that %(what)s") % {"what": one.title[:1].lower() + one.title[1:]}
        yield _owned(standing, one, _("Assumption"), one.check_on, what)


def _dependencies(standing: Standing) -> Iterator[Due]:
    waiting = Dependency.objects.filter(state__in=[Dependency.State.WAITING, Dependency.State.LATE])
    for one in waiting.select_related("owner__person"):
        yield _owned(standing, one, _("Dependency"), one.needed_by)


def _readings(standing: Standing, read: Read | None) -> Iterator[Due]:
    asked = returns.asked_in_open_rounds(standing.today)
    for one in outcomes.readings_due(standing.today, read.measured if read else None):
        if (one.indicator.pk, one.period_end) in asked:
            # It stands in somebody's return
            continue
        what = _("Report %(indicator)s") % {"indicator": one.indicator.name}
        yield _owned(standing, one.indicator, _("Reading"), one.due_on, what)


def _returns(standing: Standing) -> Iterator[Due]:
    for one in returns.returns_to_send(standing):
        what = _("Report for %(partner)s: %(period)s")
        told = what % {"partner": one.partner, "period": one.round.period}
        url = reverse("returns:report", args=[standing.partnership.slug, one.number])  # type: ignore[union-attr]
        yield Due(told, _("Return"), one.round.due_on, url, str(one.partner), mine=True)
    for one in returns.returns_to_approve(standing):
        what = _("Approve what %(partner)s reported for %(period)s")
        told = what % {"partner": one.partner, "period": one.round.period}
        # A week to look at it, however early or late it came
        on = max(one.round.due_on, one.sent_at.date()) + timedelta(days=7)
        yield Due(told, _("Return"), on, one.get_absolute_url(), "", mine=True)


def _service_changes(standing: Standing) -> Iterator[Due]:
    for one in pilots.effects_due():
        what = _("Look what came of: %(change)s") % {"change": one.what}
        yield _owned(standing, one, _("Change to the service"), one.review_on, what)


def _benefits(standing: Standing) -> Iterator[Due]:
    for one in benefits.realisations_due(standing.today):
        told = {"year": benefits.year_words(one.year), "benefit": one.benefit.title}
        what = _("Say what came in %(year)s of: %(benefit)s") % told
        yield _owned(standing, one.benefit, _("Benefit"), one.due_on, what)


def _meetings(standing: Standing) -> Iterator[Due]:
    for one in governance.meetings_due(standing.today, SOON):
        yield Due(one.group.name, _("Meeting"), one.held_on, one.get_absolute_url(), "", mine=False)


def _routes(standing: Standing) -> Iterator[Due]:
    undecided = sustainability.named_routes().filter(decide_by__isnull=False, state__in=["idea", "preferred"])
    for one in undecided:
        what = _("Decide: %(route)s") % {"route": one.title}
        yield _owned(standing, one, _("Route"), one.decide_by, what)


def _conditions(standing: Standing, read: Read | None) -> Iterator[Due]:
    decided = read.decisions if read else gates.decisions_in_force(standing.partnership)  # type: ignore[arg-type]
    for gate in decided.values():
        if gate.decision == Decision.CONDITIONS and not gate.conditions_met_on and gate.conditions_due_on:
            what = _("Meet the conditions of the gate before %(stage)s") % {
                "stage": str(gate.get_stage_display()).lower()
            }
            mine = coordinator.test(standing, gate)
            yield Due(what, _("Gate"), gate.conditions_due_on, gate.get_absolute_url(), "", mine=mine)


def _signing(standing: Standing) -> Iterator[Due]:
    for one in documents.signing_due(standing):
        what = _("Sign %(title)s") % {"title": one.document.title}
        on = one.document.issued_at.date() + timedelta(days=14)
        url = reverse("documents:issued", args=[standing.partnership.slug, one.document.number])  # type: ignore[union-attr]
        yield Due(what, _("Document"), on, url, str(one.partner), mine=True)


def _consents(standing: Standing) -> Iterator[Due]:
    """From 60 days before a consent ends: a month is left to ask again."""
    if not evidence.reads_inside(standing):
        return
    for one in evidence.consents_ending(standing.today):
        what = _("Renew the consent for %(item)s") % {"item": one.item.label}
        on = one.until - timedelta(days=SOON)
        yield Due(what, _("Consent"), on, one.get_absolute_url(), "", mine=coordinator.test(standing, one))


def _evaluation(standing: Standing) -> Iterator[Due]:
    """What is to be collected for the evaluation, and what was promised in answer to findings."""
    for one in evaluation.sources_due():
        yield _owned(standing, one, _("Evaluation"), one.due_on)
    for one in evaluation.answers_due():
        yield Due(
            what=one.answer_plan or str(one),
            kind=_("Finding"),
            on=one.answer_due_on,
            url=one.get_absolute_url(),
            owner=str(one.answer_owner.person) if one.answer_owner else "",
            mine=one.answer_owner_id in standing.part_ids,
        )
