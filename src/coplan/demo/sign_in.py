"""Signing in to the example with its public password, where the example is being shown and nowhere else.

No password is stored for these people: a data folder of the example that is later served for real opens to nobody.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from coplan.demo.personas import PASSWORD, PERSONAS
from coplan.people.models import Person

_ADDRESSES = frozenset(persona.email for persona in PERSONAS)


class ExampleBackend(BaseBackend):
    """Named in the settings only where COPLAN_DEMO is yes and the site is on localhost."""

    def authenticate(
        self, request: HttpRequest | None, email: str = "", password: str = "", **others: Any
    ) -> Person | None:
        if email.lower() not in _ADDRESSES or not constant_time_compare(password, PASSWORD):
            return None
        return Person.objects.get_queryset().by_email(email).filter(is_active=True).first()

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.filter(pk=user_id, is_active=True).first()
