"""Pages of making a survey: its questions and rounds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.kit.access import allowed, requires
from coplan.kit.models import queue
from coplan.kit.shell import say
from coplan.packs import pack
from coplan.surveys import services
from coplan.surveys.actions import CHANGE_SURVEYS, SEE_SURVEYS
from coplan.surveys.asks import asks_of
from coplan.surveys.fields import AnswerForm
from coplan.surveys.forms import FIELDS, MeasureForm, WaveForm, question_form
from coplan.surveys.models import ANSWERED, OWN_SORTS, Question, Sort, Survey, Wave
from coplan.surveys.registers import Surveys

ASKING = ["GET", "HEAD", "POST"]
_EXAMPLES = {
    Sort.ONE: gettext_lazy("Where do you live? Burnside, Harbour, Elsewhere"),
    Sort.SEVERAL: gettext_lazy("What did you take part in? Walks, Cooking, Visits"),
    Sort.SCALE: gettext_lazy("How well did we listen? 0 not at all, 10 completely"),
    Sort.NUMBER: gettext_lazy("How many days last week did you speak to nobody?"),
    Sort.DATE: gettext_lazy("When did you first come?"),
    Sort.SHORT: gettext_lazy("What one word says how it was?"),
    Sort.LONG: gettext_lazy("What should we do differently?"),
    Sort.SCORE: gettext_lazy("The total of a measure your organisation holds a licence for"),
}


def survey_of(request: HttpRequest, number: int) -> Survey:
    found: Survey | None = Survey.objects.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def question_of(number: int) -> Question:
    found: Question | None = (
        Question.objects.filter(number=number, survey__removed_at=None)
        .select_related("survey", "breakdown")
        .first()
    )
    if found is None:
        raise Http404
    return found


def wave_of(number: int) -> Wave:
    found: Wave | None = (
        Wave.objects.filter(number=number, survey__removed_at=None)
        .select_related("survey", "partnership")
        .first()
    )
    if found is None:
        raise Http404
    return found


def trail_to(survey: Survey, *more: tuple[str, str]) -> list[tuple[str, str]]:
    slug = survey.owner_slug
    return [
        (str(Surveys.title), Surveys.url("", slug)),
        (survey.title, survey.get_absolute_url()),
        *more,
    ]


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _page(request: HttpRequest, survey: Survey, form: Any, **more: Any) -> HttpResponse:
    context = {"survey": survey, "form": form, "trail": trail_to(survey), **more}
    context.setdefault("cancel", survey.get_absolute_url())
    return render(request, "surveys/form.html", context, status=_status(form))


@requires(CHANGE_SURVEYS)
@require_http_methods(ASKING)
def add_measure(request: HttpRequest, number: int) -> HttpResponse:
    """Choose one of the tested measures; it is asked as a whole."""
    survey = survey_of(request, number)
    taken = set(Question.objects.filter(survey=survey).values_list("measure", flat=True))
    left = [one for one in pack().measures() if one.code not in taken]
    form = MeasureForm(request.POST or None, choices=[(one.code, one.name) for one in left])
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_measure(survey=survey, code=form.cleaned_data["measure"], by=request.user)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            say(request, _("%(name)s was added.") % {"name": made})
            return redirect(survey.get_absolute_url())
    context = {"survey": survey, "form": form, "measures": left, "trail": trail_to(survey)}
    context["answered"] = survey.has_answers
    return render(request, "surveys/measures.html", context, status=_status(form))


@requires(CHANGE_SURVEYS)
@require_http_methods(ASKING)
def add_question(request: HttpRequest, number: int) -> HttpResponse:
    """First the kind of answer, then the question."""
    survey = survey_of(request, number)
    sort = request.GET.get("sort", "")
    if sort not in FIELDS:
        kinds = [(one, _EXAMPLES[one]) for one in OWN_SORTS]
        context = {"survey": survey, "kinds": kinds, "trail": trail_to(survey)}
        context["answered"] = survey.has_answers
        return render(request, "surveys/kinds.html", context)
    question = Question(partnership=request.partnership, survey=survey, sort=sort)  # type: ignore[attr-defined]
    form = question_form(question, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_question(question=form.instance, by=request.user)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            say(request, _("The question was added at the end."))
            return redirect(survey.get_absolute_url())
    kind = dict(Sort.choices)[sort]
    return _page(request, survey, form, title=_("Add a question"), lead=kind, action=_("Add the question"))


@requires(SEE_SURVEYS)
@require_GET
def see_question(request: HttpRequest, number: int) -> HttpResponse:
    """A question as people see it, in both layouts."""
    question = question_of(number)
    asks = asks_of([question])
    context = {
        "question": question,
        "measure": question.as_measure,
        "asks": asks,
        "standard": AnswerForm(asks, prefix="standard"),
        "easy": AnswerForm(asks, easy=True, prefix="easy"),
        "may_change": allowed(request, CHANGE_SURVEYS, question) and not question.survey.has_answers,
        "trail": trail_to(question.survey),
    }
    return render(request, "surveys/question.html", context)


@requires(CHANGE_SURVEYS)
@require_http_methods(ASKING)
def edit_question(request: HttpRequest, number: int) -> HttpResponse:
    question = question_of(number)
    if question.sort == Sort.MEASURE:
        messages.error(request, _("A tested measure is asked as it is. It can only be left out."))
        return redirect(question.get_absolute_url())
    form = question_form(question, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_question(question=form.instance, by=request.user)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            say(request, _("The question was changed."))
            return redirect(question.survey.get_absolute_url())
    return _page(
        request, question.survey, form, title=_("Change a question"), lead=question.get_sort_display()
    )


@requires(CHANGE_SURVEYS)
@require_http_methods(ASKING)
def remove_question(request: HttpRequest, number: int) -> HttpResponse:
    question = question_of(number)
    survey = question.survey
    if request.method == "POST":
        try:
            services.remove_question(question=question, by=request.user)
        except ValidationError as fault:
            messages.error(request, fault.messages[0])
        else:
            say(request, _("The question was removed."))
        return redirect(survey.get_absolute_url())
    context = {
        "title": _("Remove this question?"),
        "what": str(question),
        "action": _("Remove the question"),
        "trail": trail_to(survey),
        "cancel": survey.get_absolute_url(),
        "refusal": ANSWERED if survey.has_answers else "",
    }
    return render(request, "surveys/confirm.html", context)


@requires(CHANGE_SURVEYS)
@require_POST
def move_question(request: HttpRequest, number: int) -> HttpResponse:
    question = question_of(number)
    try:
        services.move_question(question=question, up=request.POST.get("to") == "up", by=request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    return redirect(f"{question.survey.get_absolute_url()}#questions")


@requires(CHANGE_SURVEYS)
@require_http_methods(ASKING)
def new_version(request: HttpRequest, number: int) -> HttpResponse:
    """A copy to be changed, for when people have answered already."""
    survey = survey_of(request, number)
    if request.method == "POST":
        made = services.new_version(survey=survey, by=request.user)
        say(
            request,
            _("%(label)s was made. Change what you like, then add its rounds.") % {"label": made.label},
        )
        return redirect(made.get_absolute_url())
    context = {
        "title": _("Make a new version?"),
        "what": _(
            "All questions are copied. Answers stay with %(label)s, and answers to the two are not compared."
        )
        % {"label": survey.label},
        "action": _("Make a new version"),
        "trail": trail_to(survey),
        "cancel": survey.get_absolute_url(),
    }
    return render(request, "surveys/confirm.html", context)


def _round_page(request: HttpRequest, wave: Wave, title: str, done: str) -> HttpResponse:
    survey = wave.survey
    if request.method != "POST":
        return _page(request, survey, WaveForm(instance=wave), title=title)
    with transaction.atomic():
        queue(survey.partnership_id)
        form = WaveForm(request.POST, instance=wave)
        if form.is_valid():
            try:
                services.save_wave(wave=form.instance, by=request.user)
            except ValidationError as fault:
                form.add_error(None, fault)
            else:
                say(request, done)
                return redirect(form.instance.get_absolute_url())
    return _page(request, survey, form, title=title)


@requires(CHANGE_SURVEYS)
@require_http_methods(ASKING)
def add_wave(request: HttpRequest, number: int) -> HttpResponse:
    survey = survey_of(request, number)
    wave = Wave(partnership=request.partnership, survey=survey)  # type: ignore[attr-defined]
    return _round_page(request, wave, _("Add a round"), _("The round was added. Its link is below."))


@requires(CHANGE_SURVEYS)
@require_http_methods(ASKING)
def edit_wave(request: HttpRequest, number: int) -> HttpResponse:
    wave = wave_of(number)
    return _round_page(request, wave, _("Change a round"), _("The round was changed."))


@requires(CHANGE_SURVEYS)
@require_http_methods(ASKING)
def remove_wave(request: HttpRequest, number: int) -> HttpResponse:
    wave = wave_of(number)
    survey = wave.survey
    if request.method == "POST":
        try:
            services.remove_wave(wave=wave, by=request.user)
        except ValidationError as fault:
            messages.error(request, fault.messages[0])
        else:
            say(request, _("The round was removed; its link no longer works."))
        return redirect(survey.get_absolute_url())
    context = {
        "title": _("Remove this round?"),
        "what": _("%(name)s. Its link and its QR code stop working.") % {"name": wave},
        "action": _("Remove the round"),
        "trail": trail_to(survey),
        "cancel": wave.get_absolute_url(),
    }
    return render(request, "surveys/confirm.html", context)
