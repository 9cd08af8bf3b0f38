"""Stages and gates: where a partnership stands, and what each gate still needs.

A gate stands before each stage. A criterion is met automatically from the record where a context
has declared a check for it in its `criteria.py`, else by evidence that a person gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.guidance import Criterion, gates
from coplan.kit import history
from coplan.kit.models import queue
from coplan.partnerships.models import CriterionEvidence, Decision, Gate, Partnership, Stage


@dataclass(frozen=True)
class Met:
    """What the record says of a criterion, and where to look or mend it."""

    met: bool
    words: str
    url: str = ""


Check = Callable[[Partnership, date], Met]
CHECKS: dict[str, Check] = {}


def automatic(key: str) -> Callable[[Check], Check]:
    """Declare the check behind a criterion's key; a key declared twice is a mistake."""

    def declare(check: Check) -> Check:
        if key in CHECKS:
            raise ValueError(f"The check {key!r} is declared twice.")
        CHECKS[key] = check
        return check

    return declare


@dataclass(frozen=True)
class CriterionState:
    """One criterion with what shows it."""

    criterion: Criterion
    by_record: Met | None
    evidence: CriterionEvidence | None

    @property
    def met(self) -> bool:
        return self.evidence is not None or (self.by_record is not None and self.by_record.met)

    @property
    def needs_evidence(self) -> bool:
        return self.by_record is None


@dataclass(frozen=True)
class GateState:
    """The gate before a stage: its criteria and the decision in force, if any."""

    stage: Stage
    criteria: tuple[CriterionState, ...]
    decision: Gate | None

    @property
    def passed(self) -> bool:
        return self.decision is not None and self.decision.decision != Decision.STOP

    @property
    def met(self) -> int:
        return sum(state.met for state in self.criteria)

    @property
    def unmet(self) -> tuple[CriterionState, ...]:
        return tuple(state for state in self.criteria if not state.met)


def decisions_in_force(partnership: Partnership) -> dict[str, Gate]:
    """The latest decision at each gate; one query."""
    found = Gate.objects.order_by("decided_on", "number")
    return {gate.stage: gate for gate in found}


def current_stage(decisions: Iterable[Gate]) -> Stage:
    """The last stage whose gate was passed; the first stage before any was."""
    passed = {gate.stage for gate in decisions if gate.decision != Decision.STOP}
    stage = Stage.NEED
    for candidate in Stage:
        if candidate in passed:
            stage = candidate
    return stage


def next_gate(decisions: dict[str, Gate]) -> Stage | None:
    """The gate to be decided next, or None when all are passed."""
    for stage in Stage:
        gate = decisions.get(stage)
        if gate is None or gate.decision == Decision.STOP:
            return stage
    return None


def states(
    partnership: Partnership,
    today: date,
    only: Stage | None = None,
    decisions: dict[str, Gate] | None = None,
) -> list[GateState]:
    """Every gate, or one, with its criteria looked up in the record now; decisions known already may be given."""
    decisions = decisions_in_force(partnership) if decisions is None else decisions
    evidence = {
        (row.stage, row.criterion): row
        for row in CriterionEvidence.objects.select_related("by").order_by("number")
    }
    found = []
    for gate in gates():
        stage = Stage(gate.stage)
        if only is not None and stage != only:
            continue
        criteria = tuple(
            CriterionState(
                criterion=criterion,
                by_record=_by_record(criterion, partnership, today),
                evidence=evidence.get((stage.value, criterion.code)),
            )
            for criterion in gate.criteria
        )
        found.append(GateState(stage, criteria, decisions.get(stage.value)))
    return found


def _by_record(criterion: Criterion, partnership: Partnership, today: date) -> Met | None:
    check = CHECKS.get(criterion.met_by)
    return check(partnership, today) if check is not None else None


@transaction.atomic
def decide(*, gate: Gate, state: GateState, by: Any) -> Gate:
    """Record a decision with the criteria as they stood when it was taken."""
    gate.stage = state.stage
    gate.criteria = [
        {"code": one.criterion.code, "label": one.criterion.label, "met": one.met} for one in state.criteria
    ]
    history.keep(gate, by=by, why=gate.reasons)
    return gate


@transaction.atomic
def give_evidence(*, evidence: CriterionEvidence, by: Any) -> CriterionEvidence:
    """Put what shows a criterion with its gate; what was there before is kept in the recycle bin."""
    queue(evidence.partnership_id)
    earlier = CriterionEvidence.objects.filter(stage=evidence.stage, criterion=evidence.criterion)
    for row in earlier:
        history.note(row, by=by)
        row.remove()
    evidence.by = by
    history.keep(evidence, by=by)
    return evidence


@transaction.atomic
def meet_conditions(*, gate: Gate, why: str, by: Any) -> None:
    """Say that the conditions of a decision were met, and how it is known."""
    gate.hold()
    if gate.conditions_met_on is not None:
        raise ValidationError(_("These conditions were marked as met already."))
    gate.conditions_met_on = timezone.localdate()
    gate.version += 1
    history.note(gate, by=by, why=why)
    gate.save(update_fields=["conditions_met_on", "version"])
