"""Pages of one return: what it says, filling it in, and what a coordinator decides about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.kit import history
from coplan.kit.access import allowed, recheck, requires
from coplan.outcomes import figures as written
from coplan.returns import actions, filling, queries, services, standing
from coplan.returns.forms import LinkForm
from coplan.returns.models import Figure, Link, Return, State
from coplan.returns.views import ask_reason, today_of, trail


def return_of(request: HttpRequest, number: int) -> Return:
    found: Return | None = queries.returns().filter(number=number).first()
    if found is None:
        raise Http404
    return found


def shown(rows: list[Figure], last: dict[int, Any]) -> list[dict[str, Any]]:
    """Answers in words, with what was said last and the parts."""
    return [
        {
            "question": one,
            "said": filling.said(one),
            "last": last.get(one.indicator_id),
            "jump": _jump(one, last.get(one.indicator_id)),
            "parts": [
                (part.group.name, written.shown(one.indicator, part.figure, part.out_of))
                for part in one.every_part  # type: ignore[attr-defined]
            ],
        }
        for one in rows
    ]


def _jump(one: Figure, last: Any) -> str:
    return "" if one.figure is None else standing.jump(one.indicator, last, one.figure, one.out_of)


@requires(actions.SEE_RETURNS)
@require_GET
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """What a partner reported, its state and its history."""
    one = return_of(request, number)
    today = today_of(request)
    rows = filling.questions_of(one)
    words, tone = standing.state_of(one, today, sum(row.is_answered for row in rows))
    may_report = allowed(request, actions.REPORT, one)
    may_approve = allowed(request, actions.APPROVE_RETURNS)
    links = list(Link.objects.filter(in_return=one).select_related("person")) if may_approve else []
    context = {
        "record": one,
        "rows": shown(rows, filling.last_of(one, rows)),
        "words": words,
        "tone": tone,
        "shows_figures": may_report or may_approve or one.state == State.APPROVED,
        "may_fill": may_report and one.is_to_be_sent and one.round.is_open(today),
        "may_decide": may_approve and one.state == State.SENT and not one.round.is_locked,
        "own_sending": one.sent_by_id == request.user.pk,
        "may_reopen": may_approve and one.state == State.APPROVED and not one.round.is_locked,
        "links": [(link, _is_live(link, today)) for link in links],
        "link_form": _link_form(one, today) if may_approve and one.is_to_be_sent else None,
        "history": _steps(one),
        "typed": _typed(rows) if may_report or may_approve or one.state == State.APPROVED else [],
        "trail": trail(request, (one.round.label, one.round.get_absolute_url())),
        "today": today,
    }
    return render(request, "returns/return.html", context)


def _steps(one: Return) -> list[history.Entry]:
    """From state to state, with the reason; the moments and people stand with each entry already."""
    told = str(Return._meta.get_field("state").verbose_name)
    found = [
        replace(entry, changes=tuple(change for change in entry.changes if change.field == told))
        for entry in history.entries(one)
    ]
    return [entry for entry in found if entry.changes or entry.act != _("changed")]


def _typed(rows: list[Figure]) -> list[tuple[Figure, tuple[history.Entry, ...]]]:
    """What was typed to each question, by whom and when."""
    began = min((one.created_at for one in rows), default=None)
    if began is None:
        return []
    found = history.entries_of_many(Figure, [one.pk for one in rows], began)
    kept = [(one, tuple(entry for entry in found.get(one.pk, ()) if entry.changes)) for one in rows]
    return [(one, entries) for one, entries in kept if entries]


def _is_live(link: Link, today: Any) -> bool:
    return link.stopped_at is None and link.expires_on >= today


def _link_form(one: Return, today: Any, data: Any = None) -> LinkForm:
    return LinkForm(data, parts=queries.reporters(today).get(one.partner_id, []))


@requires(actions.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Fill in a return: saved as a draft, or sent."""
    one = return_of(request, number)
    recheck(request, actions.REPORT, one)
    if request.method != "POST" and not one.is_to_be_sent:
        return redirect(one.get_absolute_url())
    made = filling.fill(request, one, by=request.user, today=today_of(request))
    if made.done:
        told = _("Your figures were sent.") if made.done == filling.SENT else _("Saved. Nothing is sent yet.")
        messages.success(request, told)
        return redirect(one.get_absolute_url())
    context = {
        "record": one,
        "filling": made,
        "closed": _closed(one, today_of(request)),
        "trail": trail(
            request,
            (one.round.label, one.round.get_absolute_url()),
            (str(one.partner), one.get_absolute_url()),
        ),
    }
    return render(request, "returns/report.html", context, status=422 if made.is_refused else 200)


def _closed(one: Return, today: Any) -> str:
    """Why nothing can be filled in just now."""
    if one.round.is_locked:
        return _("The round is locked, so its figures can no longer be changed.")
    if one.round.opens_on > today:
        return _("This round has not opened yet.")
    return ""


@requires(actions.APPROVE_RETURNS)
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Approve a sent return; the last one of an indicator writes its reading."""
    one = return_of(request, number)
    try:
        many = services.approve(one=one, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        told = ngettext(
            "Approved; %(n)s reading was written.", "Approved; %(n)s readings were written.", many
        ) % {"n": many}
        messages.success(
            request,
            told if many else _("Approved. Its readings are written once the other partners’ are in."),
        )
    return redirect(one.get_absolute_url())


@requires(actions.APPROVE_RETURNS)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a sent return again."""
    one = return_of(request, number)
    return ask_reason(
        request,
        title=_("Send back the return of %s") % one.partner,
        ask=_("What is to be put right? They read this at the top of their form."),
        action=_("Send it back"),
        act=lambda reason: services.send_back(one=one, reason=reason, by=request.user),
        done=_("The return was sent back."),
        back=(str(one), one.get_absolute_url()),
    )


@requires(actions.APPROVE_RETURNS)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Let an approved return be corrected."""
    one = return_of(request, number)
    return ask_reason(
        request,
        title=_("Open the return of %s again") % one.partner,
        ask=_("Which figure is wrong, and how was it found? It stands beside the old figure."),
        action=_("Open it again"),
        act=lambda reason: services.reopen(one=one, reason=reason, by=request.user),
        done=_("The return is open again."),
        back=(str(one), one.get_absolute_url()),
        text=_("The readings stay as they are until the corrected figures are sent and approved."),
    )


@requires(actions.APPROVE_RETURNS)
@require_POST
def send_link(request: HttpRequest, number: int) -> HttpResponse:
    """E-mail somebody of the partner a link now."""
    one = return_of(request, number)
    form = _link_form(one, today_of(request), request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose to whom the link is sent."))
        return redirect(one.get_absolute_url())
    parts = queries.reporters(today_of(request)).get(one.partner_id, [])
    person = next(part.person for part in parts if str(part.person_id) == form.cleaned_data["person"])
    try:
        services.send_link(one=one, person=person, by=request.user, today=today_of(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except OSError:
        messages.error(request, _("The e-mail could not be sent. Try again in a few minutes."))
    else:
        messages.success(request, _("A link was sent to %s.") % person)
    return redirect(one.get_absolute_url())


@requires(actions.APPROVE_RETURNS)
@require_POST
def stop_link(request: HttpRequest, number: int, key: int) -> HttpResponse:
    """A link that was sent stops working."""
    one = return_of(request, number)
    link = get_object_or_404(Link.objects.filter(in_return=one), pk=key)
    try:
        services.stop_link(link=link, by=request.user)
        messages.success(request, _("The link no longer works."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(one.get_absolute_url())
