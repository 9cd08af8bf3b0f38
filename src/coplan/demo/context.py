"""What the sign-in page of the example shows: who one may be. Used only where COPLAN_DEMO is yes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from coplan.demo.personas import PASSWORD, PERSONAS


def personas(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the example's people and the password they share."""
    return {"demo_personas": PERSONAS, "demo_password": PASSWORD}
