"""The trace page: from any figure, one click to what it rests on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from coplan.kit.access import action, requires
from coplan.kit.models import model_of_kind
from coplan.partnerships.roles import member
from coplan.reporting.trace import NEEDED, RUNGS, Onward, trace_of

SEE_TRACE = action("reporting.see_trace", "See what a figure rests on", member)


@requires(SEE_TRACE)
@require_GET
def trace(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    if kind not in RUNGS:
        raise Http404
    record = model_of_kind(kind).objects.select_related(*NEEDED.get(kind, ())).filter(number=number).first()
    if record is None:
        raise Http404
    found = trace_of(record)
    context = {
        "record": record,
        "trace": found,
        "parts": [(one, _href(request, one)) for one in found.parts],
        "above": [(one, _href(request, one)) for one in found.above],
    }
    return render(request, "reporting/trace.html", context)


def _href(request: HttpRequest, one: Onward) -> str:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    return reverse("reporting:trace", args=[slug, one.kind, one.number])
