"""Moving a date in two steps: what would shift, then doing it; and the list of all that moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coplan.engines import InvalidInput
from coplan.kit import frozen
from coplan.kit.access import requires
from coplan.planning import actions, moving, queries
from coplan.planning.forms import MoveMilestoneForm, MoveTaskForm
from coplan.planning.models import MoveReason
from coplan.planning.registers import Milestones, Tasks

PAGE = 50


def move_page(register: Any, form_class: Any) -> Callable[..., HttpResponse]:
    """The first sending shows the effect; the second, of the same dates, stores them."""

    @requires(actions.CHANGE_PLAN)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, number: int) -> HttpResponse:
        record = register.get_to_change(request, number)
        if record.done_on is not None:
            messages.info(request, _("It is done, so its dates move no more."))
            return redirect(record.get_absolute_url())
        now = {name: getattr(record, name) for name in moving.MOVES[record.kind]}
        form = form_class(request.POST or None, initial=now)
        context = {
            "record": record,
            "form": form,
            "trail": [
                (register.title, register.url("", request.partnership.slug)),  # type: ignore[attr-defined]
                (record.label, record.get_absolute_url()),
            ],
        }
        if request.method == "POST" and form.is_valid():
            if not moving.changed(record, form.cleaned_data):
                form.add_error(None, _("Nothing moves: these are its dates already."))
            elif request.POST.get("seen") == _mark(record, form.cleaned_data):
                return _store(request, record, form)
            else:
                context |= _effect(request, record, form.cleaned_data)
        status = 422 if form.is_bound and form.errors else 200
        return render(request, "planning/move.html", context, status=status)

    return view


def _mark(record: Any, typed: dict[str, Any]) -> str:
    """Stands for the dates as they were typed, and for the record as it was when the effect was shown."""
    seen = (record.pk, record.version, [str(typed[name]) for name in moving.MOVES[record.kind]])
    return frozen.mark(seen)


def _effect(request: HttpRequest, record: Any, typed: dict[str, Any]) -> dict[str, Any]:
    partnership, today = request.partnership, request.standing.today  # type: ignore[attr-defined]
    planned = queries.planned(partnership, today)
    seen = {"seen": _mark(record, typed)}
    try:
        return {**seen, "effect": moving.effect(planned, record, moving.changed(record, typed))}
    except InvalidInput as refused:
        return {**seen, "faults": [fault.message for fault in refused.faults]}


def _store(request: HttpRequest, record: Any, form: Any) -> HttpResponse:
    typed = form.cleaned_data
    try:
        moving.move(
            record=record,
            typed=typed,
            reason=typed["reason"],
            why=typed["why"],
            today=request.standing.today,  # type: ignore[attr-defined]
            by=request.user,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(label)s was moved.") % {"label": record.label})
    return redirect(record.get_absolute_url())


move_task = move_page(Tasks(), MoveTaskForm)
move_milestone = move_page(Milestones(), MoveMilestoneForm)


@requires(actions.SEE_PLAN)
@require_GET
def moves(request: HttpRequest) -> HttpResponse:
    """Every date that moved, and how often for which reason."""
    found = queries.moves()
    counted = Counter(found.order_by().values_list("reason", flat=True))
    reasons = [(MoveReason(code).label, many) for code, many in counted.most_common()]
    slug = request.partnership.slug  # type: ignore[attr-defined]
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "reasons": reasons,
        "trail": [(_("Plan"), reverse("planning:plan", args=[slug]))],
    }
    return render(request, "planning/moves.html", context)
