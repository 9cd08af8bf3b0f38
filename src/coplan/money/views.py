"""Pages that are not registers: spending, forecasting, explaining, sharing out, and what funders and readers ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from coplan.kit.access import allowed, recheck, requires
from coplan.kit.forms import show_faults
from coplan.kit.registers import asked_for
from coplan.kit.templatetags.kit import money
from coplan.money import actions, pages, queries, services
from coplan.money.forms import (
    EntryForm,
    ExplainForm,
    ForecastForm,
    MonthForm,
    ProfileForm,
    ReverseForm,
    RulesForm,
    SharesForm,
)
from coplan.money.models import BudgetLine, CostShare, Entry, Forecast
from coplan.money.registers import Budget
from coplan.money.sheet import Sheet
from coplan.outcomes.models import OUTCOME_TIERS
from coplan.outcomes.queries import elements, in_columns

BOTH = ["GET", "HEAD", "POST"]


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _today(request: HttpRequest) -> date:
    found: date = request.standing.today  # type: ignore[attr-defined]
    return found


def _trail(request: HttpRequest, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(str(Budget.title), reverse("money:budget", args=[_slug(request)])), *more]


def _line(request: HttpRequest, number: int) -> BudgetLine:
    line: BudgetLine = Budget().get_to_change(request, number)
    return line


def _form_page(
    request: HttpRequest,
    form: Any,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    back: str,
    lead: str = "",
    trail: list[tuple[str, str]],
) -> HttpResponse:
    """One form: asked on GET; on POST done by `act`, which returns what to say."""
    if request.method == "POST" and form.is_valid():
        try:
            said = act(form.cleaned_data)
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, said)
            return redirect(back)
    context = {"form": form, "title": title, "lead": lead, "trail": trail, "cancel": back}
    status = 422 if request.method == "POST" else 200
    return render(request, "money/form.html", context, status=status)


def _line_form(
    request: HttpRequest, line: BudgetLine, form: Any, act: Any, *, title: str, lead: str = ""
) -> HttpResponse:
    back = line.get_absolute_url()
    told = lead or f"{line}, {line.year_words}, {line.funder_words}"
    trail = _trail(request, (line.label, back))
    return _form_page(request, form, act, title=title, back=back, lead=told, trail=trail)


# One line


@requires(actions.CHANGE_BUDGET)
@require_http_methods(BOTH)
def spend(request: HttpRequest, number: int) -> HttpResponse:
    """Enter an amount that was paid; `?order=3` pays for that order."""
    line, today = _line(request, number), _today(request)
    orders = queries.commitments().filter(line=line, ended_on=None)
    order = asked_for(request, "order", orders)
    initial = {"on": min(today, line.ends_on)}
    if order is not None:
        initial |= {"commitment": order.pk, "supplier": order.supplier, "text": order.what, "is_last": True}
        initial |= {"amount": queries.outstanding(order)}
    form = EntryForm(request.POST or None, orders=orders, initial=initial)

    def act(told: dict[str, Any]) -> str:
        paid, is_last = told.pop("commitment", None), told.pop("is_last", False)
        entry = Entry(partnership_id=line.partnership_id, line=line, **told)
        if paid is not None:
            services.pay(order=paid, entry=entry, is_last=is_last, today=today, by=request.user)
        else:
            services.enter(entries=[entry], today=today, by=request.user)
        return _("%(amount)s was entered.") % {"amount": money(entry.amount)}

    return _line_form(request, line, form, act, title=_("Enter spending"))


@requires(actions.CHANGE_BUDGET)
@require_http_methods(BOTH)
def forecast(request: HttpRequest, number: int) -> HttpResponse:
    line, today = _line(request, number), _today(request)
    form = ForecastForm(request.POST or None, initial={"dated_on": today})

    def act(told: dict[str, Any]) -> str:
        made = Forecast(partnership_id=line.partnership_id, line=line, **told)
        services.forecast(forecasts=[made], today=today, by=request.user)
        return _("The forecast was stored. The ones before are kept beside it.")

    return _line_form(request, line, form, act, title=_("Make a forecast"))


@requires(actions.CHANGE_BUDGET)
@require_http_methods(BOTH)
def explain(request: HttpRequest, number: int) -> HttpResponse:
    line, today = _line(request, number), _today(request)
    position = queries.positions(today, [line])[0]

    def act(told: dict[str, Any]) -> str:
        services.explain(line=line, text=told["text"], today=today, by=request.user)
        return _("The explanation was stored. Reports show it.")

    lead = f"{line}, {line.year_words}: {position.standing.words}."
    form = ExplainForm(request.POST or None)
    return _line_form(request, line, form, act, title=_("Explain the variance"), lead=lead)


@requires(actions.CHANGE_BUDGET)
@require_http_methods(BOTH)
def by_month(request: HttpRequest, number: int) -> HttpResponse:
    line = _line(request, number)
    form = ProfileForm(request.POST if request.method == "POST" else None, line)

    def act(told: dict[str, Any]) -> str:
        services.set_profile(line=line, amounts=form.amounts, reason=told["why"], by=request.user)
        return (
            _("The year is planned month by month.")
            if form.amounts
            else _("A twelfth is planned each month.")
        )

    lead = _("Share out %(budget)s. Leave every month empty to plan a twelfth each.") % {
        "budget": money(line.budget)
    }
    return _line_form(request, line, form, act, title=_("Plan by month"), lead=lead)


@requires(actions.CHANGE_BUDGET)
@require_http_methods(BOTH)
def shares(request: HttpRequest, number: int) -> HttpResponse:
    line = _line(request, number)
    outcomes = in_columns(elements().filter(tier__in=OUTCOME_TIERS))
    known = dict(CostShare.objects.filter(line=line).values_list("outcome", "share"))
    form = SharesForm(request.POST if request.method == "POST" else None, line, outcomes, known)

    def act(told: dict[str, Any]) -> str:
        services.set_shares(line=line, shares=form.shares, is_overhead=told["is_overhead"], by=request.user)
        return _("The line was shared out.")

    lead = _("Which outcomes does this money serve? The shares add up to 100, or the line is an overhead.")
    return _line_form(request, line, form, act, title=_("Share out to outcomes"), lead=lead)


@requires(actions.SEE_BUDGET)
@require_http_methods(BOTH)
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry; whoever may change the budget reverses it here."""
    found = queries.entries().filter(number=number).first()
    if found is None:
        raise Http404
    form = ReverseForm(request.POST or None, initial={"on": _today(request)})
    if request.method == "POST":
        recheck(request, actions.CHANGE_BUDGET, found)
        if form.is_valid():
            try:
                services.reverse(entry=found, by=request.user, **form.cleaned_data)
            except ValidationError as refused:
                show_faults(form, refused)
            else:
                messages.success(request, _("The entry was reversed. Both stay in the list."))
                return redirect(found.line.get_absolute_url())
    may = allowed(request, actions.CHANGE_BUDGET) and found.reversal is None and found.reverses is None
    context = {
        "record": found,
        "form": form,
        "may_reverse": may or bool(form.errors),
        "trail": _trail(request, (found.line.label, found.line.get_absolute_url())),
    }
    return render(request, "money/entry.html", context, status=422 if form.errors else 200)


