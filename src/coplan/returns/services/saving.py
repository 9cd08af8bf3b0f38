"""How every record of a return is stored: checked, noted in the history, a version further."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from coplan.kit import history
from coplan.returns.models import Return, Round


def store(record: Any, *, by: Any, why: str = "", fields: list[str] | None = None) -> None:
    """Save a new record whole, or the named fields of one that is stored."""
    if record.pk is not None:
        record.version += 1
    history.note(record, by=by, why=why)
    record.full_clean(exclude=["number"])
    record.save(update_fields=None if fields is None or record.pk is None else [*fields, "version"])


def need_reason(reason: str, told: str) -> str:
    """The reason, tidied; refused where there is none."""
    if not reason.strip():
        raise ValidationError({"reason": told})
    return reason.strip()


def hold(one: Return) -> Round:
    """Read a return and its round anew; nobody changes either until the transaction ends."""
    one.hold()
    # Read with it: what the page knew of the round may be old
    found: Round = Round.objects.get(pk=one.round_id)
    one.round = found
    return found
