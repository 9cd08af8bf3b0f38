"""The people of the example whom anyone who tries coplan may be, and the password they share."""

from __future__ import annotations

from dataclasses import dataclass

# Public on purpose: it opens nothing but the shipped example, which is served on localhost
PASSWORD = "living-well-together"  # noqa: S105


@dataclass(frozen=True)
class Persona:
    email: str
    name: str
    role: str


PERSONAS = (
    Persona("isla.reid@example.org", "Isla Reid", "coordinator"),
    Persona("peter.nowak@example.org", "Peter Nowak", "partner, for two organisations"),
    Persona("morag.sinclair@example.org", "Morag Sinclair", "commissioner, for the council"),
    Persona("jean.kerr@example.org", "Jean Kerr", "service user"),
    Persona("helen.ogilvie@example.org", "Helen Ogilvie", "funder"),
    Persona("david.achebe@example.org", "David Achebe", "evaluator"),
    Persona("fiona.laing@example.org", "Fiona Laing", "observer"),
    Persona("ruth.campbell@example.org", "Ruth Campbell", "programme team"),
)
