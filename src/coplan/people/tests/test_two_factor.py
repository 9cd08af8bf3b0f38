"""An authenticator app, recovery codes and passkeys."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from coplan.people.models import Person
from coplan.people.tests.cast import code_in_last_mail, person, signed_in

pytestmark = pytest.mark.django_db


def code_from_app(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def add_app(who: Person) -> str:
    """Enrol as a person does: open the page, read the secret, type the code of the app."""
    client = signed_in(who)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_from_app(secret)})
    assert answer.status_code == 302
    return str(secret)


def test_the_app_is_added_with_a_code_from_it(django_capture_on_commit_callbacks: Any) -> None:
    isla = person()
    with django_capture_on_commit_callbacks(execute=True):
        add_app(isla)
    kinds = set(Authenticator.objects.filter(user=isla).values_list("type", flat=True))
    assert kinds == {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}
    assert mail.outbox[0].subject == "An authenticator app was added to your coplan account"
    assert mail.outbox[0].to == ["isla.reid@example.org"]


def test_a_wrong_code_does_not_add_the_app() -> None:
    isla = person()
    client = signed_in(isla)
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert not Authenticator.objects.exists()


def begin(client: Client) -> str:
    client.post(reverse("account_request_login_code"), {"email": "isla.reid@example.org"})
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in_last_mail()})
    return str(answer["Location"])


def test_with_an_app_a_code_by_email_is_not_enough(client: Client) -> None:
    isla = person()
    secret = add_app(isla)
    assert begin(client) == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_from_app(secret)})
    assert client.session["_auth_user_id"] == str(isla.pk)


def test_the_code_of_an_app_counts_once(client: Client) -> None:
    code = code_from_app(add_app(person()))
    begin(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    overlooker = Client()
    begin(overlooker)
    overlooker.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in overlooker.session


def test_a_recovery_code_signs_in_once(client: Client) -> None:
    isla = person()
    add_app(isla)
    codes = (
        Authenticator.objects.get(user=isla, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    )
    begin(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.session["_auth_user_id"] == str(isla.pk)
    again = Client()
    begin(again)
    again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "_auth_user_id" not in again.session


def test_the_page_that_adds_a_passkey_loads_with_its_challenge() -> None:
    page = signed_in(person()).get(reverse("mfa_add_webauthn"))
    assert page.status_code == 200
    assert page.context["js_data"]["creation_options"]["publicKey"]["rp"]["id"] == "testserver"


def test_signing_in_with_a_passkey_offers_a_challenge(client: Client) -> None:
    answer = client.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.json()["request_options"]["publicKey"]["challenge"]
