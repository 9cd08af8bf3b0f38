"""Saying that a milestone is reached, a task begun or done: one question each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from coplan.kit.access import requires
from coplan.planning import actions, services
from coplan.planning.forms import BegunForm, DoneForm, ReachedForm
from coplan.planning.registers import Milestones, Tasks

Act = Callable[[Any, date, date, Any], None]


class Verb:
    """One thing said of a record with its day: the form that asks for it, its words and its service."""

    def __init__(self, register: Any, form: Any, field: str, heading: Any, button: Any, done: Any, act: Act):
        self.register, self.form, self.field = register, form, field
        self.heading, self.button, self.done, self.act = heading, button, done, act


REACHED = Verb(
    Milestones(),
    ReachedForm,
    "done_on",
    gettext_lazy("Reached: %(label)s"),
    gettext_lazy("It is reached"),
    gettext_lazy("%(label)s is reached."),
    lambda one, on, today, by: services.reach(milestone=one, done_on=on, today=today, by=by),
)
BEGUN = Verb(
    Tasks(),
    BegunForm,
    "on",
    gettext_lazy("Begun: %(label)s"),
    gettext_lazy("It is begun"),
    gettext_lazy("%(label)s is begun."),
    lambda one, on, today, by: services.begin(task=one, on=on, today=today, by=by),
)
DONE = Verb(
    Tasks(),
    DoneForm,
    "on",
    gettext_lazy("Done: %(label)s"),
    gettext_lazy("It is done"),
    gettext_lazy("%(label)s is done."),
    lambda one, on, today, by: services.finish(task=one, on=on, today=today, by=by),
)


def verb_page(verb: Verb) -> Callable[..., HttpResponse]:
    """On which day?"""

    @requires(actions.CHANGE_PLAN)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, number: int) -> HttpResponse:
        record = verb.register.get_to_change(request, number)
        today = request.standing.today  # type: ignore[attr-defined]
        form = verb.form(request.POST or None, initial={verb.field: today})
        told = {"label": record.label}
        if request.method == "POST" and form.is_valid():
            try:
                verb.act(record, form.cleaned_data[verb.field], today, request.user)
            except ValidationError as error:
                form.add_error(verb.field, error)
            else:
                messages.success(request, str(verb.done) % told)
                return redirect(record.get_absolute_url())
        slug = request.partnership.slug  # type: ignore[attr-defined]
        context = {
            "record": record,
            "form": form,
            "heading": str(verb.heading) % told,
            "button": verb.button,
            "trail": [
                (verb.register.title, verb.register.url("", slug)),
                (record.label, record.get_absolute_url()),
            ],
        }
        status = 422 if form.is_bound and form.errors else 200
        return render(request, "planning/on_which_day.html", context, status=status)

    return view


reached, begun, done = verb_page(REACHED), verb_page(BEGUN), verb_page(DONE)
