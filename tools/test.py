"""The whole suite: on SQLite with a real browser, then again on PostgreSQL. Says last what ran and what did not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import ROOT, browser, install, missing_for_tests
from postgres import NoServerError, throwaway

PYTEST = [sys.executable, "-m", "pytest", "-n", "2"]
# They know no database or use one of their own: once is enough
ONCE = (
    "src/coplan/engines",
    "src/coplan/guidance",
    "src/coplan/packs",
    "tests/test_architecture.py",
    "tests/test_docs_current.py",
    # Who may do what is decided above the database; every register and every context's pages are tried on both
    "tests/test_every_url.py",
    "tests/test_links.py",
    "tests/test_migrations.py",
)
ON_POSTGRES = [
    *("-m", "not browser"),
    *(part for path in ONCE for part in ("--ignore", path)),
    *("--ignore-glob", "src/coplan/kit/tests/test_charts*"),
]


def main(options: list[str]) -> int:
    install(missing_for_tests())
    if browser():
        report = [_suite("SQLite and browser", ["-m", "not postgres"], "", options)]
    else:
        report = [
            _suite("SQLite", ["-m", "not postgres and not browser"], "", options),
            "SKIPPED: browser tests. No Chromium here: install Debian's package chromium.",
        ]
    report.append(_on_postgres(options))
    print("\n" + "\n".join(report), flush=True)
    return 1 if any("FAILED" in line for line in report) else 0


def _on_postgres(options: list[str]) -> str:
    given = os.environ.get("DATABASE_URL", "")
    if given:
        return _suite("PostgreSQL at DATABASE_URL", ON_POSTGRES, given, options)
    try:
        with throwaway() as server:
            return _migrations(server.url) or _suite(server.source, ON_POSTGRES, server.url, options)
    except NoServerError as error:
        return f"SKIPPED: PostgreSQL tests. {error}"


def _migrations(database: str) -> str:
    """What went wrong in migrating an empty PostgreSQL database; nothing if all went well."""
    with tempfile.TemporaryDirectory(prefix="coplan-tests-") as data:
        environment = {**os.environ, "DATABASE_URL": database, "COPLAN_DATA": data}
        command = [Path(sys.executable).with_name("coplan"), "manage", "migrate", "--verbosity", "0"]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    return "PostgreSQL: FAILED to migrate an empty database, see above" if done.returncode else ""


def _suite(title: str, arguments: list[str], database: str, options: list[str]) -> str:
    print(f"\n{title}", flush=True)
    began = time.monotonic()
    environment = {**os.environ, "DATABASE_URL": database}
    done = subprocess.run(
        [*PYTEST, *arguments, *options], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL
    )
    outcome = "FAILED" if done.returncode else "passed"
    return f"{title}: {outcome} in {time.monotonic() - began:.0f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
