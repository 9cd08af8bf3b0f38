"""Everything coplan holds about a person, to read and to take away."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coplan.people.export import export_person
from coplan.people.models import Person
from coplan.people.services import act_for, rename_person
from coplan.people.tests.cast import organisation, person, signed_in

pytestmark = pytest.mark.django_db


def part(of: dict[str, Any], code: str) -> list[dict[str, str]]:
    [found] = [section["rows"] for section in of["sections"] if section["code"] == code]
    return list(found)


def test_it_holds_who_i_am_and_for_whom_i_act() -> None:
    isla = person()
    act_for(person=isla, organisation=organisation(), by=isla, job_title="Manager")
    held = export_person(person=isla)
    [about] = part(held, "person")
    assert (about["Name"], about["E-mail address"]) == ("Isla Reid", "isla.reid@example.org")
    assert part(held, "addresses") == [{"E-mail address": "isla.reid@example.org", "Confirmed": "Yes"}]
    [acts] = part(held, "affiliations")
    assert (acts["Organisation"], acts["Job title"]) == ("Ferry House", "Manager")


def test_it_holds_what_i_changed() -> None:
    isla = person()
    rename_person(person=isla, name="Isla", by=isla)
    done = [(row["Kind"], row["What you did"]) for row in part(export_person(person=isla), "changes")]
    assert done == [("Person", "changed")]


def test_it_holds_where_i_am_signed_in() -> None:
    isla = person()
    signed_in(isla)
    signed_in(person("Somebody Else"))
    assert len(part(export_person(person=isla), "sessions")) == 1


def test_the_file_and_the_page_are_for_oneself_alone() -> None:
    isla = person()
    person("Somebody Else")
    client = signed_in(isla)
    answer = client.get(reverse("people:download"))
    assert answer["Content-Disposition"].startswith('attachment; filename="coplan-my-data-')
    assert answer.json()["person"] == isla.pk
    for text in (answer.content.decode(), client.get(reverse("people:your-data")).content.decode()):
        assert "isla.reid@example.org" in text
        assert "somebody.else" not in text


def test_no_secret_is_in_it() -> None:
    isla = person(password="a-long-walk-by-the-water")
    text = str(export_person(person=isla))
    assert Person.objects.get().password not in text
