"""Make .venv hold exactly what the lock file says: `setup.py run` to run coplan, `setup.py dev` to work on it.

A second run compares one fingerprint and does nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from machine import ROOT, install, missing_pango

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
UV = "uv>=0.13,<0.14"


def main(kind: str) -> None:
    install(missing_pango())
    # Everything in the first lock is also in the second
    if any(
        _stamp(done).exists() and _stamp(done).read_text() == _fingerprint(done) for done in {kind, "dev"}
    ):
        return
    print("Setting up .venv …", flush=True)
    _make_venv()
    _install_locked(LOCKS[kind])
    _stamp(kind).write_text(_fingerprint(kind))


def _stamp(kind: str) -> Path:
    return VENV / f".coplan-{kind}"


def _fingerprint(kind: str) -> str:
    """Changes with the lock, the declared commands, the place and the Python."""
    parts = [LOCKS[kind].read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(VENV).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _make_venv() -> None:
    if PYTHON.exists() and _run(PYTHON, "-c", "import pip", check=False):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not _run(sys.executable, "-m", "venv", VENV, check=False):
        install(["python3-venv"])
        _run(sys.executable, "-m", "venv", "--clear", VENV)


def _install_locked(lock: Path) -> None:
    if _run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV, check=False):
        uv = [VENV / "bin" / "uv", "--no-config", "pip", "install", "--quiet", "-p", PYTHON]
        # Without compiled files every start takes three seconds more
        _run(*uv, "--require-hashes", "--compile-bytecode", "-r", lock)
        _run(*uv, "--no-deps", "-e", ROOT)
    else:
        print("uv cannot be had; using pip, which takes about a minute.", flush=True)
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run(*pip, "--require-hashes", "-r", lock)
        _run(*pip, "--no-deps", "-e", ROOT)


def _run(*command: object, check: bool = True) -> bool:
    environment = {**os.environ, "UV_SYSTEM_CERTS": "1"}
    done = subprocess.run(
        [str(part) for part in command], env=environment, stdin=subprocess.DEVNULL, cwd=ROOT
    )
    if check and done.returncode:
        sys.exit(f"Setting up failed at: {' '.join(map(str, command))}")
    return done.returncode == 0


if __name__ == "__main__":
    # An older Python can read this file, and gets a sentence instead of a traceback
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit("coplan needs Python 3.11 or newer. Install it, then run make again.")
    if sys.argv[1:] not in (["run"], ["dev"]):
        sys.exit("Say what for: tools/setup.py run, or tools/setup.py dev.")
    main(sys.argv[1])
