"""A partner agrees to the need."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coplan.kit.access import requires
from coplan.kit.forms import KitForm
from coplan.need import actions, services
from coplan.need.models import Need


class AgreeForm(KitForm):
    """What the button sends: for which partner, and the version that was read."""

    partner = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)


@requires(actions.AGREE_TO_NEED)
@require_POST
def agree(request: HttpRequest, number: int) -> HttpResponse:
    """Agree for an organisation the person acts for."""
    need = Need.objects.filter(number=number).first()
    if need is None:
        raise Http404
    standing = request.standing  # type: ignore[attr-defined]
    form = AgreeForm(request.POST)
    asked = form.cleaned_data.get("partner") if form.is_valid() else None
    mine = [part for part in standing.parts if asked and part.partner_id == asked]
    # Somebody may have several parts for one partner: one that may speak comes first
    part = min(mine, key=lambda part: part.role not in ("partner", "coordinator"), default=None)
    if part is None:
        messages.error(request, _("Choose an organisation you act for, and agree again."))
        return redirect(need.get_absolute_url())
    try:
        services.agree_to_need(
            need=need, part=part, version=form.cleaned_data["version"], today=standing.today, by=request.user
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(partner)s agrees to the need.") % {"partner": part.partner})
    return redirect(f"{need.get_absolute_url()}#agreement")
