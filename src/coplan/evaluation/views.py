"""The verbs of the choice, answers to findings, and the evaluator's reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.evaluation import actions, queries, reports, services
from coplan.evaluation.forms import (
    AnswerForm,
    DecideForm,
    DeclareForm,
    ReplyForm,
    ReportForm,
    ScorersForm,
    ScoresForm,
)
from coplan.evaluation.models import Choice, Finding, Report, Scorer
from coplan.evaluation.registers import Choices, Findings, Questions
from coplan.evidence import queries as evidence
from coplan.kit.access import Refused, allowed, requires
from coplan.kit.forms import KitForm
from coplan.kit.shell import say
from coplan.partnerships.models import Participant, PersonaRole


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _today(request: HttpRequest) -> Any:
    return request.standing.today  # type: ignore[attr-defined]


def _choice(request: HttpRequest, number: int) -> Choice:
    found: Choice = Choices().get(request, number)
    return found


def _trail(request: HttpRequest, record: Any) -> list[tuple[Any, str]]:
    first = (Questions.title, Questions.url("", _slug(request)))
    return [first, (record.label, record.get_absolute_url())]


def _ask(
    request: HttpRequest,
    record: Any,
    form: KitForm,
    act: Callable[[], Any],
    words: dict[str, Any],
    template: str = "evaluation/ask.html",
) -> HttpResponse:
    """One form: what is wrong is said on it, what went well on the record's page."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except ValidationError as error:
            known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
            form.add_error(None, error if known else ValidationError(error.messages))
        else:
            say(request, words["done"])
            return redirect(record.get_absolute_url())
    context = {"record": record, "form": form, "trail": _trail(request, record), **words}
    return render(request, template, context, status=422 if form.errors else 200)


# Choosing an evaluator


@requires(actions.CHANGE_CHOICE)
@require_http_methods(["GET", "HEAD", "POST"])
def scorers(request: HttpRequest, number: int) -> HttpResponse:
    choice = _choice(request, number)
    # The evaluator's own people may be candidates, and observers only look on
    parts = Participant.objects.exclude(role__in=[PersonaRole.EVALUATOR, PersonaRole.OBSERVER])
    today = _today(request)
    people = {
        part.person_id: part.person
        for part in parts.select_related("person").order_by("person__name")
        if part.is_current(today) and part.person.is_active
    }
    known = [str(one.person_id) for one in Scorer.objects.filter(choice=choice)]
    form = ScorersForm(
        request.POST if request.method == "POST" else None,
        people=list(people.values()),
        initial={"people": known},
    )

    def act() -> None:
        chosen = [people[int(key)] for key in form.cleaned_data["people"]]
        services.name_scorers(choice=choice, people=chosen, by=request.user)

    words = {"title": _("Who scores"), "button": _("Save"), "done": _("Saved who scores.")}
    words["lead"] = _("Each scores alone and sees the others' scores only once their own are in.")
    return _ask(request, choice, form, act, words)


@requires(actions.CHANGE_CHOICE)
@require_POST
def open_scoring(request: HttpRequest, number: int) -> HttpResponse:
    choice = _choice(request, number)
    try:
        services.open_scoring(choice=choice, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        say(request, _("Scoring is open. Criteria and candidates are fixed."))
    return redirect(choice.get_absolute_url())


def _mine(request: HttpRequest, choice: Choice) -> Scorer:
    found = queries.scorer_of(choice, request.user)
    if found is None or not choice.opened_at:
        raise Refused(actions.SCORE)
    return found


@requires(actions.SCORE)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, number: int) -> HttpResponse:
    choice = _choice(request, number)
    mine = _mine(request, choice)
    form = DeclareForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        conflict = form.cleaned_data["conflict"] if form.cleaned_data["tie"] == "yes" else ""
        services.declare(scorer=mine, conflict=conflict, by=request.user)

    words = {
        "title": _("Say whether you have a tie"),
        "button": _("Declare"),
        "done": _("Your declaration is kept."),
    }
    words["lead"] = _("Others see whether you have a tie, and what it is.")
    return _ask(request, choice, form, act, words)


@requires(actions.SCORE)
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, number: int) -> HttpResponse:
    choice = _choice(request, number)
    mine = _mine(request, choice)
    if mine.is_conflicted:
        raise Refused(actions.SCORE)
    if mine.declared_at is None:
        return redirect(reverse("evaluation:evaluators-declare", args=[_slug(request), number]))
    if mine.sent_at or choice.decided_on:
        return redirect(choice.get_absolute_url())
    form = ScoresForm(
        request.POST if request.method == "POST" else None,
        candidates=list(choice.candidates.filter(removed_at=None).order_by("number")),
        criteria=list(choice.criteria.filter(removed_at=None).order_by("number")),
    )

    def act() -> None:
        services.send_scores(scorer=mine, sheets=form.sheets(), by=request.user)

    words = {"title": _("Your scores"), "button": _("Send my scores"), "done": _("Your scores are in.")}
    words["lead"] = _(
        "From 0 (nothing of it) to 4 (all of it). Nobody sees them before their own are in. Once sent they are final; "
        "then you see the others'."
    )
    return _ask(request, choice, form, act, words)


