"""Trace: what a figure rests on, as a ladder from the figure down to the need."""

from dataclasses import dataclass
from datetime import date

from .svg import safe_href


@dataclass(frozen=True)
class Rung:
    """One thing a figure rests on: what kind, its name and value, who says so and when, and its record.

    `changed` says in words what has changed since the figure was last signed; empty while nothing has.
    """

    kind: str
    label: str
    value: str = ""
    source: str = ""
    dated: date | None = None
    href: str = ""
    changed: str = ""

    @property
    def sourced(self) -> bool:
        """Whether it says where it comes from."""
        return bool(self.source)

    @property
    def address(self) -> str:
        """The record's address if it is safe to link to."""
        return safe_href(self.href)


@dataclass(frozen=True)
class Ladder:
    """Rungs from the figure (first) to what it rests on in the end (last); shown by `{% ladder l %}`."""

    title: str
    rungs: tuple[Rung, ...]
