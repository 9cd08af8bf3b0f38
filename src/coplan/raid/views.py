"""Pages that are not registers: the verbs of risks and issues, and what changed since a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from coplan.kit.access import requires
from coplan.kit.forms import KitForm
from coplan.kit.registers import Register
from coplan.raid import actions, changes, services


class ReasonForm(KitForm):
    """One question: why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say it in a sentence, for whoever reads this later.")},
    )


class Verb:
    """One thing done to a risk or an issue with a reason: its words and its service."""

    def __init__(self, title: Any, ask: Any, button: Any, act: Callable[..., Any], done: Any) -> None:
        self.title, self.ask, self.button, self.act, self.done = title, ask, button, act, done


CLOSE = Verb(
    gettext_lazy("Close"),
    gettext_lazy("Why is it closed? Whoever meets it again will read this."),
    gettext_lazy("Close it"),
    lambda record, reason, by: services.close(record=record, reason=reason, by=by),
    gettext_lazy("%(label)s was closed."),
)
REOPEN = Verb(
    gettext_lazy("Open again"),
    gettext_lazy("Why is it open again?"),
    gettext_lazy("Open it again"),
    lambda record, reason, by: services.reopen(record=record, reason=reason, by=by),
    gettext_lazy("%(label)s is open again."),
)
ESCALATE = Verb(
    gettext_lazy("Escalate to the governance group"),
    gettext_lazy("What is the group asked to decide, and by when?"),
    gettext_lazy("Escalate it"),
    lambda record, reason, by: services.escalate(record=record, reason=reason, by=by),
    gettext_lazy("%(label)s was escalated."),
)
HAPPENED = Verb(
    gettext_lazy("It has happened"),
    gettext_lazy("What happened? The risk is closed and an issue takes its place."),
    gettext_lazy("Make it an issue"),
    lambda record, reason, by: services.it_happened(risk=record, reason=reason, by=by),
    gettext_lazy("%(label)s became an issue."),
)


def verb_page(register: Register, verb: Verb) -> Callable[..., HttpResponse]:
    """The page that asks for the reason and does it."""

    @requires(actions.CHANGE_RAID)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, number: int) -> HttpResponse:
        record = register.get_to_change(request, number)
        form = ReasonForm(request.POST or None)
        form.fields["reason"].label = verb.ask
        if request.method == "POST" and form.is_valid():
            try:
                made = verb.act(record, form.cleaned_data["reason"], request.user)
            except ValidationError as error:
                form.add_error("reason", error)
            else:
                messages.success(request, verb.done % {"label": record.label})
                return redirect((made or record).get_absolute_url())
        slug = request.partnership.slug  # type: ignore[attr-defined]
        context = {
            "record": record,
            "verb": verb,
            "form": form,
            "trail": [
                (register.title, register.url("", slug)),
                (record.label, record.get_absolute_url()),
            ],
        }
        return render(
            request, "raid/verb.html", context, status=422 if form.is_bound and form.errors else 200
        )

    return view


class SinceForm(KitForm):
    since = forms.DateField(label=gettext_lazy("Changes since"))


@requires(actions.SEE_RAID)
@require_GET
def what_changed(request: HttpRequest) -> HttpResponse:
    """Everything added, changed, closed or removed in RAID since a day; a month where none is given."""
    today: date = request.standing.today  # type: ignore[attr-defined]
    form = SinceForm(
        request.GET if "since" in request.GET else {"since": (today - timedelta(days=30)).isoformat()}
    )
    found = changes.since(form.cleaned_data["since"]) if form.is_valid() else []
    return render(request, "raid/changes.html", {"form": form, "changes": found, "title": _("What changed")})
