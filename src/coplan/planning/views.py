"""Saying that a milestone is reached."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coplan.kit.access import requires
from coplan.planning import actions, services
from coplan.planning.forms import ReachedForm
from coplan.planning.registers import Milestones


@requires(actions.CHANGE_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def reached(request: HttpRequest, number: int) -> HttpResponse:
    """One question: on which day?"""
    register = Milestones()
    milestone = register.get_to_change(request, number)
    today = request.standing.today  # type: ignore[attr-defined]
    form = ReachedForm(request.POST or None, initial={"done_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            services.reach(
                milestone=milestone, done_on=form.cleaned_data["done_on"], today=today, by=request.user
            )
        except ValidationError as error:
            form.add_error("done_on", error)
        else:
            messages.success(request, _("%(label)s is reached.") % {"label": milestone.label})
            return redirect(milestone.get_absolute_url())
    slug = request.partnership.slug  # type: ignore[attr-defined]
    trail = [(register.title, register.url("", slug)), (milestone.label, milestone.get_absolute_url())]
    context = {"record": milestone, "form": form, "trail": trail}
    return render(
        request, "planning/reached.html", context, status=422 if form.is_bound and form.errors else 200
    )
