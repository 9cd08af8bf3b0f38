"""Pages of rounds of reporting: who reports what, opening, how far it is, closing and locking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from coplan.kit import history
from coplan.kit.access import allowed, requires
from coplan.kit.forms import show_faults
from coplan.outcomes import queries as outcomes
from coplan.outcomes.models import Indicator, Measured
from coplan.outcomes.queries import Period
from coplan.partnerships.models import Partner
from coplan.returns import actions, asking, drawing, queries, services, standing
from coplan.returns.forms import ReasonForm, RoundDaysForm, RoundForm
from coplan.returns.models import Duty, Figure, Round, State

PAGE = 25


def slug_of(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def today_of(request: HttpRequest) -> Any:
    return request.standing.today  # type: ignore[attr-defined]


def trail(request: HttpRequest, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Reporting"), reverse("returns:rounds", args=[slug_of(request)])), *more]


def round_of(request: HttpRequest, number: int) -> Round:
    found: Round | None = Round.objects.select_related("by", "locked_by").filter(number=number).first()
    if found is None:
        raise Http404
    return found


@requires(actions.SEE_RETURNS)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every round, the newest first, and what waits for the person who looks."""
    page = Paginator(queries.rounds(), PAGE).get_page(request.GET.get("page"))
    who = request.standing  # type: ignore[attr-defined]
    context = {
        "page": page,
        "rows": [_in_list(one, who.today) for one in page.object_list],
        "mine": queries.returns_to_send(who),
        "waiting": queries.returns_to_approve(who),
        "may_run": allowed(request, actions.RUN_ROUNDS),
        "has_duties": Duty.objects.exists(),
        "today": who.today,
    }
    return render(request, "returns/rounds.html", context)


def _in_list(one: Any, today: Any) -> tuple[Any, int, int, str, str]:
    approved = sum(each.state == State.APPROVED for each in one.every_return)
    if one.is_locked:
        words, tone = _("Locked"), "good"
    elif one.opens_on > today:
        words, tone = _("Not open yet"), "none"
    elif approved == len(one.every_return):
        words, tone = _("All approved"), "good"
    elif one.due_on < today:
        words, tone = _("Past its day"), "bad"
    else:
        words, tone = _("Open"), "info"
    return one, approved, len(one.every_return), words, tone


@dataclass(frozen=True)
class DutyRow:
    """An indicator on the duties sheet: for each partner the box's name and whether it is ticked."""

    indicator: Indicator
    boxes: tuple[tuple[Partner, str, bool], ...]
    proposed: bool
    one_only: bool


@requires(actions.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: HttpRequest) -> HttpResponse:
    """Who reports what, on one sheet; what is new is proposed from the indicators' owners."""
    partners = list(queries.partners(today_of(request)))
    indicators = list(outcomes.indicators())
    sent = request.POST if request.method == "POST" else None
    rows = _duty_rows(indicators, partners, sent)
    faults: list[str] = []
    if sent is not None:
        wanted = [(row.indicator, partner) for row in rows for partner, _name, ticked in row.boxes if ticked]
        try:
            changed = services.set_duties(partnership=request.partnership, wanted=wanted, by=request.user)  # type: ignore[attr-defined]
        except ValidationError as refused:
            faults = refused.messages
        else:
            told = ngettext("%(n)s duty was changed.", "%(n)s duties were changed.", changed) % {"n": changed}
            messages.success(request, told if changed else _("Nothing was changed."))
            return redirect(reverse("returns:rounds", args=[slug_of(request)]))
    context = {
        "rows": rows,
        "partners": partners,
        "faults": faults,
        "proposals": sum(row.proposed for row in rows),
        "trail": trail(request),
        "indicators_url": reverse("outcomes:indicators", args=[slug_of(request)]),
        "partners_url": reverse("partnerships:partners", args=[slug_of(request)]),
    }
    return render(request, "returns/duties.html", context, status=422 if faults else 200)


def _duty_rows(indicators: list[Indicator], partners: list[Partner], sent: Any) -> list[DutyRow]:
    # Only what the sheet showed is changed: somebody may have added an indicator since it was opened
    shown = set(sent.getlist("shown")) if sent is not None else set()
    known = set(Duty.objects.values_list("indicator_id", "partner_id"))
    with_any = {indicator for indicator, _partner in known}
    rows = []
    for one in indicators:
        owner = one.owner.partner_id if one.owner_id and one.owner.role in queries.REPORTERS else None
        proposed = one.pk not in with_any and owner in {each.pk for each in partners}
        boxes = []
        for partner in partners:
            name = f"d{one.number}-{partner.number}"
            stored = (one.pk, partner.pk) in known or (proposed and partner.pk == owner)
            if sent is not None:
                stored = name in sent if str(one.number) in shown else (one.pk, partner.pk) in known
            boxes.append((partner, name, stored))
        rows.append(DutyRow(one, tuple(boxes), proposed, one.measured == Measured.NUMBER))
    return rows


