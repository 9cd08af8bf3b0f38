"""The framework, the choice of an evaluator with its criteria and candidates, and the findings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coplan.evaluation import actions, queries
from coplan.evaluation.forms import FindingForm
from coplan.evaluation.models import Candidate, Choice, Criterion, Finding, Question, Source
from coplan.evidence import queries as evidence
from coplan.kit.access import allowed
from coplan.kit.models import PartnershipModel
from coplan.kit.registers import Register, asked_for
from coplan.kit.shell import Section
from coplan.kit.tables import Column


class Questions(Register):
    model = Question
    prefix = "evaluation"
    section = Section.EVIDENCE
    order = 80
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        Column("outcome", sort="outcome__title"),
    ]
    fields = ["title", "needed_for", "outcome"]
    filters = ["outcome"]
    search = ["title", "needed_for"]
    related = ("outcome",)
    ordering = "number"
    view_action = actions.SEE_EVALUATION
    change_action = actions.CHANGE_FRAMEWORK
    guidance = "evaluation"
    list_template = "evaluation/framework.html"
    detail_template = "evaluation/question.html"
    summary = _("What the evaluation asks, how each answer will be known, by when and by whom.")
    example = _(
        "Do people who finish keep seeing each other? Interviews with 20 of them, six months after, David."
    )

    def list_context(self, request: HttpRequest, found: models.QuerySet[Any]) -> dict[str, Any]:
        slug, today = request.partnership.slug, request.standing.today  # type: ignore[attr-defined]
        every = list(queries.questions().order_by("number"))
        # Without filters the list is all of them, so nothing is asked or counted again
        whole = not set(request.GET) - {"page", "sort", "print"}
        asked = {one.pk for one in every} if whole else set(found.values_list("pk", flat=True))
        return {
            "total": len(asked),
            "framework": [one for one in every if one.pk in asked],
            "coverage": queries.coverage(every, today),
            "today": today,
            "add_source": reverse("evaluation:evaluation-sources-add", args=[slug]),
            "choices_url": reverse("evaluation:evaluators", args=[slug])
            if allowed(request, actions.SEE_CHOICE)
            else "",
            "reports_url": reverse("evaluation:reports", args=[slug]),
            "findings_url": reverse("evaluation:findings", args=[slug]),
        }

    def detail_context(self, request: HttpRequest, record: Question) -> dict[str, Any]:
        slug = request.partnership.slug  # type: ignore[attr-defined]
        add = reverse("evaluation:evaluation-sources-add", args=[slug])
        whole = queries.questions().get(pk=record.pk)
        return {
            "sources": whole.live_sources,
            "findings": whole.live_findings,
            "today": request.standing.today,  # type: ignore[attr-defined]
            "add_source": f"{add}?question={record.number}",
        }

    def resting(self, record: Question) -> list[PartnershipModel]:
        return record.resting(apart_from={Source.kind})


class Sources(Register):
    model = Source
    prefix = "evaluation-sources"
    section = Section.EVIDENCE
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("what", link=True),
        "method",
        Column("question", sort="question__title"),
        Column("owner", sort="owner__person__name"),
        "due_on",
        "state",
    ]
    fields = ["question", "method", "indicator", "what", "starts_on", "due_on", "owner", "state"]
    filters = ["method", "state", "owner"]
    search = ["what", "question__title"]
    related = ("question", "indicator", "owner__person", "owner__partner__organisation")
    ordering = "due_on"
    view_action = actions.SEE_EVALUATION
    change_action = actions.CHANGE_FRAMEWORK
    in_navigation = False
    guidance = "evaluation"
    summary = _("How each question will be known, by when and by whom.")
    example = _("Interviews with 20 people who finished, six months after, by the end of June.")

    def prepare(self, request: HttpRequest, record: Source) -> None:
        record.question = asked_for(request, "question", Question.objects)


class Choices(Register):
    model = Choice
    prefix = "evaluators"
    section = Section.EVIDENCE
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        "opened_at",
        "decided_on",
        Column("chosen", sort=""),
    ]
    fields = ["title", "brief", "budget"]
    search = ["title", "brief"]
    related = ("chosen",)
    view_action = actions.SEE_CHOICE
    change_action = actions.CHANGE_CHOICE
    in_navigation = False
    can_import = False
    guidance = "evaluation"
    detail_template = "evaluation/choice.html"
    summary = _("Criteria first, then scores each alone, then a decision with its reasons.")
    example = _(
        "An evaluation of the pilot, at most £20,000: a university, an independent evaluator, or ourselves."
    )

    def may_change(self, request: HttpRequest, record: Any = None) -> bool:
        # The brief is part of what was scored
        return super().may_change(request, record) and (record is None or record.opened_at is None)

    def detail_context(self, request: HttpRequest, record: Choice) -> dict[str, Any]:
        slug, person = request.partnership.slug, request.user  # type: ignore[attr-defined]
        scorers = list(record.scorers.filter(removed_at=None).select_related("person").order_by("number"))
        mine = next((one for one in scorers if one.person_id == person.pk), None)
        shown = queries.may_see_scores(record, scorers, person)
        may_prepare = allowed(request, actions.CHANGE_CHOICE)
        criteria = list(record.criteria.filter(removed_at=None).order_by("number"))
        ready = queries.all_in(scorers) and not (mine and mine.is_conflicted)
        return {
            "criteria": criteria,
            "weights": sum(one.weight for one in criteria),
            "candidates": list(record.candidates.filter(removed_at=None).order_by("number")),
            "scorers": scorers,
            "mine": mine,
            "shows_scores": shown,
            "result": queries.result(record, scorers) if shown else [],
            "may_prepare": may_prepare,
            "may_decide": may_prepare and record.is_open and ready and shown,
            "urls": {
                "criterion": f"{reverse('evaluation:evaluator-criteria-add', args=[slug])}?choice={record.number}",
                "candidate": f"{reverse('evaluation:evaluator-candidates-add', args=[slug])}?choice={record.number}",
                **{
                    name: reverse(f"evaluation:evaluators-{name}", args=[slug, record.number])
                    for name in ("scorers", "open", "declare", "score", "decide")
                },
            },
        }

    def refusal(self, request: HttpRequest, record: Choice) -> str:
        return str(_("Scoring has opened, and the record of it stays.")) if record.opened_at else ""


class OfChoiceRegister(Register):
    """Criteria and candidates: parts of a choice, fixed once scoring opens."""

    section = Section.EVIDENCE
    related = ("choice",)
    ordering = "number"
    view_action = actions.SEE_CHOICE
    change_action = actions.CHANGE_CHOICE
    in_navigation = False
    guidance = "evaluation"

    def may_change(self, request: HttpRequest, record: Any = None) -> bool:
        return super().may_change(request, record) and (record is None or record.choice.opened_at is None)

    def prepare(self, request: HttpRequest, record: Any) -> None:
        record.choice = asked_for(request, "choice", Choice.objects)


class Criteria(OfChoiceRegister):
    model = Criterion
    prefix = "evaluator-criteria"
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        Column("weight", numeric=True),
        Column("choice", sort="choice__title"),
    ]
    fields = ["choice", "title", "guide", "weight"]
    filters = ["choice"]
    search = ["title"]
    summary = _("By what candidates are judged. Fixed before anybody scores.")
    example = _(
        "Listens to people who use services: 30. 4: they help to ask the questions; 0: they are not met."
    )


class Candidates(OfChoiceRegister):
    model = Candidate
    prefix = "evaluator-candidates"
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("name", link=True),
        "origin",
        Column("cost", numeric=True),
        Column("days", numeric=True),
        Column("choice", sort="choice__title"),
    ]
    fields = ["choice", "name", "origin", "offer", "cost", "days", "ties"]
    filters = ["choice", "origin"]
    search = ["name", "offer"]
    summary = _("Who could evaluate: from a partner, from outside, or a university.")
    example = _("Two researchers of a college, 38 days, £15,200; one of them taught the coordinator.")


class Findings(Register):
    model = Finding
    prefix = "findings"
    section = Section.EVIDENCE
    order = 82
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        "strength",
        Column("question", sort="question__title"),
        Column("answer", sort="answer"),
        "answer_due_on",
    ]
    fields = ["question", "title", "text", "strength", "recommendation"]
    groups = [
        (_("The finding"), ["question", "title", "text", "strength"]),
        (_("What follows"), ["recommendation"]),
        (_("What it rests on"), ["indicators", "items"]),
    ]
    filters = ["strength", "answer", "question"]
    search = ["title", "text", "recommendation"]
    related = ("question",)
    ordering = "number"
    view_action = actions.SEE_EVALUATION
    change_action = actions.WRITE_FINDINGS
    form = FindingForm
    can_import = False
    guidance = "evaluation"
    detail_template = "evaluation/finding.html"
    summary = _("What the evaluator found, how sure it is, and what the partnership says to it.")
    example = _(
        "Company lasts where the group keeps its room. Fair: 14 of 20 interviews. Keep the rooms for a year."
    )

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return queries.findings()

    def prepare(self, request: HttpRequest, record: Finding) -> None:
        record.question = asked_for(request, "question", Question.objects)

    def detail_context(self, request: HttpRequest, record: Finding) -> dict[str, Any]:
        slug, number = request.partnership.slug, record.number  # type: ignore[attr-defined]
        # A title may be somebody's words: who reads from outside sees only what may be reported
        seen = set(evidence.visible_to(request.standing).values_list("pk", flat=True))  # type: ignore[attr-defined]
        return {
            "today": request.standing.today,  # type: ignore[attr-defined]
            "grounds": [one for one in record.live_grounds if not one.item_id or one.item_id in seen],  # type: ignore[attr-defined]
            "may_answer": allowed(request, actions.ANSWER_FINDINGS),
            "answer_url": reverse("evaluation:answer", args=[slug, number]),
            "done_url": reverse("evaluation:answer-done", args=[slug, number]),
        }
