"""Pages of one round: its link and poster, paper forms, and typing in what came on paper."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID, uuid4

import segno
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coplan.kit.access import allowed, requires
from coplan.kit.shell import say
from coplan.surveys import codes, intake, queries
from coplan.surveys.actions import CHANGE_SURVEYS, SEE_ANSWERS, SEE_SURVEYS
from coplan.surveys.asks import Ask, asks_of
from coplan.surveys.builder_views import trail_to, wave_of
from coplan.surveys.fields import AnswerForm, places_to_values, sheet_of
from coplan.surveys.forms import TypedForm
from coplan.surveys.models import Answer, Moment, Wave

MOST_COPIES = 50


def qr(address: str) -> SafeString:
    """The address as a picture a telephone can read, its name in words beside it for everybody else."""
    code = segno.make(address, error="m", micro=False)
    # Safe: drawn from numbers, and the address is not part of the markup
    return mark_safe(  # noqa: S308
        code.svg_inline(
            scale=8, border=2, svgclass="survey-qr", omitsize=True, title=_("QR code of the link")
        )
    )


@requires(SEE_SURVEYS)
@require_GET
def round_page(request: HttpRequest, number: int) -> HttpResponse:
    """The link, the ways to ask, and how many have answered."""
    wave = wave_of(number)
    today: date = request.standing.today  # type: ignore[attr-defined]
    found = next(one for one in queries.rounds_of(wave.survey, today) if one.wave.pk == wave.pk)
    context = {
        "wave": wave,
        "survey": wave.survey,
        "round": found,
        "qr": qr(wave.address),
        "may_change": allowed(request, CHANGE_SURVEYS, wave),
        "may_see_answers": allowed(request, SEE_ANSWERS, wave),
        "trail": trail_to(wave.survey),
    }
    return render(request, "surveys/round.html", context)


@requires(SEE_SURVEYS)
@require_GET
def poster(request: HttpRequest, number: int) -> HttpResponse:
    """One A4 page to hang up: what it is, the QR code, the link in letters."""
    wave = wave_of(number)
    context = {"wave": wave, "survey": wave.survey, "qr": qr(wave.address), "partnership": wave.partnership}
    return render(request, "surveys/poster.html", context)


@requires(CHANGE_SURVEYS)
@require_GET
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """Forms to print, each with its own code words on a strip to keep. Nothing is stored of them."""
    wave = wave_of(number)
    asked = request.GET.get("copies", "1")
    copies = min(int(asked), MOST_COPIES) if asked.isdecimal() and len(asked) < 4 else 1
    easy = request.GET.get("layout") == "easy"
    asks = [one for one in asks_of(queries.questions_of(wave.survey)) if not one.is_staffs]
    fresh = wave.moment in {Moment.BEFORE, Moment.ONCE}
    context = {
        "wave": wave,
        "survey": wave.survey,
        "partnership": wave.partnership,
        "asks": asks,
        "easy": easy,
        "copies": copies,
        "most": MOST_COPIES,
        # The first time everybody gets new words; later they bring their own
        "sheets": [codes.new_code() if fresh else "" for _copy in range(max(copies, 1))],
        "pairs": wave.moment != Moment.ONCE,
        "trail": trail_to(wave.survey, (wave.name, wave.get_absolute_url())),
    }
    return render(request, "surveys/paper.html", context)


@requires(CHANGE_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: HttpRequest, number: int) -> HttpResponse:
    """One paper form after another: numbers only, then Enter."""
    wave = wave_of(number)
    asks = asks_of(queries.questions_of(wave.survey))
    today: date = request.standing.today  # type: ignore[attr-defined]
    if request.method != "POST":
        kept = {name: request.GET.get(name, "") for name in ("came_by", "batch", "answered_on")}
        initial = {"answered_on": today, **{name: value for name, value in kept.items() if value}}
        return _typing_page(
            request, wave, TypedForm(today=today, initial=initial), AnswerForm(asks, fast=True)
        )
    about, answers = TypedForm(request.POST, today=today), AnswerForm(asks, request.POST, fast=True)
    if about.is_valid() and answers.is_valid():
        code = _code_of(about)
        if not about.errors and _keep(request, wave, asks, about, answers, code):
            many = Answer.objects.filter(wave=wave, batch=about.cleaned_data["batch"]).count()
            say(request, _("Form kept. %(many)s in this batch so far.") % {"many": many})
            return redirect(f"{request.path}?{_remembered(about)}")
    return _typing_page(request, wave, about, answers)


def _code_of(about: TypedForm) -> str:
    typed = about.cleaned_data["code"].strip()
    if not typed:
        return ""
    found = codes.read(typed)
    if not found.is_right:
        about.add_error("code", code_fault(found))
    return found.text


def code_fault(found: codes.Code) -> str:
    """What is wrong with code words, and what may have been meant."""
    if found.meant:
        return _("There is a slip in the code words. Did you mean “%(meant)s”?") % {
            "meant": _("” or “").join(found.meant)
        }
    return _("These are not four code words that belong together. Check each word.")


def _keep(
    request: HttpRequest, wave: Wave, asks: list[Ask], about: TypedForm, answers: AnswerForm, code: str
) -> bool:
    kept = places_to_values(asks, answers.kept())
    try:
        intake.store(
            wave=wave,
            sheet=sheet_of(asks, kept),
            on=about.cleaned_data["answered_on"],
            key=_sheet_key(request),
            code=code,
            came_by=about.cleaned_data["came_by"],
            batch=about.cleaned_data["batch"],
            by=request.user,
        )
    except ValidationError as fault:
        about.add_error(None if "code" not in getattr(fault, "error_dict", {}) else "code", fault.messages[0])
        return False
    return True


def _sheet_key(request: HttpRequest) -> UUID:
    """The number this sheet was given when its page was opened: sent twice, it is kept once."""
    try:
        return UUID(request.POST.get("sheet", ""))
    except ValueError:
        return uuid4()


def _remembered(about: TypedForm) -> str:
    names = ("came_by", "batch", "answered_on")
    return urlencode({name: about.cleaned_data[name] for name in names})


def _typing_page(request: HttpRequest, wave: Wave, about: TypedForm, answers: AnswerForm) -> HttpResponse:
    wrong = (about.is_bound and about.errors) or (answers.is_bound and answers.errors)
    context = {
        "wave": wave,
        "survey": wave.survey,
        "about": about,
        "answers": answers,
        "sheet": request.POST.get("sheet") or uuid4(),
        "trail": trail_to(wave.survey, (wave.name, wave.get_absolute_url())),
        "paper_url": reverse("surveys:paper", args=[wave.owner_slug, wave.number]),
    }
    return render(request, "surveys/type.html", context, status=422 if wrong else 200)
