"""Partnerships, partners and coordinators by the handful, for tests of who sees which."""

from __future__ import annotations

from typing import Any

from django_scopes import scope

from coplan.partnerships.models import Partner, Partnership, PersonaRole
from coplan.partnerships.testing import take_part
from coplan.people.models import Organisation, Person
from coplan.people.tests.cast import organisation, person


def partnership(slug: str = "living-well", **more: Any) -> Partnership:
    name = slug.replace("-", " ").capitalize()
    return Partnership.objects.create(slug=slug, name=name, summary="People live well at home.", **more)


def partner(owner: Partnership, one: Organisation | None = None) -> Partner:
    with scope(partnership=owner):
        return Partner.objects.create(partnership=owner, organisation=one or organisation())


def coordinator_of(owner: Partnership, name: str = "Coordinator") -> Person:
    who = person(name)
    take_part(owner, who, PersonaRole.COORDINATOR)
    return who


def coordinator_somewhere() -> Person:
    return coordinator_of(partnership("somewhere"))
