"""People are made with an address they can sign in with, once."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from coplan.people.models import Person
from coplan.people.services import create_person, ensure_email
from coplan.people.tests.cast import person

pytestmark = pytest.mark.django_db


def addresses(of: Person) -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.filter(user=of).values_list("email", "verified", "primary"))


def test_a_person_with_an_address_may_sign_in_with_it() -> None:
    isla = create_person(name=" Isla Reid ", email=" Isla@Example.ORG ")
    assert (isla.name, isla.email, isla.has_usable_password()) == ("Isla Reid", "isla@example.org", False)
    assert addresses(isla) == [("isla@example.org", True, True)]


def test_a_person_without_an_address_is_somebody_too() -> None:
    first, second = create_person(name="Rab"), create_person(name="Una")
    assert (first.email, second.email) == (None, None)
    assert addresses(first) == []


def test_two_people_cannot_share_an_address_in_any_spelling() -> None:
    person(email="isla@example.org")
    with pytest.raises(ValidationError, match="Someone with this e-mail address is already here"):
        create_person(name="Another", email="ISLA@example.org")
    assert Person.objects.count() == 1


def test_the_sign_in_row_follows_the_persons_address() -> None:
    isla = person(email="isla@example.org")
    isla.email = "isla@ferry.example.org"
    isla.save()
    ensure_email(person=isla)
    assert addresses(isla) == [("isla@ferry.example.org", True, True)]
