"""Settings read from the environment, each declared once with its meaning.

`docs/settings.md` and `.env.example` are made from `SETTINGS`; a test keeps them current.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})


class SettingError(SystemExit):
    """A setting is wrong; the message says which and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(f"coplan cannot start: {message}")


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, what happens without it, and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "COPLAN_URL",
        "http://localhost:8000",
        "The address people use, with http or https and the port if any.",
    ),
    Setting("COPLAN_DATA", "var", "Folder for the database, attachments and the generated secret key."),
    Setting("COPLAN_SECRET_KEY", "", "Signing key; generated and kept in the data folder when empty."),
    Setting(
        "COPLAN_DEBUG",
        "no",
        "Show error details in the browser: yes or no. Refused unless serving localhost.",
    ),
    Setting("COPLAN_DEMO", "no", "Load the shipped example and show how to sign in to it: yes or no."),
    Setting("COPLAN_HOSTS", "", "Further host names to answer to, separated by commas."),
    Setting("DATABASE_URL", "", "PostgreSQL, as postgres://user:password@host/name; SQLite when empty."),
    Setting(
        "EMAIL_URL",
        "",
        "Mail server, as smtp://user:password@host:587 or smtps://; mail is kept as files when empty.",
    ),
    Setting("EMAIL_FROM", "coplan@localhost", "The sender of every e-mail."),
    Setting("COPLAN_ATTACHMENT_MB", "20", "Largest attachment, in megabytes."),
    Setting(
        "OIDC_NAME", "", "Name of a single sign-on provider as shown on the sign-in page; off when empty."
    ),
    Setting("OIDC_SERVER_URL", "", "The provider's OpenID Connect address."),
    Setting("OIDC_CLIENT_ID", "", "Client id given by the provider."),
    Setting("OIDC_CLIENT_SECRET", "", "Client secret given by the provider."),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def text(name: str) -> str:
    """The value of a declared setting; an empty variable counts as not set."""
    return os.environ.get(name, "").strip() or _DEFAULTS[name]


def yes_or_no(name: str) -> bool:
    value = text(name).lower()
    if value not in {"yes", "no"}:
        raise SettingError(f"{name} is {value!r}. Set it to yes or no.")
    return value == "yes"


def whole_number(name: str, *, low: int, high: int) -> int:
    value = text(name)
    if not value.isdecimal() or not low <= int(value) <= high:
        raise SettingError(f"{name} is {value!r}. Set it to a whole number from {low} to {high}.")
    return int(value)


def data_folder() -> Path:
    folder = Path(text("COPLAN_DATA")).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    except OSError as error:
        raise SettingError(
            f"the data folder {folder} cannot be made ({error.strerror}). Set COPLAN_DATA to a folder you may write to."
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """The signing key: from the environment, else made once and kept beside the data."""
    given = text("COPLAN_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise SettingError("COPLAN_SECRET_KEY is too short. Use 32 characters or more, or leave it out.")
        return given
    file = folder / "secret_key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(file)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_urlsafe(50))
    return _kept_key(file)


def _kept_key(file: Path) -> str:
    key = file.read_text().strip()
    if len(key) < 32:
        raise SettingError(f"{file} does not hold a signing key. Remove it and a new one is made.")
    return key


@dataclass(frozen=True)
class Address:
    """Where people reach coplan."""

    scheme: str
    host: str
    origin: str

    @property
    def is_local(self) -> bool:
        return self.host in LOCAL_HOSTS


def address() -> Address:
    value = text("COPLAN_URL").rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingError(f"COPLAN_URL is {value!r}. Write it like https://coplan.example.org.")
    found = Address(parts.scheme, parts.hostname, value)
    if found.scheme == "http" and not found.is_local:
        raise SettingError(f"COPLAN_URL is {value!r}. Outside localhost it must begin with https://.")
    return found
