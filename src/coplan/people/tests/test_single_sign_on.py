"""Single sign-on recognises people by a verified address and makes no accounts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from coplan.people.models import Person
from coplan.people.tests.cast import person
from coplan.people.tests.identity_provider import CLIENT, CODE, IdentityProvider, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any) -> Iterator[IdentityProvider]:
    with running() as found:
        settings.SOCIALACCOUNT_PROVIDERS = found.settings()
        yield found


def come_back(client: Client, provider: IdentityProvider, **claims: Any) -> Any:
    """Press the button, be sent to the provider, and come back with its code."""
    provider.claims = {"sub": "42", **claims}
    away = client.get(reverse("openid_connect_login", args=["sso"]))
    assert away.status_code == 302
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["client_id"] == [CLIENT]
    assert {"openid", "email"} <= set(asked["scope"][0].split())
    provider.return_address = asked["redirect_uri"][0]
    return client.get(provider.return_address, {"code": CODE, "state": asked["state"][0]})


def test_the_sign_in_page_shows_the_provider_by_name(client: Client, provider: IdentityProvider) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "Council sign-in" in page
    assert reverse("openid_connect_login", args=["sso"]) in page


def test_without_a_provider_there_is_no_button(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "/oidc/" not in page


def test_a_verified_address_signs_in_its_person_and_links_the_account(
    client: Client, provider: IdentityProvider
) -> None:
    isla = person()
    answer = come_back(client, provider, email="Isla.Reid@example.org", email_verified=True)
    assert answer["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(isla.pk)
    assert SocialAccount.objects.get().user == isla


def test_once_linked_the_provider_may_know_another_address(
    client: Client, provider: IdentityProvider
) -> None:
    isla = person()
    come_back(Client(), provider, email="isla.reid@example.org", email_verified=True)
    come_back(client, provider, email="isla@elsewhere.example.org", email_verified=True)
    assert client.session["_auth_user_id"] == str(isla.pk)


def test_an_address_that_is_not_verified_proves_nothing(client: Client, provider: IdentityProvider) -> None:
    person()
    answer = come_back(client, provider, email="isla.reid@example.org", email_verified=False)
    assert answer.status_code == 403
    assert "Council sign-in did not confirm an e-mail address for you" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_somebody_unknown_is_told_to_ask_for_an_invitation(
    client: Client, provider: IdentityProvider
) -> None:
    answer = come_back(client, provider, email="stranger@example.org", email_verified=True)
    assert answer.status_code == 403
    assert "has no account here. Ask the coordinator" in answer.content.decode()
    assert not Person.objects.exists()


def test_an_answer_that_was_not_asked_for_is_refused(client: Client, provider: IdentityProvider) -> None:
    person()
    provider.claims = {"sub": "42", "email": "isla.reid@example.org", "email_verified": True}
    client.get(reverse("openid_connect_callback", args=["sso"]), {"code": CODE, "state": "made-up"})
    assert "_auth_user_id" not in client.session


def start(tmp_path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start coplan with these settings and have it say which provider it knows."""
    code = "import json; from coplan import settings; print(json.dumps(settings.SOCIALACCOUNT_PROVIDERS))"
    surroundings = {
        **os.environ,
        "COPLAN_DATA": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
        **settings,
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=False
    )


OIDC = {
    "OIDC_NAME": "Council sign-in",
    "OIDC_SERVER_URL": "https://sso.example.org",
    "OIDC_CLIENT_ID": "coplan",
    "OIDC_CLIENT_SECRET": "known-to-both",
}


def test_the_provider_comes_from_the_settings(tmp_path: Path) -> None:
    [app] = json.loads(start(tmp_path, **OIDC).stdout)["openid_connect"]["APPS"]
    assert (app["provider_id"], app["name"], app["client_id"]) == ("sso", "Council sign-in", "coplan")
    assert app["settings"] == {"server_url": "https://sso.example.org"}


def test_half_a_provider_stops_the_start_with_what_to_set(tmp_path: Path) -> None:
    stopped = start(tmp_path, **{**OIDC, "OIDC_CLIENT_SECRET": ""})
    assert stopped.returncode == 1
    assert (
        "OIDC_NAME is set but OIDC_CLIENT_SECRET is not. Set it too, or leave OIDC_NAME out."
        in stopped.stderr
    )
