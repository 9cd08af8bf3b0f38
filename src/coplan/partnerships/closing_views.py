"""Closing a partnership when its work is over, and opening it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_stubs_ext import StrOrPromise

from coplan.kit.access import Action, requires
from coplan.kit.forms import KitForm
from coplan.kit.shell import say
from coplan.partnerships import actions, services
from coplan.partnerships.models import Partnership


class ReasonForm(KitForm):
    """One question: why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why in a sentence, for whoever reads this later.")},
    )


@dataclass(frozen=True)
class Turn:
    """Closing or opening again: its words, and what does it."""

    action: Action
    title: StrOrPromise
    meaning: StrOrPromise
    ask: StrOrPromise
    button: StrOrPromise
    done: StrOrPromise
    act: Callable[..., None]


CLOSE = Turn(
    actions.CLOSE_PARTNERSHIP,
    _("Close this partnership"),
    _(
        "Everything can still be read by those who take part, but nothing can be added or changed and nobody "
        "can be invited. The programme team no longer sees it among running partnerships. "
        "A coordinator can open it again."
    ),
    _("Why is it closed? Everybody who takes part can read this."),
    _("Close the partnership"),
    _("%(name)s is closed."),
    services.close_partnership,
)
REOPEN = Turn(
    actions.REOPEN_PARTNERSHIP,
    _("Open this partnership again"),
    _("Those who take part can add and change things again, as they could before it was closed."),
    _("Why is it opened again?"),
    _("Open it again"),
    _("%(name)s is open again."),
    services.reopen_partnership,
)


def _page(turn: Turn) -> Callable[..., HttpResponse]:
    """The page that says what it means, asks for the reason and does it."""

    @requires(turn.action)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        partnership: Partnership = request.partnership  # type: ignore[attr-defined]
        form = ReasonForm(request.POST if request.method == "POST" else None)
        form.fields["reason"].label = turn.ask
        if form.is_valid():
            try:
                turn.act(partnership=partnership, reason=form.cleaned_data["reason"], by=request.user)
            except ValidationError as refused:
                form.add_error("reason", refused)
            else:
                say(request, str(turn.done) % {"name": partnership.name})
                return redirect(partnership)
        context = {"form": form, "turn": turn, "cancel": _back(partnership)}
        return render(request, "partnerships/closing.html", context, status=422 if form.errors else 200)

    return view


def _back(partnership: Partnership) -> str:
    # The details of a closed partnership open for nobody
    if partnership.closed_on:
        return partnership.get_absolute_url()
    return reverse("partnerships:details", args=[partnership.slug])


urlpatterns = [
    path("details/close/", _page(CLOSE), name="close"),
    path("details/reopen/", _page(REOPEN), name="reopen"),
]
