"""Writes to a partnership that are more than saving one form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_scopes import scope

from coplan.kit import history
from coplan.kit.models import queue
from coplan.partnerships.models import Participant, Partnership, PersonaRole


@transaction.atomic
def start_partnership(*, partnership: Partnership, by: Any) -> Partnership:
    """Save a new partnership with a short name of its own and its first coordinator."""
    partnership.slug = free_slug(partnership.name)
    history.note(partnership, by=by)
    partnership.full_clean()
    partnership.save()
    with scope(partnership=partnership):
        part = Participant(
            partnership=partnership, person=by, role=PersonaRole.COORDINATOR, starts_on=timezone.localdate()
        )
        history.keep(part, by=by)
    return partnership


def free_slug(name: str) -> str:
    """The name as it stands in an address, numbered where another partnership has it."""
    stem = slugify(name)[:50] or "partnership"
    slug, count = stem, 1
    while Partnership.objects.filter(slug=slug).exists():
        count += 1
        slug = f"{stem}-{count}"
    return slug


@transaction.atomic
def close_partnership(*, partnership: Partnership, reason: str, by: Any) -> None:
    """From now on everything can be read and nothing changed; the history keeps the reason."""
    _hold(partnership)
    if partnership.closed_on:
        raise ValidationError(_("Somebody has closed this partnership already."))
    if not reason.strip():
        raise ValidationError(_("Say why it is closed, for whoever reads this later."))
    partnership.closed_on = timezone.localdate()
    _save_closing(partnership, by=by, why=reason)


@transaction.atomic
def reopen_partnership(*, partnership: Partnership, reason: str, by: Any) -> None:
    """A closed partnership can be changed again."""
    _hold(partnership)
    if not partnership.closed_on:
        raise ValidationError(_("This partnership is open already."))
    if not reason.strip():
        raise ValidationError(_("Say why it is opened again."))
    partnership.closed_on = None
    _save_closing(partnership, by=by, why=reason)


def _hold(partnership: Partnership) -> None:
    """Read the partnership anew; nobody else changes it until the transaction ends."""
    queue(partnership.pk)
    partnership.refresh_from_db()


def _save_closing(partnership: Partnership, *, by: Any, why: str) -> None:
    partnership.version += 1
    history.note(partnership, by=by, why=why.strip())
    partnership.save(update_fields=["closed_on", "version"])
