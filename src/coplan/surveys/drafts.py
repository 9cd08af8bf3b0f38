"""What somebody has answered so far: kept for a day in the cache, behind a random cookie, and nowhere else.

Nothing about the sender goes in. How often a link is used is counted for the link, not for the person.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from coplan.surveys.models import Wave

COOKIE = "answering"
LIFE = 24 * 60 * 60
# Long enough to write the words down, short enough for a tablet that goes round
SHOWN_AFTER = 30 * 60
MOST_A_MINUTE = 120
MOST_TRIES = 8
MOST_TRIES_AN_HOUR = 200
_NAME = re.compile(r"[A-Za-z0-9_-]{20,60}")


@dataclass
class Draft:
    """One sheet being filled in. `key` is the number it is stored under, once."""

    name: str
    easy: bool
    key: UUID = field(default_factory=uuid4)
    kept: dict[str, Any] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    code: str = ""
    asked_code: bool = False
    tries: int = 0
    done: bool = False


def _place(wave: Wave, name: str) -> str:
    return f"survey-draft-{wave.pk}-{name}"


def begin(wave: Wave, *, easy: bool) -> Draft:
    return Draft(secrets.token_urlsafe(24), easy)


def find(request: HttpRequest, wave: Wave) -> Draft | None:
    name = request.COOKIES.get(COOKIE, "")
    found = cache.get(_place(wave, name)) if _NAME.fullmatch(name) else None
    return found if isinstance(found, Draft) else None


def keep(wave: Wave, draft: Draft) -> None:
    cache.set(_place(wave, draft.name), draft, SHOWN_AFTER if draft.done else LIFE)


def drop(request: HttpRequest, wave: Wave, response: HttpResponse) -> None:
    """Forget it all, the cookie too."""
    name = request.COOKIES.get(COOKIE, "")
    if _NAME.fullmatch(name):
        cache.delete(_place(wave, name))
    response.delete_cookie(COOKIE, path=path_of(wave))


def hand_over(wave: Wave, draft: Draft, response: HttpResponse, *, secure: bool) -> None:
    response.set_cookie(
        COOKIE, draft.name, max_age=LIFE, path=path_of(wave), httponly=True, secure=secure, samesite="Lax"
    )


def path_of(wave: Wave) -> str:
    return f"/s/{wave.token}/"


def is_crowded(wave: Wave) -> bool:
    """Whether more sheets are begun in this minute than people can; nobody in particular is counted."""
    return _counted(f"survey-begun-{wave.pk}", 60) > MOST_A_MINUTE


def may_try_code(wave: Wave) -> bool:
    """Whether code words may be tried: with enough tries somebody else's would be found."""
    return _counted(f"survey-codes-{wave.survey_id}", 3600) <= MOST_TRIES_AN_HOUR


def _counted(name: str, seconds: int) -> int:
    cache.add(name, 0, seconds)
    try:
        return cache.incr(name)
    except ValueError:
        # It ran out between the two
        return 1
