"""People and organisations for tests, made the way the site makes them."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

from coplan.people.models import Organisation, Person, Sector
from coplan.people.services import create_person


def person(name: str = "Isla Reid", **more: Any) -> Person:
    address = more.pop("email", f"{name.lower().replace(' ', '.')}@example.org")
    return create_person(name=name, email=address, **more)


def organisation(name: str = "Ferry House", **more: Any) -> Organisation:
    return Organisation.objects.create(name=name, sector=more.pop("sector", Sector.THIRD), **more)


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def code_in_last_mail() -> str:
    """The code an e-mail asks to be typed."""
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)


def link_in_last_mail() -> str:
    """The path of the link in an e-mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found.group(1)
