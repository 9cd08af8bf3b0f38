"""Answering without an account: what it is, the questions, a look back, and thanks with the code words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_scopes import scope

from coplan.kit.access import public
from coplan.kit.forms import KitForm
from coplan.surveys import codes, drafts, intake, queries
from coplan.surveys.asks import Ask, asks_of, pages_of
from coplan.surveys.drafts import Draft
from coplan.surveys.fields import AnswerForm, sheet_of
from coplan.surveys.models import Moment, Wave
from coplan.surveys.wave_views import code_fault

WHY = "People answer a survey without an account; the link they were given is the key"
ASKING = ["GET", "HEAD", "POST"]
STANDARD, EASY = "standard", "easy"
LARGEST = 200_000

View = Callable[..., HttpResponse]


class BeginForm(KitForm):
    """Which layout, and whether somebody wants to take part at all."""

    layout = forms.ChoiceField(
        label=gettext_lazy("How do you want to see the questions?"),
        choices=[
            (EASY, gettext_lazy("Easy Read: large words, one question at a time")),
            (STANDARD, gettext_lazy("Standard: a few questions on each page")),
        ],
        widget=forms.RadioSelect,
        initial=EASY,
    )
    agreed = forms.BooleanField(
        error_messages={"required": gettext_lazy("Tick the box if you want to take part.")}
    )
    # No person sees it; a program that fills in every field gives itself away
    website = forms.CharField(required=False)


class CodeForm(KitForm):
    """The words from last time."""

    code = forms.CharField(
        label=gettext_lazy("Your four code words from last time"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example: island rabbit teapot plum. Capitals do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


def answering(view: View) -> View:
    """Find the round behind the link and open its partnership; a link that is unknown or closed says so."""

    @public(WHY)
    @never_cache
    @require_http_methods(ASKING)
    @wraps(view)
    def found(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
        wave = queries.by_token(token, closed_too=view.__name__ == "delete")
        if wave is None:
            return render(request, "surveys/public/gone.html", status=404)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return render(request, "surveys/public/gone.html", {"wave": wave, "large": True}, status=413)
        with scope(partnership=wave.partnership):
            return view(request, wave, **rest)

    return found


def while_open(view: View) -> View:
    """Refuse politely before the first day and after the last."""

    @wraps(view)
    def checked(request: HttpRequest, wave: Wave, **rest: Any) -> HttpResponse:
        state = wave.state(timezone.localdate())
        if state != "open":
            return _shown(request, wave, "surveys/public/closed.html", {"state": state})
        return view(request, wave, **rest)

    return checked


def _shown(
    request: HttpRequest, wave: Wave, page: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    told = {"wave": wave, "survey": wave.survey, "partnership": wave.partnership, "easy": False, **context}
    return render(request, page, told, status=status)


def _pages(wave: Wave, draft: Draft) -> list[list[Ask]]:
    return pages_of(asks_of(queries.questions_of(wave.survey)), easy=draft.easy)


@answering
@while_open
def begin(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Why, who sees what, and a box to tick; without the tick nothing is asked or kept."""
    if request.method == "POST" and "no" in request.POST:
        answer = _shown(request, wave, "surveys/public/declined.html", {})
        drafts.drop(request, wave, answer)
        return answer
    draft = drafts.find(request, wave)
    if request.method == "POST" and "on" in request.POST and draft is not None and not draft.done:
        return redirect("survey-step", wave.token, max(draft.seen, default=0) + 1)
    form = BeginForm(request.POST or None, initial={"layout": request.GET.get("layout") or EASY})
    form.fields["agreed"].label = wave.survey.consent
    if request.method == "POST" and form.is_valid():
        return _begun(request, wave, form)
    context = {
        "form": form,
        "waiting": draft is not None and not draft.done,
        "many": len([one for one in asks_of(queries.questions_of(wave.survey)) if not one.is_staffs]),
    }
    return _shown(request, wave, "surveys/public/begin.html", context, 422 if form.is_bound else 200)


