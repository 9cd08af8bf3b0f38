"""The sheet, taking a quantity from a reading, an evaluative map from a forecast, and files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.kit.access import requires
from coplan.kit.models import queue
from coplan.value import actions, faults, figures, files, quantities, queries, services
from coplan.value.forms import LoadForm
from coplan.value.models import ValueMap
from coplan.value.registers import ValueMaps, ValueOutcomes
from coplan.value.sheet import Clash, Sheet, meet
from coplan.value.wording import SETTABLE, SHORT

MAPS = ValueMaps()
OUTCOMES = ValueOutcomes()


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _trail(request: HttpRequest, value_map: ValueMap | None = None) -> list[tuple[str, str]]:
    trail = [(str(MAPS.title), MAPS.url("", _slug(request)))]
    return trail if value_map is None else [*trail, (value_map.label, value_map.get_absolute_url())]


@requires(actions.CHANGE_VALUE)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Every row of a map in one form."""
    value_map = MAPS.get_to_change(request, number)
    if request.method != "POST":
        return _sheet_page(request, Sheet(queries.rows_of(value_map)))
    with transaction.atomic():
        queue(value_map.partnership_id)
        value_map.refresh_from_db(fields=["version"])
        typed = Sheet(queries.rows_of(value_map), request.POST)
        typed, clashes = meet(typed)
        if clashes or not typed.is_valid() or not typed.save(by=request.user):
            return _sheet_page(request, typed, clashes)
    messages.success(request, _("%(label)s was saved.") % {"label": value_map.label})
    return redirect(reverse("value:sheet", args=[_slug(request), number]))


def _sheet_page(request: HttpRequest, shown: Sheet, clashes: tuple[Clash, ...] = ()) -> HttpResponse:
    # What is worked out is what is stored, also beside cells that were refused
    rows = queries.rows_of(shown.rows.value_map)
    answer, wrong = queries.answer_or_faults(rows)
    by_number: dict[int | None, Any] = {}
    if answer is not None:
        by_number = dict(zip((row.number for row in rows.outcomes), answer.result.outcomes, strict=True))
    address = reverse("value:sheet", args=[_slug(request), rows.value_map.number])
    errors = list(shown.errors()) if shown.data is not None and not clashes else []
    context = {
        "value_map": rows.value_map,
        "sheet": shown,
        "answer": answer,
        "faults": list(faults.said(wrong, rows, address)) if rows.inputs or rows.outcomes else [],
        "lines": [
            (form, by_number.get(form.record.number if form.record else None))
            for form in shown.parts["outcomes"]
        ],
        "clashes": clashes,
        "sheet_errors": errors,
        "missing": {row.number: _missing(row) for row in rows.outcomes},
        "settable": [SHORT[name] for name in SETTABLE],
        "map_trace": figures.trace_of("value-map", rows.value_map.number, _slug(request)),
        "trail": _trail(request, rows.value_map),
    }
    return render(request, "value/sheet.html", context, status=422 if errors or clashes else 200)


def _missing(row: Any) -> dict[str, str]:
    """For each number of a row: what a reader will ask and not find."""
    reasons, ranges = queries.without_reason(row), queries.without_range(row)
    told = {}
    for name in dict.fromkeys((*reasons, *ranges)):
        lacking = [words for words, names in ((_("reason"), reasons), (_("range"), ranges)) if name in names]
        told[name] = _("no %(what)s") % {"what": ", ".join(lacking)}
    return told


@requires(actions.CHANGE_VALUE)
@require_POST
def take(request: HttpRequest, number: int) -> HttpResponse:
    """Bring a quantity up to date with the revision of its reading."""
    outcome = OUTCOMES.get_to_change(request, number)
    revised = quantities.revised(outcome, quantities.behind(outcome))
    if revised is None:
        messages.error(request, _("There is no newer reading to take the quantity from."))
        return redirect(outcome.get_absolute_url())
    try:
        services.take_revised(outcome=outcome, revised=revised, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(outcome.get_absolute_url())
    messages.success(request, _("The quantity now follows the revised reading."))
    return redirect(outcome.get_absolute_url())


@requires(actions.CHANGE_VALUE)
@require_POST
def evaluative(request: HttpRequest, number: int) -> HttpResponse:
    """Begin the evaluative map with the rows of a forecast."""
    forecast = MAPS.get_to_change(request, number)
    try:
        made = services.start_evaluative(forecast=forecast, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(forecast.get_absolute_url())
    messages.success(request, _("%(label)s was begun. Put in what happened.") % {"label": made.label})
    return redirect(reverse("value:sheet", args=[_slug(request), made.number]))


@requires(actions.SEE_VALUE)
@require_GET
def file(request: HttpRequest, number: int) -> HttpResponse:
    """The map as `coplan sroi` reads it."""
    value_map = MAPS.get(request, number)
    content = files.document_of(queries.rows_of(value_map).engine_map)
    response = JsonResponse(content, json_dumps_params={"indent": 2, "ensure_ascii": False})
    name = slugify(value_map.title) or "value-map"
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@requires(actions.CHANGE_VALUE)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """A new map from a file of `coplan sroi`."""
    form = LoadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _load(request, form)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _("%(label)s was loaded.") % {"label": made.label})
            return redirect(made.get_absolute_url())
    context = {"form": form, "trail": _trail(request), "cancel": MAPS.url("", _slug(request))}
    return render(request, "value/load.html", context, status=422 if form.is_bound and form.errors else 200)


def _load(request: HttpRequest, form: LoadForm) -> ValueMap:
    return services.import_map(
        partnership=request.partnership,  # type: ignore[attr-defined]
        found=form.found,
        title=form.cleaned_data["title"] or form.found.title,
        sort=form.cleaned_data["sort"],
        by=request.user,
    )
