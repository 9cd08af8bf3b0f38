"""After removal neither name nor address is left in any table, and the record still stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from coplan.partnerships import invitations
from coplan.partnerships.models import Invitation, Participant, Partnership, PersonaRole
from coplan.partnerships.testing import take_part
from coplan.partnerships.tests.round_table import coordinator_of, partner, partnership
from coplan.people.models import Person
from coplan.people.removal import Reason, remove_person
from coplan.people.services import rename_person
from coplan.people.tests.cast import link_in_last_mail, person, signed_in

NAME, ADDRESS = "Mairi Wintergreen", "mairi@gmail.example"


def every_text() -> Iterator[tuple[str, str]]:
    """Every value of every column of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield f"{table}.{column}", str(value)


def traces() -> set[str]:
    return {place for place, text in every_text() if "wintergreen" in text.lower() or ADDRESS in text.lower()}


def invite(owner: Partnership, by: Person, role: str = PersonaRole.PARTNER) -> str:
    with scope(partnership=owner):
        invitations.invite(
            partnership=owner, name=NAME, email=ADDRESS, role=role, by=by, message=f"Welcome, {NAME}!"
        )
    return link_in_last_mail()


@pytest.mark.django_db(transaction=True)
def test_name_and_address_are_gone_from_every_table(client: Client) -> None:
    owner, elsewhere = partnership(), partnership("elsewhere")
    by = coordinator_of(owner)
    client.post(invite(owner, by), {"name": NAME})
    mairi = Person.objects.get(email=ADDRESS)
    invite(elsewhere, coordinator_of(elsewhere, "Other Coordinator"))
    password = {"password1": "a-long-walk-by-the-water", "password2": "a-long-walk-by-the-water"}
    client.post(reverse("account_set_password"), password)
    client.post(reverse("account_login"), {"login": ADDRESS, "password": password["password1"]})
    rename_person(person=mairi, name=f"{NAME}-Reid", by=mairi)
    SocialAccount.objects.create(user=mairi, provider="sso", uid=ADDRESS, extra_data={"name": NAME})
    Authenticator.objects.create(
        user=mairi, type=Authenticator.Type.WEBAUTHN, data={"name": f"{NAME}'s phone"}
    )
    Client().post(reverse("account_login"), {"login": ADDRESS, "password": "guess"})
    assert {"people_person.name", "people_person.email", "account_emailaddress.email"} <= traces()
    answer = client.post(reverse("people:remove-self"), {"sure": "on"})
    assert answer["Location"] == reverse("people:removed")
    assert traces() == set()


@pytest.mark.django_db
def test_their_parts_end_and_stay_on_record() -> None:
    owner, mairi = partnership(), person(NAME, email=ADDRESS)
    take_part(owner, mairi, PersonaRole.PARTNER, partner(owner))
    remove_person(person=mairi, by=mairi, reason=Reason.ASKED)
    with scopes_disabled():
        part = Participant.objects.get()
        assert str(part) == f"Removed person {mairi.pk} (Ferry House)"
    assert part.ends_on is not None
    assert not part.is_current(timezone.localdate())


@pytest.mark.django_db
def test_the_only_coordinator_of_an_open_partnership_finds_a_successor_first() -> None:
    owner = partnership()
    isla = coordinator_of(owner)
    client = signed_in(isla)
    page = client.get(reverse("people:remove-self")).content.decode()
    assert "Living well would have no coordinator. Add another coordinator there" in page
    assert "Remove my account" not in page
    answer = client.post(reverse("people:remove-self"), {"sure": "on"})
    assert answer.status_code == 422
    assert "Living well would have no coordinator." in answer.content.decode()
    with pytest.raises(ValidationError, match="would have no coordinator"):
        remove_person(person=isla, by=isla, reason=Reason.ASKED)
    take_part(owner, person("Successor"), PersonaRole.COORDINATOR)
    remove_person(person=isla, by=isla, reason=Reason.ASKED)
    isla.refresh_from_db()
    assert isla.removed_at is not None


@pytest.mark.django_db
def test_a_closed_partnership_holds_nobody() -> None:
    isla = coordinator_of(partnership(closed_on=timezone.localdate()))
    remove_person(person=isla, by=isla, reason=Reason.ASKED)
    isla.refresh_from_db()
    assert isla.removed_at is not None


@pytest.mark.django_db
def test_a_coordinator_ends_parts_but_removes_nobody() -> None:
    owner, mairi = partnership(), person(NAME, email=ADDRESS)
    take_part(owner, mairi, PersonaRole.PARTNER)
    client = signed_in(coordinator_of(owner))
    assert (
        client.post(reverse("people:remove", args=[mairi.pk]), {"sure": "on", "reason": "asked"}).status_code
        == 403
    )


@pytest.mark.django_db
def test_what_they_sent_to_others_stays() -> None:
    owner = partnership()
    isla = coordinator_of(owner)
    take_part(owner, person("Successor"), PersonaRole.COORDINATOR)
    with scope(partnership=owner):
        invitations.invite(
            partnership=owner, name="Rab", email="rab@example.org", role=PersonaRole.OBSERVER, by=isla
        )
    remove_person(person=isla, by=isla, reason=Reason.ASKED)
    with scopes_disabled():
        assert Invitation.objects.get().email == "rab@example.org"
