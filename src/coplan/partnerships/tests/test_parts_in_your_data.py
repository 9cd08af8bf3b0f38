"""A person's export tells of their parts, invitations and every record that names them."""

from __future__ import annotations

from typing import Any

import pytest
from django_scopes import scope

from coplan.kit.models import Comment
from coplan.partnerships import invitations
from coplan.partnerships.models import PersonaRole
from coplan.partnerships.testing import take_part
from coplan.partnerships.tests.round_table import coordinator_of, partner, partnership
from coplan.people.export import export_person
from coplan.people.models import Person
from coplan.people.tests.cast import person

pytestmark = pytest.mark.django_db


def rows(of: Person, code: str) -> list[dict[str, str]]:
    held: list[dict[str, Any]] = export_person(person=of)["sections"]
    [found] = [section["rows"] for section in held if section["code"] == code]
    return list(found)


def test_parts_in_every_partnership_are_in_it() -> None:
    isla, one, two = person(), partnership(), partnership("elsewhere")
    take_part(one, isla, PersonaRole.PARTNER, partner(one))
    take_part(two, isla, PersonaRole.SERVICE_USER)
    told = [(row["Partnership"], row["Role"], row["Acts for"]) for row in rows(isla, "parts")]
    assert told == [("Living well", "Partner", "Ferry House"), ("Elsewhere", "Service user", "yourself")]


def test_invitations_to_me_are_told_whole_and_those_i_sent_without_the_other() -> None:
    owner, isla = partnership(), person()
    by = coordinator_of(owner)
    with scope(partnership=owner):
        invitations.invite(
            partnership=owner,
            name="Isla",
            email="Isla.Reid@example.org",
            role="observer",
            by=by,
            message="Do come.",
        )
    [received] = rows(isla, "invitations")
    assert (received["What"], received["Message"]) == ("You were invited", "Do come.")
    [sent] = rows(by, "invitations")
    assert sent["What"] == "You invited somebody"
    assert "isla" not in str(sent).lower()


def test_my_own_words_are_in_it_and_nobody_elses() -> None:
    owner, isla, rab = partnership(), person(), person("Rab Wilson")
    with scope(partnership=owner):
        for who, text in ((isla, "I agree with this."), (rab, "I do not.")):
            Comment.objects.create(partnership=owner, kind="partner", record_id=1, by=who, text=text)
    [mine] = rows(isla, "records")
    assert (mine["Kind"], mine["Partnership"], mine["Comment"]) == (
        "Comment",
        "Living well",
        "I agree with this.",
    )
