"""The cast of every test: one partnership, its people in each role, and somebody outside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from coplan.partnerships.models import Participant, Partner, PartnerRole, Partnership, PersonaRole
from coplan.people.models import Organisation, Person, Sector

SINCE = date(2026, 1, 5)


def make_person(name: str, **more: Any) -> Person:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return Person.objects.create(name=name, email=email, **more)


def make_partnership(name: str, slug: str) -> Partnership:
    return Partnership.objects.create(
        name=name, slug=slug, summary="People with one need, helped by one service.", formed_on=SINCE
    )


def make_partner(partnership: Partnership, name: str, sector: str, role: str) -> Partner:
    organisation = Organisation.objects.create(name=name, sector=sector)
    with scope(partnership=partnership):
        return Partner.objects.create(
            partnership=partnership, organisation=organisation, role=role, joined_on=SINCE
        )


def take_part(
    partnership: Partnership, person: Person, role: str, partner: Partner | None = None
) -> Participant:
    with scope(partnership=partnership):
        return Participant.objects.create(
            partnership=partnership, person=person, role=role, partner=partner, starts_on=SINCE
        )


@pytest.fixture
def partnership(db: None) -> Partnership:
    return make_partnership("Living well together", "living-well")


@pytest.fixture
def other_partnership(db: None) -> Partnership:
    """Another partnership, whose rows nobody of the first may see."""
    return make_partnership("Getting about", "getting-about")


@pytest.fixture
def in_scope(partnership: Partnership) -> Iterator[Partnership]:
    """The partnership with its scope open, for tests below the page."""
    with scope(partnership=partnership):
        yield partnership


@pytest.fixture
def partner(partnership: Partnership) -> Partner:
    return make_partner(partnership, "Ferry House", Sector.THIRD, PartnerRole.LEAD_THIRD)


@pytest.fixture
def public_partner(partnership: Partnership) -> Partner:
    return make_partner(partnership, "Ewart Council", Sector.PUBLIC, PartnerRole.LEAD_PUBLIC)


@pytest.fixture
def coordinator(partnership: Partnership, partner: Partner) -> Person:
    person = make_person("Isla Reid")
    take_part(partnership, person, PersonaRole.COORDINATOR, partner)
    return person


@pytest.fixture
def coordinator_part(partnership: Partnership, coordinator: Person) -> Participant:
    with scope(partnership=partnership):
        return Participant.objects.get(person=coordinator)


@pytest.fixture
def partner_person(partnership: Partnership, public_partner: Partner) -> Person:
    person = make_person("Mairi Grant")
    take_part(partnership, person, PersonaRole.PARTNER, public_partner)
    return person


@pytest.fixture
def service_user(partnership: Partnership) -> Person:
    person = make_person("Rab Wilson")
    take_part(partnership, person, PersonaRole.SERVICE_USER)
    return person


@pytest.fixture
def funder_person(partnership: Partnership) -> Person:
    person = make_person("Nadia Khan")
    take_part(partnership, person, PersonaRole.FUNDER)
    return person


@pytest.fixture
def evaluator(partnership: Partnership) -> Person:
    person = make_person("Ewan Baird")
    take_part(partnership, person, PersonaRole.EVALUATOR)
    return person


@pytest.fixture
def observer(partnership: Partnership) -> Person:
    person = make_person("Una Flett")
    take_part(partnership, person, PersonaRole.OBSERVER)
    return person


@pytest.fixture
def outsider(other_partnership: Partnership) -> Person:
    """A coordinator, but of another partnership."""
    person = make_person("Tom Baxter")
    take_part(other_partnership, person, PersonaRole.COORDINATOR)
    return person


@pytest.fixture
def programme_person(db: None) -> Person:
    return make_person("Pat Lennox", is_programme=True)


@pytest.fixture
def signed_in(db: None) -> Callable[[Person], Client]:
    """`signed_in(person)` is that person's browser."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
