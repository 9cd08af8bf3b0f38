"""Every check that is not a test; runs them all, then says which failed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from machine import ROOT
from setup import VENV

CHECKS = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "mypy": ["mypy"],
    "layers": ["lint-imports"],
    "templates": ["djlint", "--quiet", "--lint", "src"],
    "migrations": ["coplan", "manage", "makemigrations", "--check", "--dry-run"],
}

MOST_LINES = 40


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory(prefix="coplan-check-") as data:
        environment = {**os.environ, "COPLAN_DATA": data}
        for name, command in CHECKS.items():
            began = time.monotonic()
            done = subprocess.run(
                [VENV / "bin" / command[0], *command[1:]],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
            )
            print(
                f"{name:<12} {'failed' if done.returncode else 'passed'}  {time.monotonic() - began:5.1f} s",
                flush=True,
            )
            if done.returncode:
                failed.append(name)
                print(*f"{done.stdout}{done.stderr}".strip().splitlines()[-MOST_LINES:], sep="\n", flush=True)
    print(f"Checks failed: {', '.join(failed)}" if failed else "All checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
