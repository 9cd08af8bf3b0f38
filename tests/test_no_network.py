"""The suite speaks to this machine only."""

import socket

import pytest

from conftest import NetworkUseError


def test_another_machine_is_refused() -> None:
    with socket.socket() as speaker, pytest.raises(NetworkUseError, match=r"tried to reach 192\.0\.2\.1"):
        speaker.connect(("192.0.2.1", 80))


def test_this_machine_is_reached() -> None:
    with socket.socket() as listener, socket.socket() as speaker:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        speaker.connect(listener.getsockname())
        assert speaker.getpeername() == listener.getsockname()
