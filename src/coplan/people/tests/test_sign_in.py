"""Signing in by a code, by a password, and being refused."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from coplan.people.models import Person
from coplan.people.tests.cast import code_in_last_mail, person, signed_in

pytestmark = pytest.mark.django_db


def ask_for_code(client: Client, email: str) -> None:
    answer = client.post(reverse("account_request_login_code"), {"email": email})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("account_confirm_login_code")


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_code_by_email_signs_in(client: Client) -> None:
    isla = person()
    ask_for_code(client, "isla.reid@example.org")
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})
    assert answer["Location"] == reverse("home")
    assert signed_in_as(client) == str(isla.pk)


def test_the_code_message_is_plain(client: Client) -> None:
    person()
    ask_for_code(client, "isla.reid@example.org")
    [message] = mail.outbox
    assert message.subject == "Your code to sign in to coplan"
    assert message.body.startswith("Your code to sign in:")
    assert "example.com" not in message.body


def test_the_address_may_be_typed_in_capitals(client: Client) -> None:
    isla = person(email="Isla.Reid@Example.org")
    assert isla.email == "isla.reid@example.org"
    ask_for_code(client, "ISLA.REID@EXAMPLE.ORG")
    client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})
    assert signed_in_as(client) == str(isla.pk)


def test_a_wrong_code_does_not_sign_in(client: Client) -> None:
    person()
    ask_for_code(client, "isla.reid@example.org")
    answer = client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    assert answer.status_code == 200
    assert signed_in_as(client) is None


def test_an_unknown_address_gets_the_same_page_and_a_message_that_says_so(client: Client) -> None:
    ask_for_code(client, "nobody@example.org")
    [message] = mail.outbox
    assert message.to == ["nobody@example.org"]
    assert "There is no account at this address." in message.body
    assert Person.objects.count() == 0


def test_a_password_signs_in(client: Client) -> None:
    isla = person(password="a-long-walk-by-the-water")
    details = {"login": "isla.reid@example.org", "password": "a-long-walk-by-the-water"}
    assert client.post(reverse("account_login"), details)["Location"] == reverse("home")
    assert signed_in_as(client) == str(isla.pk)


def test_a_wrong_password_does_not_sign_in(client: Client) -> None:
    person(password="a-long-walk-by-the-water")
    answer = client.post(reverse("account_login"), {"login": "isla.reid@example.org", "password": "guess"})
    assert answer.status_code == 200
    assert signed_in_as(client) is None


def test_too_many_wrong_passwords_are_stopped(client: Client) -> None:
    person(password="a-long-walk-by-the-water")
    wrong = {"login": "isla.reid@example.org", "password": "guess"}
    for _attempt in range(10):
        client.post(reverse("account_login"), wrong)
    right = {"login": "isla.reid@example.org", "password": "a-long-walk-by-the-water"}
    answer = client.post(reverse("account_login"), right)
    assert b"Too many failed" in answer.content
    assert signed_in_as(client) is None


def test_nobody_makes_an_account_for_themselves(client: Client) -> None:
    answer = client.post(reverse("account_signup"), {"email": "new@example.org"})
    assert b"Accounts come by invitation" in answer.content
    assert Person.objects.count() == 0


def test_somebody_who_may_not_sign_in_is_turned_away(client: Client) -> None:
    isla = person()
    isla.is_active = False
    isla.save()
    client.post(reverse("account_request_login_code"), {"email": "isla.reid@example.org"})
    assert signed_in_as(client) is None


def test_the_sign_in_page_asks_for_the_address_first(client: Client) -> None:
    page = client.get(reverse("account_login"), {"next": "/people/me/"}).content.decode()
    assert f'action="{reverse("account_request_login_code")}?next=%2Fpeople%2Fme%2F"' in page
    assert 'id="code_email"' in page
    assert page.index("Send me a code") < page.index("Use a password")
    assert page.count('value="/people/me/"') >= 2


def test_the_security_page_is_reachable() -> None:
    client = signed_in(person())
    for name in ("account_email", "mfa_index", "mfa_list_webauthn", "account_set_password"):
        assert client.get(reverse(name)).status_code == 200, name


def test_a_new_address_is_used_only_after_it_is_confirmed() -> None:
    isla = person()
    client = signed_in(isla)
    client.post(reverse("account_email"), {"email": "isla@ferry.example.org", "action_add": ""})
    isla.refresh_from_db()
    assert isla.email == "isla.reid@example.org"
    assert mail.outbox[-1].to == ["isla@ferry.example.org"]
    client.post(reverse("account_email_verification_sent"), {"code": code_in_last_mail()})
    isla.refresh_from_db()
    assert isla.email == "isla@ferry.example.org"


def test_somebody_loaded_without_the_librarys_row_signs_in_all_the_same(client: Client) -> None:
    isla = Person.objects.create(name="Isla Reid", email="isla.reid@example.org")
    ask_for_code(client, "isla.reid@example.org")
    client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})
    assert signed_in_as(client) == str(isla.pk)
