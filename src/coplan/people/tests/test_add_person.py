"""The command that makes the first account."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from coplan.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_first_programme_person_is_added_and_may_sign_in() -> None:
    said = StringIO()
    call_command("add_person", "Ruth Campbell", "ruth@example.org", "--programme", stdout=said)
    person = Person.objects.get()
    assert (person.name, person.email, person.is_programme, person.is_active) == (
        "Ruth Campbell",
        "ruth@example.org",
        True,
        True,
    )
    assert "Ruth Campbell may now sign in as ruth@example.org" in said.getvalue()


def test_the_same_address_twice_is_refused_with_a_sentence() -> None:
    call_command("add_person", "Ruth Campbell", "ruth@example.org", stdout=StringIO())
    with pytest.raises(CommandError, match="already"):
        call_command("add_person", "Ruth Again", "RUTH@example.org", stdout=StringIO())
    assert Person.objects.count() == 1
