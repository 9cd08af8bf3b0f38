"""Approving returns, sending them back, closing an indicator without a missing one; and the readings they make."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.returns import queries
from coplan.returns.models import Return, Round, State
from coplan.returns.services import links, settling
from coplan.returns.services.saving import hold, need_reason, store

_DECIDED = ["state", "decided_at", "decided_by", "reason"]


@transaction.atomic
def approve(*, one: Return, by: Any) -> int:
    """Say that a sent return is right; how many readings were written because it was the last one missing."""
    began = hold(one)
    if one.state != State.SENT:
        raise ValidationError(_("Only a return that was sent can be approved. Look at the page again."))
    if one.sent_by_id == by.pk:
        raise ValidationError(_("You sent this return yourself, so somebody else has to approve it."))
    _refuse_locked(began)
    reopened = one.history.filter(state=State.RETURNED).order_by("-history_date").first()
    _decide(one, State.APPROVED, by)
    for figure in queries.figures().filter(in_return=one, left_out_at__isnull=False):
        figure.left_out_at, figure.left_out_by, figure.left_out_because = None, None, ""
        store(figure, by=by, fields=["left_out_at", "left_out_by", "left_out_because"])
    why = reopened.reason if reopened is not None else ""
    return settling.settle(began, by=by, why=why, only={f.question for f in _figures(one)})


@transaction.atomic
def send_back(*, one: Return, reason: str, by: Any) -> None:
    """Ask for the return again; the reason goes to whoever sent it."""
    reason = need_reason(reason, _("Say what is to be put right."))
    began = hold(one)
    if one.state != State.SENT:
        raise ValidationError(_("Only a return that was sent can be sent back. Look at the page again."))
    _refuse_locked(began)
    _decide(one, State.RETURNED, by, reason)
    links.tell_sender(one=one, by=by, today=timezone.localdate())


@transaction.atomic
def reopen(*, one: Return, reason: str, by: Any) -> None:
    """Let an approved return be put right: the readings stay until the new figures are approved."""
    reason = need_reason(reason, _("Say which figure is wrong and how it was found."))
    began = hold(one)
    if one.state != State.APPROVED:
        raise ValidationError(_("Only an approved return can be opened again."))
    _refuse_locked(began)
    _decide(one, State.RETURNED, by, reason)
    links.tell_sender(one=one, by=by, today=timezone.localdate())


@transaction.atomic
def close_without(*, round: Round, question: tuple[int, date, date], reason: str, by: Any) -> int:
    """Write the reading of one indicator without the returns that are missing; the reason stays with it."""
    reason = need_reason(
        reason, _("Say why the indicator is closed without them: it stands beside the reading.")
    )
    if len(reason) > 300:
        raise ValidationError({"reason": _("Say it in 300 letters or fewer.")})
    round.hold()
    _refuse_locked(round)
    rows = [one for one in settling.rows_of(round) if one.question == question]
    missing = [one for one in rows if one.in_return.state != State.APPROVED and not one.is_left_out]
    if not missing:
        raise ValidationError(_("No figure of this indicator is missing any more. Look at the page again."))
    for one in missing:
        one.left_out_at, one.left_out_by, one.left_out_because = timezone.now(), by, reason
        store(one, by=by, why=reason, fields=["left_out_at", "left_out_by", "left_out_because"])
    return settling.settle(round, by=by, why=reason, only={question})


def _decide(one: Return, state: State, by: Any, reason: str = "") -> None:
    one.state, one.decided_at, one.decided_by, one.reason = state, timezone.now(), by, reason
    store(one, by=by, why=reason, fields=_DECIDED)


def _refuse_locked(round: Round) -> None:
    if round.is_locked:
        raise ValidationError(_("The round is locked. Unlock it with a reason first."))


def _figures(one: Return) -> Any:
    return queries.figures().filter(in_return=one)
