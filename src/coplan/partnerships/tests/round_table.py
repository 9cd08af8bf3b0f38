"""A partnership and its cast for tests: coordinator, partner, service user, observer, outsider."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_scopes import scope

from coplan.partnerships.models import Participant, Partner, Partnership, PersonaRole
from coplan.people.models import Organisation, Person
from coplan.people.tests.cast import organisation, person


def partnership(slug: str = "living-well", **more: Any) -> Partnership:
    name = more.pop("name", slug.replace("-", " ").capitalize())
    return Partnership.objects.create(slug=slug, name=name, summary="People live well at home.", **more)


def partner(owner: Partnership, one: Organisation | None = None) -> Partner:
    with scope(partnership=owner):
        return Partner.objects.create(partnership=owner, organisation=one or organisation())


def take_part(owner: Partnership, who: Person, role: str, acts_for: Partner | None = None) -> Participant:
    with scope(partnership=owner):
        return Participant.objects.create(
            partnership=owner, person=who, role=role, partner=acts_for, starts_on=timezone.localdate()
        )


def coordinator_of(owner: Partnership, name: str = "Coordinator") -> Person:
    who = person(name)
    take_part(owner, who, PersonaRole.COORDINATOR)
    return who


def coordinator_somewhere() -> Person:
    return coordinator_of(partnership("somewhere"))