# All lines


@requires(actions.SEE_BUDGET)
@require_GET
def funders(request: HttpRequest) -> HttpResponse:
    """Money by funder: for each its own lines, budget, spending and variance; `?funder=` shows one."""
    today, asked, year = _today(request), request.GET.get("funder", ""), request.GET.get("year", "")
    positions = queries.positions(today)
    years = sorted({one.line.year for one in positions})
    chosen = int(year) if year.isdecimal() and len(year) < 5 and int(year) in years else None
    every = pages.funder_parts(one for one in positions if chosen is None or one.line.year == chosen)
    parts = [one for one in every if not asked or one.key == asked]
    context = {
        "parts": parts,
        "every": pages.funder_parts(positions),
        "asked": asked,
        "year": chosen,
        "years": [(one, queries.year_words(one)) for one in years],
        "matches": {one.rule.funder_words: one for one in queries.matches(today)},
        "today": today,
        "ways": pages.ways(_slug(request)),
        "trail": _trail(request),
    }
    return render(request, "money/funders.html", context)


@requires(actions.SEE_BUDGET)
@require_GET
def forecasts(request: HttpRequest) -> HttpResponse:
    """Budget, every round of forecasts and what was spent, beside each other, for one year."""
    today, asked = _today(request), request.GET.get("year", "")
    positions = queries.positions(today)
    years = sorted({one.line.year for one in positions})
    running = queries.financial_year(today)
    year = (
        int(asked)
        if asked.isdecimal() and len(asked) < 5
        else running
        if running in years
        else max(years, default=running)
    )
    rounds, rows = pages.compared([one for one in positions if one.line.year == year])
    context = {
        "rounds": rounds,
        "rows": rows,
        "year": year,
        "year_words": queries.year_words(year),
        "years": [(one, queries.year_words(one)) for one in years],
        "may_change": allowed(request, actions.CHANGE_BUDGET),
        "sheet_url": f"{reverse('money:budget-sheet', args=[_slug(request)])}?of=forecast",
        "trail": _trail(request),
    }
    return render(request, "money/forecasts.html", context)


