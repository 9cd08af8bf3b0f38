"""My account: what it shows, and changing my name."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from coplan.people.services import act_for
from coplan.people.tests.cast import organisation, person, signed_in

pytestmark = pytest.mark.django_db


def test_it_shows_who_i_am_for_whom_i_act_and_how_i_sign_in() -> None:
    isla = person()
    act_for(person=isla, organisation=organisation(), by=isla, job_title="Manager")
    page = signed_in(isla).get(reverse("people:profile")).content.decode()
    for shown in ("Isla Reid", "isla.reid@example.org", "Ferry House", "Manager", "Set a password"):
        assert shown in page
    for name in ("account_email", "mfa_index", "mfa_list_webauthn", "people:your-data", "people:remove-self"):
        assert f'href="{reverse(name)}"' in page


def test_i_change_my_name() -> None:
    isla = person()
    assert signed_in(isla).post(reverse("people:rename"), {"name": "Isla Reid-Grant"}).status_code == 302
    isla.refresh_from_db()
    assert isla.name == "Isla Reid-Grant"


def test_a_name_is_needed() -> None:
    isla = person()
    answer = signed_in(isla).post(reverse("people:rename"), {"name": " "})
    assert answer.status_code == 422
    assert "Enter your name" in answer.content.decode()


def test_it_is_only_for_those_who_sign_in(client: Client) -> None:
    for name in ("profile", "rename", "your-data", "download", "remove-self", "people"):
        answer = client.get(reverse(f"people:{name}"))
        assert answer["Location"].startswith(reverse("account_login")), name
