"""Writes to a partnership that are more than saving one form."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django_scopes import scope

from coplan.kit import history
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
        history.note(part, by=by)
        part.full_clean(exclude=["number"])
        part.save()
    return partnership


def free_slug(name: str) -> str:
    """The name as it stands in an address, numbered where another partnership has it."""
    stem = slugify(name)[:50] or "partnership"
    slug, count = stem, 1
    while Partnership.objects.filter(slug=slug).exists():
        count += 1
        slug = f"{stem}-{count}"
    return slug