def _begun(request: HttpRequest, wave: Wave, form: BeginForm) -> HttpResponse:
    if form.cleaned_data["website"]:
        return _shown(request, wave, "surveys/public/declined.html", {})
    if drafts.is_crowded(wave):
        return _shown(request, wave, "surveys/public/crowded.html", {}, 429)
    draft = drafts.begin(wave, easy=form.cleaned_data["layout"] != STANDARD)
    drafts.keep(wave, draft)
    follows = wave.moment in {Moment.AFTER, Moment.LATER}
    answer = redirect("survey-code", wave.token) if follows else redirect("survey-step", wave.token, 1)
    drafts.hand_over(wave, draft, answer, secure=request.is_secure())
    return answer


def with_draft(view: View) -> View:
    """The sheet that is being filled in; without one, back to the beginning."""

    @wraps(view)
    def found(request: HttpRequest, wave: Wave, **rest: Any) -> HttpResponse:
        draft = drafts.find(request, wave)
        if draft is None:
            return redirect("survey", wave.token)
        if draft.done:
            return redirect("survey-done", wave.token)
        return view(request, wave, draft, **rest)

    return found


@answering
@while_open
@with_draft
def ask_code(request: HttpRequest, wave: Wave, draft: Draft) -> HttpResponse:
    """The words from last time, so that the two sheets can be put side by side; it can be left out."""
    form = CodeForm(request.POST or None, initial={"code": draft.code})
    unknown = False
    if request.method == "POST" and form.is_valid():
        typed = "" if "without" in request.POST else form.cleaned_data["code"].strip()
        if not typed and "without" not in request.POST:
            form.add_error("code", _("Enter the four words, or go on without a code."))
        else:
            unknown = bool(typed) and _take_code(request, wave, draft, form, typed)
        if not form.errors:
            draft.code = codes.read(typed).text if typed else ""
            draft.asked_code = True
            drafts.keep(wave, draft)
            return redirect("survey-step", wave.token, 1)
    context = {"form": form, "easy": draft.easy, "unknown": unknown}
    return _shown(request, wave, "surveys/public/code.html", context, 422 if form.errors else 200)


def _take_code(request: HttpRequest, wave: Wave, draft: Draft, form: CodeForm, typed: str) -> bool:
    """Check the words; whether they are well formed but belong to nobody yet."""
    found = codes.read(typed)
    if not found.is_right:
        form.add_error("code", code_fault(found))
        return False
    draft.tries += 1
    drafts.keep(wave, draft)
    if draft.tries > drafts.MOST_TRIES or not drafts.may_try_code(wave):
        form.add_error("code", _("That was tried too often. Go on without a code, or come back tomorrow."))
        return False
    if intake.is_taken(wave, found.text):
        form.add_error("code", _("Somebody with these words has answered this time already."))
        return False
    if request.POST.get("sure") == found.text or intake.is_known(wave.survey, found.text, but=wave):
        return False
    form.add_error(
        "code",
        _(
            "We do not find these words among the answers from last time. Check them. If they are right, go on."
        ),
    )
    return True


@answering
@while_open
@with_draft
def step(request: HttpRequest, wave: Wave, draft: Draft, step: int) -> HttpResponse:
    """One page of questions."""
    pages = _pages(wave, draft)
    if not 1 <= step <= len(pages):
        return redirect("survey-check", wave.token)
    asks = pages[step - 1]
    if request.method != "POST":
        form = AnswerForm(asks, easy=draft.easy, known=draft.kept)
        return _step_page(request, wave, draft, form, step, len(pages))
    form = AnswerForm(asks, request.POST, easy=draft.easy)
    whole, back = form.is_valid(), "back" in request.POST
    for ask in asks:
        draft.kept.pop(ask.key, None)
    draft.kept |= form.kept()
    draft.seen.add(step)
    drafts.keep(wave, draft)
    if back:
        return redirect("survey-step", wave.token, step - 1) if step > 1 else redirect("survey", wave.token)
    if not whole:
        return _step_page(request, wave, draft, form, step, len(pages))
    if "layout" in request.POST:
        return _other_layout(wave, draft, asks)
    following = step + 1
    if following > len(pages) or "check" in request.POST:
        return redirect("survey-check", wave.token)
    return redirect("survey-step", wave.token, following)


