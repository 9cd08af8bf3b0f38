"""The register of surveys; its page shows what is asked and when."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coplan.kit.access import allowed
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.surveys import actions, queries
from coplan.surveys.forms import SurveyForm
from coplan.surveys.models import Survey


class Surveys(Register):
    model = Survey
    prefix = "surveys"
    section = Section.EVIDENCE
    order = 40
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("title", link=True),
        "audience",
        Column("rounds", _("Rounds"), numeric=True),
        Column("answers", _("Answers"), numeric=True),
        "keep_until",
    ]
    fields = [
        "title",
        "purpose",
        "audience",
        "use",
        "basis",
        "consent",
        "contact",
        "keep_until",
        "floor",
    ]
    groups = [
        (_("What it is"), ["title", "purpose", "audience"]),
        (_("What people are told before they begin"), ["use", "basis", "consent", "contact"]),
        (_("How answers are kept"), ["keep_until", "floor"]),
    ]
    search = ["title", "purpose", "audience"]
    form = SurveyForm
    can_import = False
    view_action = actions.SEE_SURVEYS
    change_action = actions.CHANGE_SURVEYS
    guidance = "surveys"
    detail_template = "surveys/survey.html"
    summary = _("What people who use the service say themselves, asked the same way before and after.")
    example = _(
        "How are you? Four questions on wellbeing and three on loneliness, at the first visit and after six months."
    )

    def queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        live = Q(waves__removed_at=None)
        return (
            super()
            .queryset(request)
            .annotate(
                rounds=Count("waves", filter=live, distinct=True),
                answers=Count("waves__answers", filter=live, distinct=True),
            )
        )

    def refusal(self, request: HttpRequest, record: Survey) -> str:
        if record.has_answers:
            return str(_("People have answered, so the survey stays. Let its rounds close instead."))
        return ""

    def detail_context(self, request: HttpRequest, record: Survey) -> dict[str, Any]:
        today = request.standing.today  # type: ignore[attr-defined]
        rounds = queries.rounds_of(record, today)
        return {
            "survey": record,
            "questions": queries.questions_of(record),
            "rounds": rounds,
            "answered": any(one.many for one in rounds),
            "may_see_answers": allowed(request, actions.SEE_ANSWERS, record),
            "today": today,
        }
