"""Who is who: the standing of a person in a partnership, and every predicate over it.

Predicates take a standing and the record where it is known. They never catch exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django_scopes import scopes_disabled
from rules import predicate

from coplan.partnerships import parts
from coplan.partnerships.models import Participant, Partner, Partnership, PersonaRole
from coplan.people.roles import programme as programme
from coplan.people.roles import signed_in as signed_in


@dataclass(frozen=True)
class Standing:
    """What somebody is, today, in the partnership whose page they ask for."""

    person: Any
    today: date
    partnership: Partnership | None = None
    parts: tuple[Participant, ...] = ()
    roles: frozenset[str] = field(default=frozenset())

    @property
    def organisation_ids(self) -> frozenset[int]:
        return frozenset(part.partner.organisation_id for part in self.parts if part.partner)

    @cached_property
    def coordinates_somewhere(self) -> bool:
        """Coordinates an open partnership today, whichever page is asked for."""
        with scopes_disabled():
            running = parts.current_parts(self.person, self.today).filter(partnership__closed_on__isnull=True)
            return bool(running.filter(role=PersonaRole.COORDINATOR).exists())

    def speaks_everywhere_for(self, organisation: Any) -> bool:
        """Acts for it in every partnership it takes part in: a coordinator elsewhere can give such a part to anyone."""
        with scopes_disabled():
            mine = parts.current_parts(self.person, self.today).filter(partner__organisation=organisation)
            elsewhere = Partner.objects.filter(organisation=organisation).exclude(
                partnership__in=mine.values("partnership")
            )
            return not elsewhere.exists()

    @property
    def part_ids(self) -> frozenset[int]:
        return frozenset(part.pk for part in self.parts)


@predicate
def member(standing: Standing, record: Any) -> bool:
    """Anyone with a current part, whatever the role."""
    return bool(standing.roles)


@predicate
def coordinator(standing: Standing, record: Any) -> bool:
    return PersonaRole.COORDINATOR in standing.roles


@predicate
def partner(standing: Standing, record: Any) -> bool:
    return PersonaRole.PARTNER in standing.roles


@predicate
def service_user(standing: Standing, record: Any) -> bool:
    return PersonaRole.SERVICE_USER in standing.roles


@predicate
def funder(standing: Standing, record: Any) -> bool:
    return PersonaRole.FUNDER in standing.roles


@predicate
def evaluator(standing: Standing, record: Any) -> bool:
    return PersonaRole.EVALUATOR in standing.roles


@predicate
def partnership_open(standing: Standing, record: Any) -> bool:
    """A closed partnership can be read but no longer changed."""
    return standing.partnership is not None and standing.partnership.closed_on is None


@predicate
def speaks_for_partner(standing: Standing, record: Any) -> bool:
    """Acts for the organisation that holds the record; true where no record is given yet."""
    if record is None:
        return bool(standing.organisation_ids)
    return record.organisation_id in standing.organisation_ids


discusses = member & partnership_open
contributes = (coordinator | partner | service_user) & partnership_open
# Not the evaluator, who sees all evidence and changes none of it
works_on_evidence = (coordinator | partner) & partnership_open
evaluates = evaluator & partnership_open
coordinates = coordinator & partnership_open
