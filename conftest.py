"""Fixtures for every test: no network, no open scope, a real browser."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django_scopes import get_scope

from tools.machine import browser

# The live server runs in a thread beside playwright's own event loop
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytest_plugins = ["coplan.partnerships.testing"]

LOOPBACK = ("127.", "::1", "localhost")
CHROMIUM = browser()
QUIET_BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NetworkUseError(AssertionError):
    """A test reached for another machine."""


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Only this machine may be spoken to."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(LOOPBACK):
            raise NetworkUseError(
                f"A test tried to reach {address[0]}. Give it a fake of that service instead."
            )
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def clean_process() -> Iterator[None]:
    """Nothing is carried from one test to the next."""
    yield
    if not settings.configured:
        return
    cache.clear()
    assert not {name: value for name, value in get_scope().items() if name != "_enabled"}, (
        "a scope was left open"
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET_BROWSER}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}
