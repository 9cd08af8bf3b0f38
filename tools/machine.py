"""What this machine has, and what can be installed on it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PANGO = {"libpango-1.0.so.0": "libpango-1.0-0", "libpangoft2-1.0.so.0": "libpangoft2-1.0-0"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing_pango() -> list[str]:
    """Debian packages that PDF documents need and this machine lacks."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in PANGO.items() if not _loads(library)]


def missing_for_tests() -> list[str]:
    """Debian packages that the browser and PDF tests need and this machine lacks."""
    wanted = missing_pango()
    if not browser():
        wanted.append("chromium")
    if not shutil.which("pdftotext"):
        wanted.append("poppler-utils")
    return wanted


def browser() -> str | None:
    """The Chromium to test with."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def install(packages: list[str]) -> bool:
    """Install Debian packages where that needs no password; otherwise say the line to run."""
    if not packages:
        return True
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(packages)} …", flush=True)
        if _quietly("apt-get update") and _quietly(line):
            return True
        print("That did not work.")
    print(f"Missing from this machine: {', '.join(packages)}. On Debian or Ubuntu: sudo {line}", flush=True)
    return False


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _quietly(line: str) -> bool:
    done = subprocess.run(
        line.split(),
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        print(done.stderr.strip()[-2000:], file=sys.stderr)
    return done.returncode == 0
