"""Pages that are not registers: a forecast, what came of a benefit, the map, and the realisation table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coplan.benefits import actions, drawing, figures, queries, services
from coplan.benefits.forms import ForecastForm, RealisedForm, years_to_report
from coplan.benefits.queries import Account
from coplan.benefits.registers import Benefits, badge, parts
from coplan.kit.access import requires
from coplan.kit.charts import POUNDS
from coplan.kit.forms import show_faults
from coplan.money.queries import year_words
from coplan.outcomes.queries import live_links


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _account(request: HttpRequest, number: int) -> Account:
    benefit = Benefits().get_to_change(request, number)
    return Account(benefit, request.standing.today)  # type: ignore[attr-defined]


def _form_page(request: HttpRequest, account: Account, form: Any, **told: Any) -> HttpResponse:
    benefit = account.benefit
    context = {
        "record": benefit,
        "form": form,
        "trail": [
            (Benefits.title, Benefits.url("", _slug(request))),
            (benefit.label, benefit.get_absolute_url()),
        ],
        **told,
    }
    return render(request, "benefits/form.html", context, status=422 if request.method == "POST" else 200)


@requires(actions.CHANGE_BENEFITS)
@require_http_methods(["GET", "HEAD", "POST"])
def forecast(request: HttpRequest, number: int) -> HttpResponse:
    """A first forecast, or a new edition of it."""
    account = _account(request, number)
    form = ForecastForm(request.POST or None, account, account.today)
    if request.method == "POST" and form.is_valid():
        try:
            services.forecast(
                benefit=account.benefit,
                years=form.expected,
                source=form.cleaned_data["source"],
                reason=form.cleaned_data.get("reason", ""),
                by=request.user,
            )
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, _("The forecast was stored."))
            return redirect(account.benefit.get_absolute_url())
    title = _("Forecast it anew") if account.forecast is not None else _("Forecast it")
    lead = _("How much better it is than before, in %(unit)s.") % {"unit": account.benefit.unit}
    return _form_page(request, account, form, title=title, lead=lead)


@requires(actions.CHANGE_BENEFITS)
@require_http_methods(["GET", "HEAD", "POST"])
def realise(request: HttpRequest, number: int) -> HttpResponse:
    """What came of a benefit in a year: `?year=2026` chooses it, `&draw=1` takes what its readings say."""
    account = _account(request, number)
    year = _year_asked(request, account)
    drawn = queries.drawn_from_readings(account.benefit, year)
    taken = drawn if "draw" in request.GET else None
    form = RealisedForm(request.POST or None, account, account.today, year, taken)
    if request.method == "POST" and form.is_valid():
        found = form.record(account)
        says = drawn if found.year == year else queries.drawn_from_readings(account.benefit, found.year)
        found.from_readings = says is not None and says.figure == found.figure
        try:
            services.realise(
                found=found, today=account.today, reason=form.cleaned_data["reason"], by=request.user
            )
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, _("What came of it was stored."))
            return redirect(account.benefit.get_absolute_url())
    told = {"title": _("Say what came of it"), "drawn": drawn, "year": year, "year_words": year_words(year)}
    return _form_page(request, account, form, **told)


def _year_asked(request: HttpRequest, account: Account) -> int:
    """The year asked for; else the first that waits; else the last that is over."""
    known = years_to_report(account, account.today)
    asked = request.POST.get("year") or request.GET.get("year", "")
    if asked.isdecimal() and len(asked) == 4 and int(asked) in known:
        return int(asked)
    return account.waiting[0] if account.waiting else known[-2]


@requires(actions.SEE_BENEFITS)
@require_GET
def benefits_map(request: HttpRequest) -> HttpResponse:
    """From what is done, by way of outcomes, to the benefits and whom they are for."""
    found = queries.accounts(request.standing.today)  # type: ignore[attr-defined]
    links = [(one.source, one.target) for one in live_links()]
    slug = _slug(request)
    context = {
        "chart": drawing.benefits_map(found, links) if found else None,
        "tabs": parts(slug),
        "register": Benefits(),
        "add_url": Benefits.url("add", slug) if Benefits().may_change(request) else "",
    }
    return render(request, "benefits/map.html", context)


@requires(actions.SEE_BENEFITS)
@require_GET
def realisation(request: HttpRequest) -> HttpResponse:
    """Every benefit by year, forecast beside what came, and the cashable money by body."""
    found = queries.accounts(request.standing.today)  # type: ignore[attr-defined]
    slug = _slug(request)
    years = sorted({one.year for account in found for one in account.years})
    savings = queries.cashable_savings(found)
    context = {
        "tabs": parts(slug),
        "years": [year_words(year) for year in years],
        "rows": [_row(account, years) for account in found],
        "savings": [_saving(one) for one in savings],
        "chart": drawing.savings(savings),
        "waiting": sum(len(account.waiting) for account in found),
        "register": Benefits(),
        "add_url": Benefits.url("add", slug) if Benefits().may_change(request) else "",
    }
    return render(request, "benefits/realisation.html", context)


def _row(account: Account, years: list[int]) -> dict[str, Any]:
    by_year = {one.year: one for one in account.years}
    cells = [
        (
            year_words(year),
            figures.in_words(account.benefit, by_year[year].forecast) if year in by_year else "",
            figures.in_words(account.benefit, by_year[year].figure) if year in by_year else "",
            year in account.waiting,
        )
        for year in years
    ]
    return {"benefit": account.benefit, "cells": cells, "badge": badge(account.standing)}


def _saving(one: queries.Saving) -> dict[str, Any]:
    write = POUNDS.write
    unconfirmed = one.realised - one.confirmed
    return {
        "body": one.body,
        "year": one.year_words,
        "forecast": write(one.forecast),
        "realised": write(one.realised) if one.reported else "–",
        "confirmed": write(one.confirmed) if one.reported else "–",
        "unconfirmed": write(unconfirmed) if unconfirmed else "",
    }
