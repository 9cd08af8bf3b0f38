"""The pipeline of funders: who stands where, and what it covers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from coplan.kit.access import requires
from coplan.kit.shell import Section, Tool, register_tool
from coplan.sustainability import actions, queries
from coplan.sustainability.registers import Prospects

register_tool(
    Tool(Section.SUSTAIN, _("Pipeline"), "sustainability:pipeline", actions.SEE_SUSTAINING.code, order=30)
)


@requires(actions.SEE_SUSTAINING)
@require_GET
def pipeline(request: HttpRequest) -> HttpResponse:
    steps = queries.prospects_by_state()
    register, slug = Prospects(), request.partnership.slug  # type: ignore[attr-defined]
    context = {
        "steps": [step for step in steps if step.state in queries.OPEN_STATES],
        "declined": next(step for step in steps if step.state not in queries.OPEN_STATES),
        "any": any(step.prospects for step in steps),
        "years": queries.years_ahead(steps),
        "may_change": register.may_change(request),
        "add_url": register.url("add", slug),
        "list_url": register.url("", slug),
        "example": register.example,
    }
    return render(request, "sustainability/pipeline.html", context)
