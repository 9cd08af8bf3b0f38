"""A small OpenID Connect provider on this machine.

It holds its client to the protocol: a wrong secret, code or return address gets the error that
the standard prescribes, so a sign-in that passes here was asked for properly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

CLIENT, SECRET, CODE, TOKEN = "coplan", "known-to-both", "one-time-code", "bearer-of-good-news"


class IdentityProvider(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.claims: dict[str, Any] = {}
        self.return_address = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def settings(self) -> dict[str, Any]:
        """What `settings.SOCIALACCOUNT_PROVIDERS` holds when the OIDC settings name this provider."""
        app = {
            "provider_id": "sso",
            "name": "Council sign-in",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.address},
        }
        return {"openid_connect": {"APPS": [app]}}


class _Answers(BaseHTTPRequestHandler):
    server: IdentityProvider

    def do_GET(self) -> None:
        if self.path == "/.well-known/openid-configuration":
            at = self.server.address
            self._say(
                200,
                {
                    "issuer": at,
                    "authorization_endpoint": f"{at}/authorize",
                    "token_endpoint": f"{at}/token",
                    "userinfo_endpoint": f"{at}/userinfo",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                },
            )
        elif self.path == "/userinfo" and self.headers["Authorization"] == f"Bearer {TOKEN}":
            self._say(200, self.server.claims)
        else:
            self._say(401, {"error": "invalid_token"})

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        asked = {name: values[0] for name, values in sent.items()}
        if (asked.get("client_id"), asked.get("client_secret")) != (CLIENT, SECRET):
            self._say(401, {"error": "invalid_client"})
        elif asked.get("code") != CODE or asked.get("redirect_uri") != self.server.return_address:
            self._say(400, {"error": "invalid_grant"})
        else:
            self._say(200, {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 60})

    def _say(self, status: int, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Silent: test output is for failures."""


@contextmanager
def running() -> Iterator[IdentityProvider]:
    provider = IdentityProvider()
    Thread(target=provider.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
