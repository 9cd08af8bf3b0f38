"""'TK-003; TK-005 +10; M-002': what something waits for, read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coplan.engines.schedule import circle

MOST_LAG = 1000
_ONE = re.compile(r"(TK|M)-?0*(\d{1,8})\s*(?:([+\-−–])\s*(\d{1,4}))?(?:\s*d(?:ays?)?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Wait:
    """A reference, and how many working days later; below 0 they overlap."""

    reference: str
    lag: int = 0

    def __str__(self) -> str:
        return f"{self.reference} {self.lag:+d}" if self.lag else self.reference


def reference(letter: str, number: int) -> str:
    return f"{letter}-{number:03d}"


def waits(text: str) -> tuple[Wait, ...]:
    """Read what was typed. Raises ValidationError with what to write instead."""
    found: dict[str, Wait] = {}
    for part in re.split(r"[;,\n]", text):
        if not part.strip():
            continue
        match = _ONE.fullmatch(part.strip())
        if match is None:
            raise ValidationError(
                _("“%(part)s” is no reference. Write references like TK-003, or TK-003 +5 for a gap."),
                params={"part": part.strip()[:40]},
            )
        letter, number, sign, lag = match.groups()
        days = int(lag or 0)
        if days > MOST_LAG:
            raise ValidationError(_("A gap may be 1,000 working days at most."))
        name = reference(letter.upper(), int(number))
        found[name] = Wait(name, days if sign in (None, "+") else -days)
    return tuple(found.values())


@lru_cache(maxsize=8192)
def stored(text: str) -> tuple[Wait, ...]:
    """What a stored text says; one that cannot be read says nothing."""
    try:
        return waits(text) if text else ()
    except ValidationError:
        return ()


def written(found: Iterable[Wait]) -> str:
    return "; ".join(map(str, found))


def refuse_circle(after: Mapping[str, Iterable[str]], names: Mapping[str, str]) -> None:
    """Raise ValidationError with the names of those that would wait for each other."""
    found = circle({key: tuple(value) for key, value in after.items()})
    if found:
        named = [f"{one} {names.get(one, '')}".strip() for one in (*found, found[0])]
        raise ValidationError(
            _("These would wait for each other in a circle: %(names)s. Take out one of the links."),
            params={"names": " → ".join(named)},
        )
