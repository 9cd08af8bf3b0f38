"""Which parts of the logic model rest on something that changed since partners signed.

Documents know what was signed and are a reader, so they tell: `tell_changed_with(function)`, called once
when the app is ready. The function gives the primary keys of changed elements within the open scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

_tellers: list[Callable[[], Iterable[int]]] = []


def tell_changed_with(teller: Callable[[], Iterable[int]]) -> None:
    """Say how changed elements are found; the last one told counts."""
    _tellers[:] = [teller]


def changed_since_signed() -> frozenset[int]:
    """Keys of elements that changed since they were signed; empty where nothing tells."""
    return frozenset(_tellers[0]()) if _tellers else frozenset()
