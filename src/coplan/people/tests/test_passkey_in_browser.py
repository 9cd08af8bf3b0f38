"""A passkey is added and signs in, in a real browser with an authenticator of its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from coplan.people.tests.cast import person, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_signs_in(page: Page, live_server: Any) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    session = signed_in(person()).cookies[settings.SESSION_COOKIE_NAME].value
    # Passkeys belong to a name, not to a numbered address
    site = live_server.url.replace("127.0.0.1", "localhost")
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    page.goto(site + reverse("mfa_add_webauthn"))
    page.get_by_label("What you call it").fill("My phone")
    expect(page.get_by_label("It is enough by itself to sign in")).to_be_checked()
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(
        lambda address: "recovery-codes" in address or address.endswith(reverse("mfa_list_webauthn"))
    )
    page.goto(site + reverse("mfa_list_webauthn"))
    expect(page.get_by_role("rowheader", name="My phone")).to_be_visible()
    page.context.clear_cookies()
    page.goto(site + reverse("account_login") + "?next=" + reverse("people:profile"))
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My account", level=1)).to_be_visible()
