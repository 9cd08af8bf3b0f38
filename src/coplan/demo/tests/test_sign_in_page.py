"""The sign-in page of the example offers its people; no other installation's does."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.test import Client

from coplan.demo.personas import PASSWORD, PERSONAS

pytestmark = pytest.mark.django_db


def test_the_example_offers_its_people(settings: Any) -> None:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append("coplan.demo.context.personas")
    settings.TEMPLATES = templates
    page = Client().get("/account/login/").content.decode()
    assert [persona.email for persona in PERSONAS if f'value="{persona.email}"' in page] == [
        persona.email for persona in PERSONAS
    ]
    assert page.count(f'value="{PASSWORD}"') == len(PERSONAS)


def test_another_installation_says_nothing_of_them(settings: Any) -> None:
    assert settings.DEMO is False
    page = Client().get("/account/login/").content.decode()
    assert PASSWORD not in page
    assert "isla.reid@example.org" not in page