@requires(actions.SEE_BUDGET)
@require_GET
def costs(request: HttpRequest) -> HttpResponse:
    """What one person and one outcome cost, and how that is worked out."""
    asked = request.GET.get("year", "")
    years = sorted({one.year for one in queries.lines()})
    year = int(asked) if asked.isdecimal() and len(asked) < 5 and int(asked) in years else None
    context = {
        "costs": queries.cost_summary(_today(request), year),
        "year": year,
        "years": [(one, queries.year_words(one)) for one in years],
        "may_change": allowed(request, actions.CHANGE_BUDGET),
        "ways": pages.ways(_slug(request)),
        "trail": _trail(request),
    }
    return render(request, "money/costs.html", context)


@requires(actions.CHANGE_BUDGET)
@require_http_methods(BOTH)
def rules(request: HttpRequest) -> HttpResponse:
    usual = queries.rules()
    initial = {"tolerance": usual.tolerance, "tolerance_floor": usual.tolerance_floor}
    form = RulesForm(request.POST or None, initial=initial)

    def act(told: dict[str, Any]) -> str:
        services.settle(partnership=request.partnership, by=request.user, **told)  # type: ignore[attr-defined]
        return _("The tolerance was saved.")

    return _form_page(
        request,
        form,
        act,
        title=_("Tolerance"),
        lead=_(
            "How far a line may be from its budget before somebody has to explain it. A line may have its own."
        ),
        back=reverse("money:budget", args=[_slug(request)]),
        trail=_trail(request),
    )


@requires(actions.CHANGE_BUDGET)
@require_http_methods(BOTH)
def sheet(request: HttpRequest) -> HttpResponse:
    """A month's spending of all lines, `?month=2027-03`; or a round of forecasts, `?of=forecast`."""
    today = _today(request)
    day, is_forecast = _month(request.GET.get("month", ""), today), request.GET.get("of") == "forecast"
    year = queries.financial_year(today if is_forecast else day)
    positions = queries.positions(today, queries.lines().filter(year=year))
    rows = Sheet(positions, today, day, request.POST or None, forecasts=is_forecast)
    if request.method == "POST" and rows.is_valid():
        if rows.filled:
            return _stored(request, rows)
        messages.warning(request, _("No amount was typed, so nothing was stored."))
    context = {
        "sheet": rows,
        "month": day,
        "months": MonthForm(today, day),
        "year_words": queries.year_words(year),
        "address": request.get_full_path(),
        "trail": _trail(request),
        "add_url": reverse("money:budget-add", args=[_slug(request)]),
    }
    return render(request, "money/sheet.html", context, status=422 if request.method == "POST" else 200)


def _month(asked: str, today: date) -> date:
    """The first day of the month asked for; else of the running one."""
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return found if 1999 <= found.year <= 2100 and found <= today else today.replace(day=1)


def _stored(request: HttpRequest, rows: Sheet) -> HttpResponse:
    today = _today(request)
    back = reverse("money:budget-forecasts" if rows.forecasts else "money:budget", args=[_slug(request)])
    try:
        if rows.forecasts:
            many = services.forecast(forecasts=rows.filled, today=today, by=request.user)
            told = ngettext("%(n)s forecast was stored.", "%(n)s forecasts were stored.", many)
        else:
            many = services.enter(entries=rows.filled, today=today, by=request.user)
            told = ngettext("%(n)s amount was stored.", "%(n)s amounts were stored.", many)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(request.get_full_path())
    messages.success(request, told % {"n": many})
    return redirect(back)