@requires(actions.CHANGE_CHOICE)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, number: int) -> HttpResponse:
    choice = _choice(request, number)
    candidates = list(choice.candidates.filter(removed_at=None).order_by("number"))
    form = DecideForm(request.POST if request.method == "POST" else None, candidates=candidates)

    def act() -> None:
        chosen = next(one for one in candidates if str(one.number) == form.cleaned_data["candidate"])
        services.decide(
            choice=choice,
            candidate=chosen,
            reasons=form.cleaned_data["reasons"],
            today=_today(request),
            by=request.user,
        )

    words = {"title": _("Decide"), "button": _("Record the decision"), "done": _("The decision is recorded.")}
    words["lead"] = _("The scores advise; people decide, and say why.")
    return _ask(request, choice, form, act, words)


# Findings


def _finding(request: HttpRequest, number: int) -> Finding:
    found: Finding = Findings().get(request, number)
    return found


@requires(actions.ANSWER_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    finding = _finding(request, number)
    known = {
        "answer": finding.answer,
        "reasons": finding.answer_reasons,
        "plan": finding.answer_plan,
        "owner": finding.answer_owner_id,
        "due_on": finding.answer_due_on,
    }
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=known)

    def act() -> None:
        services.answer(finding=finding, today=_today(request), by=request.user, **form.cleaned_data)

    words = {
        "title": _("Answer the finding"),
        "button": _("Save the answer"),
        "done": _("The answer is kept."),
    }
    words["lead"] = finding.recommendation or finding.title
    return _ask(request, finding, form, act, words)


@requires(actions.ANSWER_FINDINGS)
@require_POST
def answer_done(request: HttpRequest, number: int) -> HttpResponse:
    finding = _finding(request, number)
    try:
        services.done(finding=finding, today=_today(request), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        say(request, _("Marked as done."))
    return redirect(finding.get_absolute_url())


# Reports


@requires(actions.SEE_EVALUATION)
@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    context = {
        "reports": Report.objects.select_related("by").order_by("-at", "-number"),
        "may_write": allowed(request, actions.WRITE_FINDINGS),
        "freeze_url": reverse("evaluation:report-freeze", args=[_slug(request)]),
        "trail": [(Questions.title, Questions.url("", _slug(request)))],
    }
    return render(request, "evaluation/reports.html", context)


@requires(actions.WRITE_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest) -> HttpResponse:
    found = list(queries.findings().order_by("number"))
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReportForm(*sent, findings=found)
    if request.method == "POST" and form.is_valid():
        chosen = set(form.cleaned_data["findings"])
        try:
            made = reports.freeze(
                partnership=request.partnership,  # type: ignore[attr-defined]
                title=form.cleaned_data["title"],
                summary=form.cleaned_data["summary"],
                findings=[one for one in found if str(one.number) in chosen],
                upload=form.cleaned_data["file"],
                today=_today(request),
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            say(request, _("The report is frozen. Nobody can change it."))
            return redirect(made.get_absolute_url())
    trail = [(_("Evaluation reports"), reverse("evaluation:reports", args=[_slug(request)]))]
    context = {"form": form, "trail": trail, "found": found}
    return render(request, "evaluation/freeze.html", context, status=422 if form.errors else 200)


def _report(number: int) -> Report:
    found: Report | None = Report.objects.select_related("by").filter(number=number).first()
    if found is None:
        raise Http404
    return found


@requires(actions.SEE_EVALUATION)
@require_GET
def report(request: HttpRequest, number: int) -> HttpResponse:
    """A report as it was frozen, with what was said to it and what changed since beside it."""
    found = _report(number)
    slug = _slug(request)
    context = {
        "report": found,
        "intact": reports.is_intact(found),
        "changed": reports.changed_since(found),
        "taken_back": evidence.withdrawn_from(found.kind, found.number, _today(request)),
        "replies": found.replies.filter(removed_at=None).select_related("by").order_by("at"),
        "file_url": reverse("evaluation:report-file", args=[slug, number]),
        "reply_url": reverse("evaluation:report-reply", args=[slug, number]),
        "may_reply": allowed(request, actions.ANSWER_FINDINGS),
        "trail": [(_("Evaluation reports"), reverse("evaluation:reports", args=[slug]))],
    }
    return render(request, "evaluation/report.html", context)


@requires(actions.SEE_EVALUATION)
@require_GET
def report_file(request: HttpRequest, number: int) -> FileResponse:
    """The stored file, never a new one."""
    found = _report(number)
    try:
        opened = found.file.open("rb")
    except (OSError, ValueError) as error:
        raise Http404(_("This file is no longer in the store. Ask the evaluator for it.")) from error
    response = FileResponse(
        opened, as_attachment=True, filename=found.file_name or "report", content_type=found.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    # Set here, so the middleware leaves it
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


@requires(actions.ANSWER_FINDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, number: int) -> HttpResponse:
    found = _report(number)
    form = ReplyForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        services.reply(report=found, text=form.cleaned_data["text"], by=request.user)

    words = {
        "title": _("Reply to the report"),
        "button": _("Add the reply"),
        "done": _("Your reply stands beside it."),
    }
    words["lead"] = _("The report itself stays as it is.")
    return _ask(request, found, form, act, words)
