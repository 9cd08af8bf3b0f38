"""Closing, reopening and escalating risks and issues, and a risk that has happened."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.raid.models import Handled, Issue, Risk, State


def _save(record: Handled, *, by: Any, why: str, fields: list[str]) -> None:
    record.version += 1
    history.note(record, by=by, why=why)
    record.full_clean()
    record.save(update_fields=[*fields, "version"])


@transaction.atomic
def close(*, record: Handled, reason: str, by: Any) -> None:
    """Close a risk or an issue; the reason stays with it."""
    record.hold()
    if not record.is_open:
        raise ValidationError(_("This is already closed."))
    if not reason.strip():
        raise ValidationError(_("Say why it is closed, for whoever meets it again."))
    record.status, record.closed_on, record.closing_reason = State.CLOSED, timezone.localdate(), reason
    _save(record, by=by, why=reason, fields=["status", "closed_on", "closing_reason"])


@transaction.atomic
def reopen(*, record: Handled, reason: str, by: Any) -> None:
    record.hold()
    if record.is_open:
        raise ValidationError(_("This is open already."))
    if not reason.strip():
        raise ValidationError(_("Say why it is opened again."))
    record.status, record.closed_on, record.closing_reason = State.OPEN, None, ""
    _save(record, by=by, why=reason, fields=["status", "closed_on", "closing_reason"])


@transaction.atomic
def escalate(*, record: Handled, reason: str, by: Any) -> None:
    """Take a risk or an issue to the governance group."""
    record.hold()
    if not record.is_open:
        raise ValidationError(_("A closed one cannot be escalated. Open it again first."))
    if not reason.strip():
        raise ValidationError(_("Say what the governance group is asked to decide."))
    record.escalated_on, record.escalation = timezone.localdate(), reason
    _save(record, by=by, why=reason, fields=["escalated_on", "escalation"])


@transaction.atomic
def it_happened(*, risk: Risk, reason: str, by: Any) -> Issue:
    """The risk has come true: an issue takes over and the risk is closed."""
    risk.hold()
    issue = Issue(
        partnership_id=risk.partnership_id,
        title=risk.title,
        description=risk.description,
        impact=risk.impact,
        owner_id=risk.owner_id,
        plan=risk.plan,
        raised_on=timezone.localdate(),
        risk=risk,
    )
    history.keep(issue, by=by, why=reason)
    close(record=risk, reason=reason, by=by)
    return issue
