"""Periods that are locked: a context above says which, and no reading in them is entered or corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

Lock = Callable[[Any, date], str]
_locks: list[Lock] = []


def lock_with(asked: Lock) -> Lock:
    """Add a lock: given the partnership's id and the last day of a reading, why it is locked, or nothing."""
    if asked not in _locks:
        _locks.append(asked)
    return asked


def why_locked(partnership_id: int, ends_on: date) -> str:
    """The reason in a sentence; empty where the period is not locked."""
    return next((told for asked in _locks if (told := asked(partnership_id, ends_on))), "")


def refuse_locked(partnership_id: int, ends_on: date) -> None:
    """Raise where the period is locked."""
    told = why_locked(partnership_id, ends_on)
    if told:
        raise ValidationError(told)
