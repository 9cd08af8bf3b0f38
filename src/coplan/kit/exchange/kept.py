"""An upload waiting to be confirmed: kept by the site, never taken from the second request."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.utils import timezone

if TYPE_CHECKING:
    from coplan.kit.registers import Register

FOLDER = "imports"
KEPT_FOR = timedelta(days=1)
_SALT = "coplan.kit.exchange"


@dataclass(frozen=True)
class Kept:
    """A stored upload. `seen` tells whether the list is still as it was when the person looked."""

    path: str
    name: str
    seen: str

    def discard(self) -> None:
        default_storage.delete(self.path)

    def claim(self) -> bool:
        """Whether this request alone may store the rows: a second press of the button must not.

        The claim outlives the stored file, and is released only where nothing was stored.
        """
        return cache.add(f"import:{self.path}", True, KEPT_FOR.total_seconds())

    def release(self) -> None:
        cache.delete(f"import:{self.path}")


def keep(content: bytes) -> str:
    """Store an upload under a random name and return its path."""
    sweep()
    return default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}", ContentFile(content))


def token(register: Register, request: HttpRequest, upload: Kept) -> str:
    """What the page carries to its second step: signed, and bound to person, partnership and register."""
    return signing.dumps(
        {"path": upload.path, "name": upload.name, "seen": upload.seen, "for": _owner(register, request)},
        salt=_SALT,
    )


def kept(register: Register, request: HttpRequest, given: str) -> Kept | None:
    """The upload a token stands for; None when it is not this person's, too old or already used."""
    try:
        told = signing.loads(given, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    if told["for"] != _owner(register, request) or not default_storage.exists(told["path"]):
        return None
    return Kept(told["path"], told["name"], told["seen"])


def content(upload: Kept) -> bytes | None:
    """What was uploaded; None where another request was quicker to use or cancel it."""
    try:
        with default_storage.open(upload.path) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def _owner(register: Register, request: HttpRequest) -> list[Any]:
    partnership = request.partnership  # type: ignore[attr-defined]
    return [request.user.pk, partnership.pk, register.name()]


def sweep() -> int:
    """Delete uploads nobody confirmed within a day; returns how many."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    before = timezone.now() - KEPT_FOR
    paths = [f"{FOLDER}/{name}" for name in names]
    old = [path for path in paths if default_storage.get_modified_time(path) < before]
    for path in old:
        default_storage.delete(path)
    return len(old)
