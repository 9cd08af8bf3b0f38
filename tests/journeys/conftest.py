"""The shipped example in every browser's test: loaded once a process, copied back before each test."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from coplan.demo import loading
from coplan.people.models import Person

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 740}
SLUG = "living-well-together"


@pytest.fixture(scope="session")
def example_copy(django_db_setup: None, django_db_blocker: Any) -> Iterator[sqlite3.Connection]:
    """The example as it was loaded, in a database no test writes to."""
    with django_db_blocker.unblock(), sqlite3.connect(":memory:", check_same_thread=False) as kept:
        empty = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(empty)
        loading.load(timezone.localdate())
        connection.connection.backup(kept)
        # Other tests of this process expect the tables empty
        empty.backup(connection.connection)
        empty.close()
        yield kept
    kept.close()


@pytest.fixture
def example(transactional_db: None, example_copy: sqlite3.Connection) -> str:
    """The example's partnership, by its short name, as if nobody had touched it."""
    connection.ensure_connection()
    example_copy.backup(connection.connection)
    return SLUG


@dataclass
class Visitor:
    """One person with a browser of their own; `screens` counts the pages they had to see."""

    page: Page
    site: str
    screens: int = 0

    def open(self, path: str) -> Page:
        address = path if path.startswith("http") else f"{self.site}{path}"
        self.page.goto(address)
        return self.page

    def at(self, path: str) -> Page:
        """A page of the example's partnership."""
        return self.open(f"/p/{SLUG}/{path}")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path


Enter = Callable[..., Visitor]


@pytest.fixture
def visit(new_context: Callable[..., BrowserContext], live_server: Any, example: str) -> Enter:
    """`visit("isla.reid")` is Isla with a browser, signed in; no name is somebody unknown."""

    def enter(name: str = "", *, size: dict[str, int] = WIDE, script: bool = True) -> Visitor:
        context = new_context(viewport=size, java_script_enabled=script)
        context.set_default_timeout(20_000)
        if name:
            context.add_cookies([session_of(name, live_server.url)])
        visitor = Visitor(context.new_page(), live_server.url)
        visitor.page.on("domcontentloaded", lambda _page: _count(visitor))
        return visitor

    return enter


def _count(visitor: Visitor) -> None:
    visitor.screens += 1


def session_of(name: str, site: str) -> Any:
    client = Client()
    client.force_login(Person.objects.get(email=f"{name}@example.org"))
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": site,
    }


def pick(page: Page, answer: str) -> None:
    """Choose a drawn radio button or tick box as people do: by its words."""
    page.locator("label").filter(has_text=answer).first.click()
