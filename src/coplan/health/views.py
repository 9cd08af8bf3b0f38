"""What the health check found, the rules behind it, and setting a finding aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.engines.health.findings import WEIGHTS
from coplan.engines.health.registry import RULES
from coplan.engines.health.wording import months_after
from coplan.guidance.lessons.library import for_rule
from coplan.health import actions, queries, services
from coplan.health.forms import SetAsideForm
from coplan.health.models import Suppression
from coplan.kit import shell
from coplan.kit.access import allowed, recheck, requires
from coplan.kit.shell import Section, Tool
from coplan.partnerships.models import Stage

shell.register_tool(
    Tool(Section.LEARNING, gettext_lazy("Health"), "health:health", actions.SEE_HEALTH.code, order=10)
)


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _trail(request: HttpRequest, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Health"), reverse("health:health", args=[_slug(request)])), *more]


@requires(actions.SEE_HEALTH)
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """The findings by weight, what was set aside, and which rules found nothing."""
    examined = queries.of_request(request)
    found = queries.worries(examined)
    context = {
        "groups": [(queries.WEIGHT_WORDS[weight], some) for weight, some in queries.troubles(found).items()],
        "counts": [
            (words, many)
            for weight, words in queries.WEIGHT_WORDS.items()
            if (many := sum(one.finding.weight == weight for one in found))
        ],
        "found": found,
        "aside": queries.set_aside(examined),
        "checked": queries.checked(examined),
        "stage": Stage(examined.picture.snapshot.current_stage).label,
        "today": examined.picture.snapshot.today,
        "may_set_aside": allowed(request, actions.SET_ASIDE),
        "rules_url": reverse("health:rules", args=[_slug(request)]),
    }
    return render(request, "health/health.html", context)


@requires(actions.SEE_HEALTH)
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    by_weight = [
        (queries.WEIGHT_WORDS[weight], [rule for rule in RULES.values() if rule.weight == weight])
        for weight in WEIGHTS
    ]
    return render(request, "health/rules.html", {"by_weight": by_weight, "trail": _trail(request)})


@requires(actions.SEE_HEALTH)
@require_GET
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """What one rule looks for, why, where that is known from, and what it finds here."""
    shown = RULES.get(code)
    if shown is None:
        raise Http404
    context = {
        "rule": shown,
        "weight": queries.WEIGHT_WORDS[shown.weight],
        "weight_tone": queries.WEIGHT_TONES[shown.weight],
        "lesson": for_rule(code),
        "stages": [Stage(stage).label for stage in shown.stages],
        "every_stage": len(shown.stages) == len(Stage),
        "not_recorded": code in queries.NOT_RECORDED,
        "found": [one for one in queries.worries(queries.of_request(request)) if one.rule.code == code],
        "trail": _trail(request, (_("Rules"), reverse("health:rules", args=[_slug(request)]))),
    }
    return render(request, "health/rule.html", context)


@requires(actions.SET_ASIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: HttpRequest, code: str, kind: str, key: int) -> HttpResponse:
    """Why, and until when."""
    examined = queries.of_request(request)
    finding = queries.finding_of(examined, code, kind, key)
    if finding is None:
        messages.info(request, _("That finding no longer stands: it was mended or set aside already."))
        return redirect("health:health", _slug(request))
    worry = queries.worry(examined, finding)
    if not worry.aside_url:
        raise Http404
    today = examined.picture.snapshot.today
    form = SetAsideForm(request.POST or None, initial={"until": months_after(today, 3)})
    if request.method == "POST" and form.is_valid():
        try:
            _set_aside(request, finding, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("The finding is set aside. It stays in the list below with your reason.")
            )
            return redirect("health:health", _slug(request))
    context = {"worry": worry, "form": form, "trail": _trail(request)}
    return render(
        request, "health/set_aside.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _set_aside(request: HttpRequest, finding: Any, form: SetAsideForm) -> None:
    services.set_aside(
        partnership=request.partnership,  # type: ignore[attr-defined]
        finding=finding,
        reason=form.cleaned_data["reason"],
        until=form.cleaned_data["until"],
        today=request.standing.today,  # type: ignore[attr-defined]
        by=request.user,
    )


@requires(actions.SET_ASIDE)
@require_POST
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """End a suppression before its day."""
    suppression = Suppression.objects.filter(number=number).first()
    if suppression is None:
        raise Http404
    recheck(request, actions.SET_ASIDE, suppression)
    services.bring_back(suppression=suppression, by=request.user)
    messages.success(
        request, _("Nothing is set aside there any more. If the trouble is still there, it is shown again.")
    )
    return redirect("health:health", _slug(request))