@requires(actions.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open a round: its days, and what would be asked of whom before anything is stored."""
    found = queries.duties()
    days = _proposed(found, today_of(request))
    initial = {"starts_on": days.starts_on, "ends_on": days.ends_on, "opens_on": today_of(request)}
    form = RoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["starts_on"] <= data["ends_on"]:
            days = Period(data["starts_on"], data["ends_on"])
        if "preview" not in request.POST:
            try:
                made = services.open_round(partnership=request.partnership, by=request.user, **data)  # type: ignore[attr-defined]
            except ValidationError as refused:
                show_faults(form, refused)
            else:
                messages.success(request, _("The round was opened."))
                return redirect(made.get_absolute_url())
    context = {
        "form": form,
        "asked": asking.questions(found, days),
        "days": days,
        "duties": found,
        "trail": trail(request),
    }
    return render(request, "returns/round_add.html", context, status=422 if form.errors else 200)


def _proposed(found: list[Duty], today: Any) -> Period:
    last = Round.objects.order_by("-ends_on").first()
    frequencies = {one.indicator.frequency for one in found}
    return asking.proposed_days(frequencies, last.ends_on if last else None, today)


@requires(actions.SEE_RETURNS)
@require_GET
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """How far a round is: who has sent, what the totals would be, and what jumps."""
    one = round_of(request, number)
    today = today_of(request)
    page = standing.of_round(one, today)
    summary = standing.in_a_sentence(page)
    may_run = allowed(request, actions.RUN_ROUNDS)
    own = request.standing.part_ids and {part.partner_id for part in request.standing.parts}  # type: ignore[attr-defined]
    context = {
        "record": one,
        "page": page,
        "summary": summary,
        "chart": drawing.progress(page.returns, _("Returns of %s") % one.period, summary),
        "shows_totals": may_run or one.is_locked,
        "may_run": may_run,
        "may_report": allowed(request, actions.REPORT),
        "own": own or set(),
        "may_lock": may_run and not one.is_locked and not any(line.missing for line in page.totals),
        "today": today,
        "history": history.entries(one),
        "trail": trail(request),
    }
    return render(request, "returns/round.html", context)


@requires(actions.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Other days or another note."""
    one = round_of(request, number)
    initial = {"opens_on": one.opens_on, "due_on": one.due_on, "note": one.note}
    form = RoundDaysForm(request.POST or None, initial=initial)
    form.fields["due_on"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            services.change_round(round=one, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, _("The round was changed."))
            return redirect(one.get_absolute_url())
    context = {
        "form": form,
        "title": _("Change the days of %s") % one.label,
        "action": _("Save"),
        "cancel": one.get_absolute_url(),
        "trail": trail(request, (one.label, one.get_absolute_url())),
    }
    return render(request, "returns/ask.html", context, status=422 if form.errors else 200)


@requires(actions.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, number: int) -> HttpResponse:
    """Say that the figures of the period are final."""
    one = round_of(request, number)
    form = None
    if request.method == "POST":
        try:
            services.lock_round(round=one, by=request.user)
        except ValidationError as refused:
            form = ReasonForm({})
            form.fields.clear()
            form.full_clean()
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The round is locked. Its figures stay as they are."))
            return redirect(one.get_absolute_url())
    context = {
        "form": form,
        "title": _("Lock %s") % one.label,
        "text": _(
            "No reading that ends in %(period)s can then be entered or corrected, on no page, until a "
            "coordinator unlocks the round with a reason. Links that were sent for it stop working."
        )
        % {"period": one.period},
        "action": _("Lock the round"),
        "cancel": one.get_absolute_url(),
        "trail": trail(request, (one.label, one.get_absolute_url())),
    }
    return render(request, "returns/ask.html", context, status=422 if form is not None else 200)


def ask_reason(
    request: HttpRequest,
    *,
    title: str,
    ask: str,
    action: str,
    act: Callable[[str], Any],
    done: str,
    back: tuple[str, str],
    text: str = "",
) -> HttpResponse:
    """A page that asks why, and does it."""
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = ask
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except ValidationError as refused:
            show_faults(form, refused)
        else:
            messages.success(request, done)
            return redirect(back[1])
    context = {
        "form": form,
        "title": title,
        "text": text,
        "action": action,
        "cancel": back[1],
        "trail": trail(request, back),
    }
    return render(request, "returns/ask.html", context, status=422 if form.errors else 200)


@requires(actions.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest, number: int) -> HttpResponse:
    """Let figures be corrected again, with a reason."""
    one = round_of(request, number)
    return ask_reason(
        request,
        title=_("Unlock %s") % one.label,
        ask=_("Why is it unlocked? Whoever relied on its figures will read this."),
        action=_("Unlock the round"),
        act=lambda reason: services.unlock_round(round=one, reason=reason, by=request.user),
        done=_("The round is unlocked."),
        back=(one.label, one.get_absolute_url()),
    )


@requires(actions.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a round opened by mistake."""
    one = round_of(request, number)
    form_page = ask_reason(
        request,
        title=_("Take back %s") % one.label,
        ask=_("Why is it taken back?"),
        action=_("Take it back"),
        act=lambda reason: services.remove_round(round=one, reason=reason, by=request.user),
        done=_("The round was taken back."),
        back=(one.label, one.get_absolute_url()),
        text=_("For a round that was opened by mistake, while nobody has typed a figure yet."),
    )
    if form_page.status_code == 302:
        return redirect(reverse("returns:rounds", args=[slug_of(request)]))
    return form_page


@requires(actions.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, number: int, figure: int) -> HttpResponse:
    """Write the reading of one indicator without the returns that are missing."""
    one = round_of(request, number)
    asked: Figure | None = queries.figures().filter(in_return__round=one, number=figure).first()
    if asked is None:
        raise Http404
    rows = [each for each in services.settling.rows_of(one) if each.question == asked.question]
    missing = [
        str(each.in_return.partner)
        for each in rows
        if each.in_return.state != State.APPROVED and not each.is_left_out
    ]
    return ask_reason(
        request,
        title=_("Close %(name)s without %(partners)s") % {"name": asked, "partners": ", ".join(missing)},
        ask=_("Why is it closed without them? This stands beside the reading wherever it is shown."),
        action=_("Close it without them"),
        act=lambda reason: services.close_without(
            round=one, question=asked.question, reason=reason, by=request.user
        ),
        done=_("The indicator was closed."),
        back=(one.label, one.get_absolute_url()),
        text=_(
            "The reading is written from the figures approved so far. If the missing figure comes later and is "
            "approved, it replaces the reading."
        ),
    )
