"""Pages that are not registers: the logic model, an element's links, revised figures and the readings sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from coplan.kit.access import allowed, recheck, requires
from coplan.kit.forms import show_faults
from coplan.outcomes import actions, drawing, figures, queries, services, signed
from coplan.outcomes.forms import CorrectReadingForm, FocusForm, LinksForm, ReviseTargetForm
from coplan.outcomes.part_fields import with_stopped
from coplan.outcomes.parts import asked_of, parts_of
from coplan.outcomes.progress import OutcomeState
from coplan.outcomes.registers import Elements, Readings, Targets
from coplan.outcomes.sheet import Sheet


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200


@requires(actions.SEE_OUTCOMES)
@require_GET
def logic_model(request: HttpRequest) -> HttpResponse:
    """The whole model as a picture and a table; `?focus=12` follows one part."""
    slug, today = _slug(request), request.standing.today  # type: ignore[attr-defined]
    found = queries.in_columns(queries.elements())
    numbers = {str(one.number): one for one in found}
    focus = request.GET.get("focus", "")
    pairs = list(queries.live_links().values_list("source_id", "target_id"))
    states = queries.states_by_element(today)
    linked = {key for pair in pairs for key in pair}
    context = {
        "chart": drawing.logic_model(
            found,
            pairs,
            states,
            slug=slug,
            changed=signed.changed_since_signed(),
            focus=focus if focus in numbers else "",
        ),
        "elements": found,
        "focus": numbers.get(focus),
        "focus_form": FocusForm(found, focus if focus in numbers else ""),
        "outcomes": [OutcomeState(one, states.get(one.pk, ())) for one in found if one.is_outcome],
        "untied": [(one, one.missing_ties) for one in found if one.missing_ties],
        "loose": [one for one in found if one.pk not in linked] if len(found) > 1 else [],
        "may_change": allowed(request, actions.CHANGE_LOGIC_MODEL),
        "add_url": reverse("outcomes:elements-add", args=[slug]),
        "list_url": reverse("outcomes:elements", args=[slug]),
        "self_url": reverse("outcomes:logic-model", args=[slug]),
    }
    return render(request, "outcomes/logic_model.html", context)


@requires(actions.CHANGE_LOGIC_MODEL)
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, number: int) -> HttpResponse:
    """What an element leads to and rests on, ticked in two lists."""
    register = Elements()
    element = register.get_to_change(request, number)
    form = LinksForm(element, request.POST if request.method == "POST" else None)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            services.set_links(
                element=element,
                leads_to=form.chosen(form.leads_to),
                rests_on=form.chosen(form.rests_on),
                by=request.user,
            )
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            messages.success(request, _("The links of %(label)s were saved.") % {"label": element.label})
            return redirect(element.get_absolute_url())
    context = {
        "record": element,
        "form": form,
        "error": error,
        "trail": [
            (_("Logic model"), reverse("outcomes:logic-model", args=[_slug(request)])),
            (element.label, element.get_absolute_url()),
        ],
    }
    return render(request, "outcomes/links.html", context, status=_status(request))


@requires(actions.CHANGE_INDICATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def revise_target(request: HttpRequest, number: int) -> HttpResponse:
    """A new figure for a target, with the reason."""
    target = Targets().get(request, number)
    if not target.is_in_force:
        # Its page says what took its place
        return redirect(target.get_absolute_url())
    recheck(request, actions.CHANGE_INDICATORS, target)
    form = ReviseTargetForm(request.POST or None, initial={"value": figures.plain(target.value)})
    if request.method == "POST" and form.is_valid():
        try:
            services.revise_target(target=target, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, _("The target was revised. The old one is kept beside it."))
            return redirect(target.indicator.get_absolute_url())
    told = figures.with_unit(target.indicator, target.value)
    return _figure_form(request, target, form, _("Revise the target"), told)


@requires(actions.ENTER_READINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_reading(request: HttpRequest, number: int) -> HttpResponse:
    """The right figure for a reading, with the reason."""
    reading = Readings().get(request, number)
    if not reading.is_in_force:
        # Its page says what took its place
        return redirect(reading.get_absolute_url())
    recheck(request, actions.ENTER_READINGS, reading)
    initial = {
        "figure": figures.plain(reading.figure),
        "out_of": figures.plain(reading.out_of),
        "source": reading.source,
    }
    known = parts_of([reading]).get(reading.pk, ())
    form = CorrectReadingForm(
        request.POST or None,
        initial=initial,
        indicator=reading.indicator,
        asked=with_stopped(asked_of([reading.indicator]).get(reading.indicator_id, ()), known),
        known=known,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_reading(reading=reading, by=request.user, **form.answer)
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, _("The reading was corrected. The old figure is kept beside it."))
            return redirect(reading.indicator.get_absolute_url())
    return _figure_form(request, reading, form, _("Correct the reading"), figures.reading_in_words(reading))


def _figure_form(request: HttpRequest, figure: Any, form: Any, title: str, now: str) -> HttpResponse:
    context = {
        "record": figure,
        "form": form,
        "title": title,
        "now": now,
        "trail": [
            (figure.indicator.label, figure.indicator.get_absolute_url()),
            (figure.period, figure.get_absolute_url()),
        ],
    }
    return render(request, "outcomes/revise.html", context, status=_status(request))


@requires(actions.ENTER_READINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """The next reading of every indicator in one form; `?all=1` brings those not due yet too."""
    standing = request.standing  # type: ignore[attr-defined]
    coming = queries.next_readings(queries.indicators())
    due = [one for one in coming if one.period_end < standing.today]
    early = [one for one in coming if one.period_end >= standing.today and one.period_start <= standing.today]
    every = "all" in request.GET
    chosen = _as_sent(due + early if every else due, coming, request)
    chosen.sort(key=lambda one: one.indicator.owner_id not in standing.part_ids)
    rows = Sheet(chosen, standing.today, request.POST or None)
    if request.method == "POST" and rows.is_valid():
        if rows.filled:
            return _stored(request, rows)
        messages.warning(request, _("No figure was typed, so nothing was stored."))
    context = {
        "sheet": rows,
        "early": early if not every else [],
        "next_due": coming[0] if coming else None,
        "has_percentage": any(row.indicator.is_percentage for row in rows.rows),
        "own": standing.part_ids,
        "indicators_url": reverse("outcomes:indicators", args=[_slug(request)]),
        "trail": [(Readings.title, reverse("outcomes:readings", args=[_slug(request)]))],
    }
    return render(request, "outcomes/sheet.html", context, status=_status(request))


def _stored(request: HttpRequest, rows: Sheet) -> HttpResponse:
    """Store the sheet; back to it where somebody was quicker with one of its periods."""
    try:
        many = services.enter_all(entries=rows.filled, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(reverse("outcomes:sheet", args=[_slug(request)]))
    told = ngettext("%(n)s reading was stored.", "%(n)s readings were stored.", many) % {"n": many}
    messages.success(request, told)
    return redirect(reverse("outcomes:readings", args=[_slug(request)]))


def _as_sent(chosen: list[Any], coming: list[Any], request: HttpRequest) -> list[Any]:
    """On sending, the rows of the page as it was opened, though somebody may have entered one meanwhile."""
    if request.method != "POST":
        return chosen
    return [one for one in coming if f"r{one.indicator.number}-starts_on" in request.POST]
