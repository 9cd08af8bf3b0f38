"""A partnership with a risk register, for tests of what every register does.

The models are looked up by name: the kit may not import what is built on it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.test import Client
from django_scopes import scope, scopes_disabled


def model(name: str) -> Any:
    return apps.get_model(name)


class Riverside:
    """Riverside, with a coordinator, a partner, an observer and someone from elsewhere."""

    def __init__(self) -> None:
        with scopes_disabled():
            self.partnership = model("partnerships.Partnership").objects.create(
                name="Riverside", slug="riverside", summary="Fewer falls at home."
            )
            charity = model("people.Organisation").objects.create(name="Riverside Care", sector="third")
            self.partner = self._add("partnerships.Partner", organisation=charity, role="lead-third")
            self.mairi = self.add_person("Mairi Grant", "coordinator", self.partner)
            self.tam = self.add_person("Tam Reid", "partner", self.partner)
            self.observer = self.add_person("Una Ross", "observer", None)
            self.outsider = model("people.Person").objects.create(name="Olu Ade", email="olu@example.org")

    def _add(self, name: str, **fields: Any) -> Any:
        return model(name).objects.create(partnership=self.partnership, **fields)

    def add_person(self, name: str, role: str, partner: Any, email: str = "") -> Any:
        email = email or f"{name.split()[0].lower()}@example.org"
        person = model("people.Person").objects.create(name=name, email=email)
        with scopes_disabled():
            return self._add(
                "partnerships.Participant",
                person=person,
                partner=partner,
                role=role,
                starts_on=date(2020, 1, 1),
            )

    def add_elsewhere(self, name: str) -> None:
        """Somebody who takes part in another partnership only."""
        other = model("partnerships.Partnership").objects.create(
            name="Hillside", slug="hillside", summary="Rest."
        )
        person = model("people.Person").objects.create(name=name)
        with scopes_disabled():
            model("partnerships.Participant").objects.create(
                partnership=other, person=person, role="partner", starts_on=date(2020, 1, 1)
            )

    def risk(self, title: str = "Volunteers fall short", **fields: Any) -> Any:
        with scope(partnership=self.partnership):
            return self._add("raid.Risk", **{"title": title, "probability": 4, "impact": 3, **fields})

    def risks(self) -> list[Any]:
        with scope(partnership=self.partnership):
            return list(model("raid.Risk").objects.order_by("number"))

    def as_(self, participant: Any) -> Client:
        client = Client()
        client.force_login(getattr(participant, "person", participant))
        return client

    def url(self, rest: str = "") -> str:
        return f"/p/riverside/risks/{rest}"
