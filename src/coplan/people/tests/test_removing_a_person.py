"""Removal: asked for, confirmed, and by whom."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from coplan.people.models import Person
from coplan.people.removal import Reason, remove_person
from coplan.people.services import act_for, create_person
from coplan.people.tests.cast import organisation, person, signed_in

pytestmark = pytest.mark.django_db
SURE = {"sure": "on"}


def test_somebody_removes_themselves(django_capture_on_commit_callbacks: Any) -> None:
    isla = person(password="a-long-walk-by-the-water")
    act_for(person=isla, organisation=organisation(), by=isla, job_title="Manager")
    Authenticator.objects.create(user=isla, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client, elsewhere = signed_in(isla), signed_in(isla)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("people:remove-self"), SURE)
    assert answer["Location"] == reverse("people:removed")
    isla.refresh_from_db()
    assert (isla.name, isla.email, isla.is_active) == (f"Removed person {isla.pk}", None, False)
    assert not isla.has_usable_password()
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()
    assert not Session.objects.exists()
    assert elsewhere.get(reverse("people:profile")).status_code == 302
    [acting] = isla.affiliations.all()
    assert (acting.ends_on is not None, acting.job_title) == (True, "")
    assert [message.to for message in mail.outbox] == [["isla.reid@example.org"]]
    assert client.get(answer["Location"]).status_code == 200


def test_nothing_goes_until_the_box_is_ticked() -> None:
    isla = person()
    client = signed_in(isla)
    page = client.get(reverse("people:remove-self")).content.decode()
    assert "What goes" in page
    assert "What stays" in page
    answer = client.post(reverse("people:remove-self"))
    assert answer.status_code == 422
    assert "Tick the box if you want your account removed." in answer.content.decode()
    isla.refresh_from_db()
    assert isla.email == "isla.reid@example.org"


def test_a_sign_in_half_done_is_dropped_with_the_address_in_it(client: Client) -> None:
    isla, other = person(), person("Somebody Else")
    for email in (isla.email, other.email):
        Client().post(reverse("account_request_login_code"), {"email": email})
    remove_person(person=isla, by=isla, reason=Reason.ASKED)
    [left] = Session.objects.all()
    assert "somebody.else@example.org" in str(left.get_decoded())


def test_somebody_removed_cannot_sign_in_again() -> None:
    isla = person()
    remove_person(person=isla, by=isla, reason=Reason.ASKED)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "isla.reid@example.org"})
    assert "There is no account at this address." in mail.outbox[-1].body


def test_the_address_can_be_invited_again_as_somebody_new() -> None:
    isla = person()
    remove_person(person=isla, by=isla, reason=Reason.ASKED)
    again = create_person(name="Isla Reid", email="isla.reid@example.org")
    assert again.pk != isla.pk


def test_the_history_says_that_it_happened_and_why_but_not_who() -> None:
    isla, team = person(), person("Programme Team", is_programme=True)
    remove_person(person=isla, by=team, reason=Reason.MISTAKE)
    newest = isla.history.first()
    assert (newest.history_user, newest.history_change_reason) == (team, "The account was made by mistake.")
    assert not {"name", "email", "password"} & {field.name for field in newest._meta.fields}


def test_removing_twice_is_refused() -> None:
    isla = person()
    remove_person(person=isla, by=isla, reason=Reason.ASKED)
    with pytest.raises(ValidationError, match="already removed"):
        remove_person(person=isla, by=isla, reason=Reason.ASKED)


def test_a_reason_in_ones_own_words_is_refused() -> None:
    isla = person()
    with pytest.raises(ValueError, match="Isla Reid asked"):
        remove_person(person=isla, by=isla, reason="Isla Reid asked me")
    isla.refresh_from_db()
    assert isla.removed_at is None


def test_programme_removes_somebody_on_request() -> None:
    isla, client = person(), signed_in(person("Programme Team", is_programme=True))
    found = client.get(reverse("people:people"), {"q": "isla"}).content.decode()
    address = reverse("people:remove", args=[isla.pk])
    assert address in found
    assert client.post(address, SURE).status_code == 422
    assert client.post(address, {**SURE, "reason": "asked"})["Location"] == reverse("people:people")
    assert Person.objects.get(pk=isla.pk).removed_at is not None
    assert client.get(address).status_code == 404


def test_nobody_else_looks_people_up_or_removes_them() -> None:
    other, client = person("Somebody Else"), signed_in(person())
    assert client.get(reverse("people:people"), {"q": "some"}).status_code == 403
    assert (
        client.post(reverse("people:remove", args=[other.pk]), {**SURE, "reason": "asked"}).status_code == 403
    )
    other.refresh_from_db()
    assert other.removed_at is None


def test_people_are_listed_only_for_a_search() -> None:
    client = signed_in(person("Programme Team", is_programme=True))
    assert "Programme Team</th>" not in client.get(reverse("people:people")).content.decode()
