"""The two pages of rebasing: from when limits begin anew and why, and taking that back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from coplan.engines import spc
from coplan.kit.access import recheck, requires
from coplan.kit.forms import KitForm, show_faults
from coplan.outcomes import actions, rebasing
from coplan.outcomes.models import Indicator, Reading, Rebase
from coplan.outcomes.registers import Indicators


class RebaseForm(KitForm):
    """From which period, and why."""

    starts_on = forms.TypedChoiceField(
        label=gettext_lazy("New limits from"),
        help_text=gettext_lazy("The first period of the service as it is now."),
    )
    reason = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Why the old limits no longer describe the service. It stands under the chart with your name."
        ),
    )

    def __init__(self, periods: list[Reading], data: Any = None) -> None:
        super().__init__(data)
        self.days = {one.starts_on.isoformat(): one.starts_on for one in periods}
        field: Any = self.fields["starts_on"]
        field.coerce = self.days.get
        field.choices = [
            ("", _("Choose a period")),
            *((one.starts_on.isoformat(), one.period) for one in periods),
        ]


class TakeBackForm(KitForm):
    """Why limits no longer begin anew there."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


@requires(actions.REBASE)
@require_http_methods(["GET", "HEAD", "POST"])
def rebase(request: HttpRequest, number: int) -> HttpResponse:
    """Ask from which period the limits of an indicator begin anew, and why."""
    indicator: Indicator = Indicators().get(request, number)
    recheck(request, actions.REBASE, indicator)
    form = RebaseForm(rebasing.beginnings(indicator), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rebasing.rebase(indicator=indicator, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, _("The limits begin anew there. The reason stands under the chart."))
            return redirect(f"{indicator.get_absolute_url()}#noise-heading")
    context = {"enough": spc.ENOUGH_POINTS, "possible": rebasing.may_be_rebased(indicator)}
    return _page(request, indicator, form, _("Let the limits begin anew"), context)


@requires(actions.REBASE)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why a rebasing no longer holds."""
    found: Rebase | None = rebasing.in_force().filter(number=number).select_related("indicator", "by").first()
    if found is None:
        raise Http404
    recheck(request, actions.REBASE, found)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rebasing.take_back(rebase=found, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, _("It was taken back. Who did it and why is kept."))
            return redirect(f"{found.indicator.get_absolute_url()}#noise-heading")
    return _page(request, found.indicator, form, _("Take back the new start"), {"rebase": found})


def _page(
    request: HttpRequest, indicator: Indicator, form: Any, title: str, more: dict[str, Any]
) -> HttpResponse:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    context = {
        "record": indicator,
        "form": form,
        "title": title,
        "trail": [
            (Indicators.title, Indicators.url("", slug)),
            (indicator.label, indicator.get_absolute_url()),
        ],
        **more,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "outcomes/rebase.html", context, status=status)
