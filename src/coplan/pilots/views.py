"""The page on which somebody says what came of a change to the service."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coplan.kit.access import requires
from coplan.kit.forms import show_faults
from coplan.pilots import actions, services
from coplan.pilots.forms import EffectForm
from coplan.pilots.registers import ServiceChanges


@requires(actions.CHANGE_SERVICE)
@require_http_methods(["GET", "HEAD", "POST"])
def effect(request: HttpRequest, number: int) -> HttpResponse:
    """Ask what came of a change, and what becomes of it."""
    change = ServiceChanges().get_to_change(request, number)
    today = request.standing.today  # type: ignore[attr-defined]
    initial = {"seen_on": today, "effect": change.effect, "fate": change.fate}
    form = EffectForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_effect(change=change, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, _("What came of %(label)s was kept.") % {"label": change.label})
            return redirect(change.get_absolute_url())
    context = {
        "record": change,
        "form": form,
        "trail": [
            (ServiceChanges.title, ServiceChanges.url("", change.owner_slug)),
            (change.label, change.get_absolute_url()),
        ],
    }
    return render(request, "pilots/effect.html", context, status=422 if request.method == "POST" else 200)
