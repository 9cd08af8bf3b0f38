"""`coplan demo` as people run it: in its own process, with a folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from coplan.demo.personas import PASSWORD, PERSONAS

READY = 60


def environment(folder: Path) -> dict[str, str]:
    dropped = ("COPLAN_", "EMAIL_", "OIDC_", "DJANGO_SETTINGS", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "COPLAN_DATA": str(folder)}


def coplan(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "coplan.cli", *words]
    return subprocess.run(
        command, env=environment(folder), capture_output=True, text=True, check=False, timeout=READY
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("example")
    loaded = coplan(made, "demo", "--load-only")
    assert (loaded.returncode, loaded.stdout, loaded.stderr) == (0, "", "")
    return made


@pytest.fixture
def taken() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def test_the_tables_made_at_once_leave_no_migration_to_do(folder: Path) -> None:
    checked = coplan(folder, "manage", "migrate", "--check", "--skip-checks")
    assert (checked.returncode, checked.stdout) == (0, "")


def test_it_serves_says_who_one_may_be_and_stops_at_ctrl_c(folder: Path, taken: int) -> None:
    command = [sys.executable, "-m", "coplan.cli", "demo", "--port", str(taken)]
    server = subprocess.Popen(
        command, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        page = first_page(f"http://localhost:{taken}/account/login/")
        assert "This is the example: choose who to be" in page
    finally:
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=READY)
    assert server.returncode == 0
    assert said.splitlines()[:2] == [
        f"coplan's example is at http://localhost:{taken}",
        f"Sign in with the password {PASSWORD} as:",
    ]
    assert [line.split()[0] for line in said.splitlines()[2:]] == [persona.email for persona in PERSONAS]


def first_page(address: str) -> str:
    until = time.monotonic() + READY
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def test_a_port_in_use_is_told_with_another_to_try(folder: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        refused = coplan(folder, "demo", "--port", str(port))
    assert refused.returncode == 2
    assert refused.stderr == (
        f"coplan demo: Port {port} cannot be used (address already in use). "
        f"Choose another, for example --port {port + 1}.\n"
    )


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_a_port_that_is_none_is_refused(folder: Path, port: str) -> None:
    refused = coplan(folder, "demo", f"--port={port}")
    assert (refused.returncode, "Give a whole number from 1 to 65535." in refused.stderr) == (2, True)
