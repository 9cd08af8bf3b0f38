"""The verbs of the choice, and what the partnership answers to findings and reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.evaluation import reports
from coplan.evaluation.models import (
    HIGHEST,
    WHOLE,
    Answer,
    Assessment,
    Candidate,
    Choice,
    Finding,
    Ground,
    Reply,
    Report,
    Scorer,
)
from coplan.kit import history
from coplan.kit.models import PartnershipModel


def _save(record: PartnershipModel, *, by: Any, why: str = "", fields: list[str]) -> None:
    record.version += 1
    history.note(record, by=by, why=why)
    record.save(update_fields=[*fields, "version"])


def _add(record: Any, *, by: Any) -> Any:
    history.keep(record, by=by)
    return record


@transaction.atomic
def name_scorers(*, choice: Choice, people: list[Any], by: Any) -> None:
    """These people score, and no others. Whoever has declared already stays."""
    choice.hold()
    if choice.decided_on:
        raise ValidationError(_("The evaluator has been chosen. Nobody scores any more."))
    known = {one.person_id: one for one in Scorer.objects.filter(choice=choice)}
    for person in people:
        if person.pk not in known:
            _add(Scorer(partnership_id=choice.partnership_id, choice=choice, person=person), by=by)
    wanted = {person.pk for person in people}
    for key, scorer in known.items():
        if key not in wanted:
            if scorer.declared_at:
                told = _("%(person)s has declared already and stays on the list.") % {"person": scorer}
                raise ValidationError(told)
            history.note(scorer, by=by)
            scorer.remove()


@transaction.atomic
def open_scoring(*, choice: Choice, by: Any) -> None:
    """From now on criteria and candidates are fixed: nobody can fit them to the scores."""
    choice.hold()
    if choice.opened_at:
        raise ValidationError(_("Scoring is open already."))
    weights = choice.criteria.filter(removed_at=None).aggregate(all=Sum("weight"))["all"] or 0
    if weights != WHOLE:
        raise ValidationError(
            _("The weights add up to %(sum)s. Change them until they are 100.") % {"sum": weights}
        )
    if choice.candidates.filter(removed_at=None).count() < 2:
        raise ValidationError(_("Add at least two candidates: one alone is not a choice."))
    if not choice.scorers.filter(removed_at=None).exists():
        raise ValidationError(_("Name who scores first."))
    choice.opened_at = timezone.now()
    _save(choice, by=by, why=_("Scoring opened"), fields=["opened_at"])


@transaction.atomic
def declare(*, scorer: Scorer, conflict: str, by: Any) -> None:
    """Say whether one has a tie to a candidate. With one, nothing is scored or shown, however late it is said."""
    scorer.hold()
    if scorer.person_id != by.pk:
        raise ValidationError(_("Only the scorer can declare this."))
    if scorer.is_conflicted and not conflict.strip():
        raise ValidationError(_("You declared a conflict. It cannot be taken back."))
    scorer.conflict, scorer.declared_at = conflict.strip(), timezone.now()
    # The reason stays out of the change's own words: it is in the record
    _save(scorer, by=by, fields=["conflict", "declared_at"])


@transaction.atomic
def send_scores(
    *, scorer: Scorer, sheets: Mapping[Candidate, tuple[Mapping[int, int], str]], by: Any
) -> None:
    """All of somebody's scores at once: each criterion of each candidate, each candidate with a reason. Final."""
    scorer.hold()
    choice = Choice.objects.get(pk=scorer.choice_id)
    if scorer.person_id != by.pk:
        raise ValidationError(_("Only the scorer can send these."))
    if not choice.is_open:
        raise ValidationError(_("Scoring is not open."))
    if scorer.declared_at is None:
        raise ValidationError(_("Say first whether you have a tie to a candidate."))
    if scorer.is_conflicted:
        raise ValidationError(_("You declared a conflict, so you do not score."))
    if scorer.sent_at:
        raise ValidationError(_("You have sent your scores. They are final."))
    criteria = set(choice.criteria.filter(removed_at=None).values_list("number", flat=True))
    candidates = set(choice.candidates.filter(removed_at=None).values_list("pk", flat=True))
    if {one.pk for one in sheets} != candidates:
        raise ValidationError(_("Score every candidate."))
    for candidate, (scores, reason) in sheets.items():
        if set(scores) != criteria or not all(0 <= score <= HIGHEST for score in scores.values()):
            told = _("Give %(candidate)s a score from 0 to 4 on every criterion.") % {"candidate": candidate}
            raise ValidationError(told)
        made = Assessment(
            partnership_id=choice.partnership_id,
            scorer=scorer,
            candidate=candidate,
            scores={str(number): score for number, score in scores.items()},
            reason=reason.strip(),
        )
        _add(made, by=by)
    scorer.sent_at = timezone.now()
    _save(scorer, by=by, fields=["sent_at"])


