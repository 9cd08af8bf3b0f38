"""A person's parts across all partnerships. Callers open or disable the scope."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from coplan.kit.history import note
from coplan.partnerships.models import Participant, Partnership, PersonaRole


def current_parts(person: Any, today: date) -> QuerySet[Participant]:
    """What the person is today, wherever."""
    found: QuerySet[Participant] = Participant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), person=person, starts_on__lte=today
    ).select_related("partnership", "partner__organisation")
    return found


def coordinated_alone(person: Any, today: date) -> list[Partnership]:
    """Open partnerships that would have no coordinator without this person."""
    own = current_parts(person, today).filter(
        role=PersonaRole.COORDINATOR, partnership__closed_on__isnull=True
    )
    return [part.partnership for part in own if not other_coordinators(part, today).exists()]


def other_coordinators(part: Participant, today: date) -> QuerySet[Participant]:
    found: QuerySet[Participant] = Participant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        partnership=part.partnership,
        role=PersonaRole.COORDINATOR,
        starts_on__lte=today,
        person__is_active=True,
    ).exclude(person=part.person)
    return found


def is_last_coordinator(part: Participant, today: date) -> bool:
    """Whether nobody could change the partnership any more without this part, as it is stored."""
    stored = Participant.objects.filter(pk=part.pk).first()
    leads = stored is not None and stored.role == PersonaRole.COORDINATOR and stored.is_current(today)
    return leads and not other_coordinators(part, today).exists()


def end_parts(person: Any, today: date, by: Any) -> None:
    """The last day of every part is yesterday; a part that began today or later lasts that one day."""
    for part in Participant.every.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), person=person):
        part.ends_on = max(part.starts_on, today - timedelta(days=1))
        part.is_contact = False
        part.version += 1
        note(part, by=by, why="The person was removed.")
        part.save(update_fields=["ends_on", "is_contact", "version"])
