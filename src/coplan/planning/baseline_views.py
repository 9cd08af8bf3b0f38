"""The baselines kept, keeping one, and what moved since."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coplan.engines import InvalidInput
from coplan.kit.access import allowed, requires
from coplan.planning import actions, queries
from coplan.planning import baselines as kept
from coplan.planning.forms import BaselineForm


def _planned(request: HttpRequest) -> queries.Planned:
    return queries.planned(request.partnership, request.standing.today)  # type: ignore[attr-defined]


def _trail(request: HttpRequest, *more: tuple[str, str]) -> list[tuple[str, str]]:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    return [(_("Plan"), reverse("planning:plan", args=[slug])), *more]


@requires(actions.SEE_PLAN)
@require_GET
def baselines(request: HttpRequest) -> HttpResponse:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    rows = [(one, reverse("planning:baseline", args=[slug, one.number])) for one in queries.baselines()]
    context = {
        "rows": rows,
        "keep_url": reverse("planning:baselines-keep", args=[slug]),
        "may_keep": allowed(request, actions.FRAME_PLAN),
        "trail": _trail(request),
    }
    return render(request, "planning/baselines.html", context)


@requires(actions.FRAME_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Keep today's dates; one question: why?"""
    slug = request.partnership.slug  # type: ignore[attr-defined]
    back = reverse("planning:baselines", args=[slug])
    form = BaselineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = kept.keep(
                planned=_planned(request),
                partnership=request.partnership,  # type: ignore[attr-defined]
                reason=form.cleaned_data["reason"],
                today=request.standing.today,  # type: ignore[attr-defined]
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        except InvalidInput as refused:
            form.add_error(None, [fault.message for fault in refused.faults])
        else:
            messages.success(request, _("%(name)s was kept.") % {"name": made.reference})
            return redirect(reverse("planning:baseline", args=[slug, made.number]))
    context = {"form": form, "back": back, "trail": _trail(request, (_("Baselines"), back))}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "planning/baseline_keep.html", context, status=status)


@requires(actions.SEE_PLAN)
@require_GET
def baseline(request: HttpRequest, number: int) -> HttpResponse:
    """What moved since, by how many working days."""
    found = queries.baselines().filter(number=number).first()
    if found is None:
        raise Http404
    slug = request.partnership.slug  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "baseline": found,
        "trail": _trail(request, (_("Baselines"), reverse("planning:baselines", args=[slug]))),
    }
    try:
        rows = kept.compare(found, _planned(request))
    except InvalidInput as refused:
        context["faults"] = [fault.message for fault in refused.faults]
    else:
        context |= {
            "rows": rows,
            "later": sum(1 for one in rows if one.days and one.days > 0),
            "earlier": sum(1 for one in rows if one.days and one.days < 0),
            "added": sum(one.then is None for one in rows),
            "gone": sum(one.now is None for one in rows),
        }
    return render(request, "planning/baseline.html", context)
