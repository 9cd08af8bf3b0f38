"""Choosing a proxy of the library, adding up readings, taking what is shipped, and assurance packs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.kit.access import recheck, requires
from coplan.value import actions, assurance, library, quantities
from coplan.value.account_forms import ChooseProxyForm, PackForm, SpanForm
from coplan.value.account_views import MAPS, shared, slug_of
from coplan.value.models import AssurancePack, ValueOutcome
from coplan.value.registers import ValueOutcomes, trail_of
from coplan.value.services import touch

OUTCOMES = ValueOutcomes()
STORED_PAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


def _trail(request: HttpRequest, outcome: ValueOutcome) -> list[tuple[str, str]]:
    return [*trail_of(slug_of(request), outcome), (outcome.label, outcome.get_absolute_url())]


@requires(actions.CHANGE_VALUE)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_proxy(request: HttpRequest, number: int) -> HttpResponse:
    """A proxy of the library for one outcome, in the map's prices: shown first, kept on the second press."""
    outcome = OUTCOMES.get_to_change(request, number)
    form = ChooseProxyForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        proxy, units = form.cleaned_data["proxy"], form.cleaned_data["units"]
        try:
            found = library.uprated_for(outcome, proxy, units)
            if "keep" in request.POST:
                library.choose(outcome=outcome, proxy=proxy, units=units, by=request.user)
                messages.success(request, _("The proxy was taken: %(sum)s") % {"sum": found.in_words})
                return redirect(outcome.get_absolute_url())
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "outcome": outcome,
        "form": form,
        "found": found,
        "proxy": form.cleaned_data.get("proxy") if found else None,
        "library_url": reverse("value:proxies", args=[slug_of(request)]),
        "map_edit": MAPS.url("edit", slug_of(request), outcome.value_map.number),
        "waiting": library.not_yet_taken(),
        "trail": _trail(request, outcome),
    }
    return render(request, "value/choose_proxy.html", context, status=422 if form.errors else 200)


@requires(actions.CHANGE_VALUE)
@require_POST
def take_shipped(request: HttpRequest, code: str) -> HttpResponse:
    """Put a proxy of the national data into the library."""
    try:
        proxy = library.take_shipped(partnership=request.partnership, code=code, by=request.user)  # type: ignore[attr-defined]
    except ValidationError as error:
        raise Http404 from error
    messages.success(request, _("%(label)s is in the library.") % {"label": proxy.label})
    return redirect(proxy.get_absolute_url())


@requires(actions.CHANGE_VALUE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_up(request: HttpRequest, number: int) -> HttpResponse:
    """A quantity from the readings of several periods: shown first, kept on the second press."""
    outcome = OUTCOMES.get_to_change(request, number)
    form = SpanForm(request.POST or None)
    readings: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        cells = form.cleaned_data
        readings = quantities.readings_over(form.indicator, cells["starts_on"], cells["ends_on"])
        try:
            if not readings:
                raise ValidationError(_("There is no reading in these days. Choose a longer time."))
            quantities.refuse_unapproved(outcome.value_map, readings)
            if "keep" in request.POST:
                quantities.take_from_readings(outcome=outcome, readings=readings, by=request.user)
                touch(value_map=outcome.value_map, by=request.user)
                messages.success(request, _("The quantity is now the sum of these readings."))
                return redirect(outcome.get_absolute_url())
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "outcome": outcome,
        "form": form,
        "readings": readings,
        "total": sum(one.figure for one in readings),
        "trail": _trail(request, outcome),
    }
    return render(request, "value/add_up.html", context, status=422 if form.errors else 200)


@requires(actions.SEE_VALUE)
@require_http_methods(["GET", "HEAD", "POST"])
def assurance_page(request: HttpRequest, number: int) -> HttpResponse:
    """The packs made of a map; a POST makes one."""
    value_map = MAPS.get(request, number)
    form = PackForm(request.POST or None)
    if request.method == "POST":
        recheck(request, actions.CHANGE_VALUE, value_map)
        if form.is_valid():
            try:
                made = assurance.make(
                    value_map=value_map,
                    slug=slug_of(request),
                    today=request.standing.today,  # type: ignore[attr-defined]
                    note=form.cleaned_data["note"],
                    by=request.user,
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("%(label)s was made and frozen.") % {"label": made.label})
                return redirect(made.get_absolute_url())
    context = {
        **shared(request, value_map),
        "form": form,
        "packs": AssurancePack.objects.filter(value_map=value_map).select_related("made_by"),
    }
    return render(request, "value/assurance/packs.html", context, status=422 if form.errors else 200)


def _pack(request: HttpRequest, number: int) -> AssurancePack:
    found: AssurancePack | None = (
        AssurancePack.objects.filter(number=number).select_related("value_map__forecast", "made_by").first()
    )
    if found is None:
        raise Http404
    recheck(request, actions.SEE_VALUE, found)
    return found


@requires(actions.SEE_VALUE)
@require_GET
def pack(request: HttpRequest, number: int) -> HttpResponse:
    """One pack: its files, whether they are intact, and what changed in the map since."""
    found = _pack(request, number)
    today = request.standing.today  # type: ignore[attr-defined]
    context = {
        **shared(request, found.value_map),
        "pack": found,
        "intact": assurance.is_intact(found),
        "changes": assurance.changed_since(found, slug_of(request), today),
        "files": [
            (name, reverse("value:assurance-file", args=[slug_of(request), number, form]))
            for name, form in ((_("Read the pack"), "html"), (_("Download everything (ZIP)"), "zip"))
        ],
    }
    return render(request, "value/assurance/pack.html", context)


@requires(actions.SEE_VALUE)
@require_GET
def pack_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A stored file as it was made; never a new one."""
    found = _pack(request, number)
    stored = {"html": found.page, "zip": found.archive}.get(form)
    if not stored:
        raise Http404
    try:
        file = stored.open("rb")
    except OSError as error:
        raise Http404 from error
    name = f"{found.reference}-{slugify(found.title)[:60]}.{form}"
    kind = "text/html; charset=utf-8" if form == "html" else "application/zip"
    response = FileResponse(file, as_attachment=form != "html", filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    # Set here, so the middleware leaves it: a page that holds its own style and may do nothing
    response["Content-Security-Policy"] = STORED_PAGE if form == "html" else "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