def _other_layout(wave: Wave, draft: Draft, asks: list[Ask]) -> HttpResponse:
    """The other layout at the same question, with all answers kept."""
    draft.easy = not draft.easy
    pages = _pages(wave, draft)
    at = next(place for place, page in enumerate(pages, 1) if asks[0].key in {one.key for one in page})
    draft.seen = set(range(1, at))
    drafts.keep(wave, draft)
    return redirect("survey-step", wave.token, at)


def _step_page(
    request: HttpRequest, wave: Wave, draft: Draft, form: AnswerForm, step: int, many: int
) -> HttpResponse:
    context = {
        "form": form,
        "step": step,
        "many": many,
        "easy": draft.easy,
        "intro": next((one.intro for one in form.asks if one.intro), ""),
        "one": len(form.asks) == 1,
        "looked_back": len(draft.seen) >= many,
    }
    return _shown(
        request, wave, "surveys/public/step.html", context, 422 if form.is_bound and form.errors else 200
    )


@answering
@while_open
@with_draft
def check(request: HttpRequest, wave: Wave, draft: Draft) -> HttpResponse:
    """Everything once more, each with a way back; then it is sent."""
    pages = _pages(wave, draft)
    asks = [ask for page in pages for ask in page]
    at = {ask.key: place for place, page in enumerate(pages, 1) for ask in page}
    left = next((at[ask.key] for ask in asks if ask.required and ask.key not in draft.kept), None)
    if left is not None:
        return redirect("survey-step", wave.token, left)
    fault = ""
    if request.method == "POST":
        try:
            return _sent(wave, draft, asks)
        except ValidationError as refused:
            fault = refused.messages[0]
    rows = [(ask, at[ask.key], draft.kept.get(ask.key)) for ask in asks]
    told = [(ask, place, "" if value is None else ask.label_of(value)) for ask, place, value in rows]
    context = {"rows": told, "easy": draft.easy, "fault": fault, "many": len(pages)}
    return _shown(request, wave, "surveys/public/check.html", context, 422 if fault else 200)


def _sent(wave: Wave, draft: Draft, asks: list[Ask]) -> HttpResponse:
    pairs = wave.moment != Moment.ONCE
    if pairs and not draft.code:
        draft.code = codes.new_code()
    known = {ask.key for ask in asks}
    kept = {key: value for key, value in draft.kept.items() if key in known}
    intake.store(
        wave=wave,
        sheet=sheet_of(asks, kept),
        on=timezone.localdate(),
        key=draft.key,
        code=draft.code,
    )
    draft.done, draft.kept = True, {}
    drafts.keep(wave, draft)
    return redirect("survey-done", wave.token)


@answering
def done(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Thanks, and the words to keep; they are shown for half an hour, or until the page is cleared."""
    draft = drafts.find(request, wave)
    if request.method == "POST":
        answer: HttpResponse = _shown(
            request, wave, "surveys/public/cleared.html", {"easy": bool(draft and draft.easy)}
        )
        drafts.drop(request, wave, answer)
        return answer
    if draft is None or not draft.done:
        return redirect("survey", wave.token)
    return _shown(request, wave, "surveys/public/done.html", {"code": draft.code, "easy": draft.easy})


@answering
def delete(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Whoever holds the code words may have the answers deleted."""
    form = CodeForm(request.POST or None)
    form.fields["code"].label = _("Your four code words")
    if request.method == "POST" and form.is_valid():
        found = codes.read(form.cleaned_data["code"])
        if not found.is_right:
            form.add_error("code", code_fault(found))
        elif not drafts.may_try_code(wave):
            form.add_error("code", _("That was tried too often. Come back in an hour."))
        else:
            gone = intake.withdraw(survey=wave.survey, code=found.text)
            return _shown(request, wave, "surveys/public/deleted.html", {"gone": gone})
    return _shown(request, wave, "surveys/public/delete.html", {"form": form}, 422 if form.errors else 200)


open_urlpatterns = [
    path("s/<str:token>/", begin, name="survey"),
    path("s/<str:token>/code/", ask_code, name="survey-code"),
    path("s/<str:token>/<int:step>/", step, name="survey-step"),
    path("s/<str:token>/check/", check, name="survey-check"),
    path("s/<str:token>/done/", done, name="survey-done"),
    path("s/<str:token>/delete/", delete, name="survey-delete"),
]
