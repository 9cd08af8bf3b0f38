"""`coplan demo`: the shipped example on this machine, loaded once and served until Ctrl-C."""

from __future__ import annotations

import gc
import socket
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils import timezone

from coplan.demo import database, loading
from coplan.demo.personas import PASSWORD, PERSONAS

HOST = "127.0.0.1"
WRONG = 2


class Command(BaseCommand):
    # Checks are the tests' task; here they would only slow the start
    requires_system_checks = ()
    help = "Load the shipped example into an empty database and serve it on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=_port, default=8000, help="where to listen (default: 8000)")
        parser.add_argument("--load-only", action="store_true", help="load the example and stop")

    def handle(self, *args: Any, port: int, load_only: bool, **options: Any) -> None:
        if not load_only:
            self._refuse_taken(port)
        database.prepare()
        try:
            loading.refuse_strangers()
        except loading.NotTheExampleError as fault:
            self._refuse(str(fault))
        if not loading.is_loaded():
            _load()
        if not load_only:
            self.stdout.write(_welcome(port))
            self.stdout.flush()
            _serve(port)

    def _refuse_taken(self, port: int) -> None:
        with socket.socket() as trial:
            # As the server will: a port that was left a moment ago may be used again
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HOST, port))
            except OSError as fault:
                reason = (fault.strerror or "unknown reason").lower()
                self._refuse(
                    f"Port {port} cannot be used ({reason}). Choose another, for example --port {_other(port)}."
                )

    def _refuse(self, sentence: str) -> NoReturn:
        """One sentence and the code of a wrong input, like every other coplan command."""
        self.stderr.write(f"coplan demo: {sentence}")
        raise SystemExit(WRONG)


def _load() -> None:
    # A quarter of the time would go into looking for garbage that is not there
    gc.disable()
    try:
        loading.load(timezone.localdate())
    finally:
        gc.enable()


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"{text!r} is no port. Give a whole number from 1 to 65535.")
    return int(text)


def _other(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8001


def _welcome(port: int) -> str:
    width = max(len(persona.email) for persona in PERSONAS)
    lines = [f"  {persona.email:<{width}}  {persona.role}" for persona in PERSONAS]
    return "\n".join(
        [
            f"coplan's example is at http://localhost:{port}",
            f"Sign in with the password {PASSWORD} as:",
            *lines,
        ]
    )


def _serve(port: int) -> None:
    # The server is loaded only to serve: loading the example alone stays quick
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    Granian(
        "coplan.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        log_level=LogLevels.error,
    ).serve()