@transaction.atomic
def decide(*, choice: Choice, candidate: Candidate, reasons: str, today: date, by: Any) -> None:
    """The decision with its reasons, once all who score have sent theirs."""
    choice.hold()
    # First, so that the conflicted learn nothing from what else is refused
    if choice.scorers.filter(removed_at=None, person=by).exclude(conflict="").exists():
        raise ValidationError(_("You declared a conflict, so you do not decide."))
    if not choice.is_open:
        raise ValidationError(_("Open the scoring first; and a choice is made once."))
    if candidate.choice_id != choice.pk or candidate.removed_at:
        raise ValidationError(_("Choose one of the candidates."))
    if not reasons.strip():
        raise ValidationError(_("Say why, for whoever asks later; most of all where it is not the first."))
    waiting = [
        one for one in choice.scorers.filter(removed_at=None) if not one.is_conflicted and not one.sent_at
    ]
    if waiting:
        raise ValidationError(_("Not everybody has sent their scores yet."))
    if not any(one.counts for one in choice.scorers.filter(removed_at=None)):
        raise ValidationError(_("Nobody without a conflict has scored. Name more people."))
    choice.chosen, choice.reasons, choice.decided_on = candidate, reasons.strip(), today
    _save(choice, by=by, why=reasons, fields=["chosen", "reasons", "decided_on"])


@transaction.atomic
def ground(*, finding: Finding, indicators: Any, items: Any, by: Any) -> None:
    """What a finding rests on: these and no others."""
    wanted = {("indicator_id", one.pk): {"indicator": one} for one in indicators}
    wanted |= {("item_id", one.pk): {"item": one} for one in items}
    for known in Ground.objects.filter(finding=finding):
        key = ("indicator_id", known.indicator_id) if known.indicator_id else ("item_id", known.item_id)
        if key in wanted:
            del wanted[key]
        else:
            history.note(known, by=by)
            known.remove()
    for link in wanted.values():
        _add(Ground(partnership_id=finding.partnership_id, finding=finding, **link), by=by)


@transaction.atomic
def answer(
    *,
    finding: Finding,
    answer: str,
    reasons: str,
    plan: str = "",
    owner: Any = None,
    due_on: date | None = None,
    today: date,
    by: Any,
) -> None:
    """The partnership's answer beside the finding; the finding itself does not change."""
    finding.hold()
    if not reasons.strip():
        raise ValidationError({"reasons": _("Say why, so that the evaluator and the funder can follow.")})
    if answer != Answer.REFUSED and finding.recommendation and not (plan.strip() and due_on):
        told = _("Say what will be done and by when, or do not accept it.")
        raise ValidationError({"plan": told})
    finding.answer, finding.answer_reasons, finding.answer_plan = answer, reasons.strip(), plan.strip()
    finding.answer_owner, finding.answer_due_on, finding.answered_on = owner, due_on, today
    finding.answer_done_on = None
    finding.full_clean(exclude=["number"])
    fields = ["answer", "answer_reasons", "answer_plan", "answer_owner", "answer_due_on"]
    _save(finding, by=by, why=reasons, fields=[*fields, "answered_on", "answer_done_on"])


@transaction.atomic
def done(*, finding: Finding, today: date, by: Any) -> None:
    finding.hold()
    if not finding.awaits_work:
        raise ValidationError(_("Nothing waits to be done for this finding."))
    finding.answer_done_on = today
    _save(finding, by=by, why=_("Done"), fields=["answer_done_on"])


@transaction.atomic
def reply(*, report: Report, text: str, by: Any) -> Reply:
    """What the partnership says to a report; the report stays as it is."""
    made: Reply = _add(
        Reply(partnership_id=report.partnership_id, report=report, text=text.strip(), by=by), by=by
    )
    return made


def freeze_report(**told: Any) -> Report:
    """Store the evaluator's report for good; see `reports.freeze`."""
    return reports.freeze(**told)
