"""Reading decoded JSON strictly: wrong types, missing and unknown keys become faults, never guesses."""

import json
import math
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from coplan.engines import Fault

Faults = list[Fault]
LONGEST_SHOWN = 40
NO_DATE = date.min

Row = TypeVar("Row")


class Entry:
    """One JSON object being read. Every fault is noted in `faults`; nothing is raised.

    A number that could not be read comes back as NaN, a text as '', so reading goes on to the end.
    The outermost object has the path ''; `root` is what a fault of the whole file calls it.
    """

    def __init__(
        self, value: object, path: str, keys: tuple[str, ...], faults: Faults, root: str = "file"
    ) -> None:
        self.path, self.faults = path, faults
        self.readable = isinstance(value, dict)
        self.content: dict[str, object] = value if isinstance(value, dict) else {}
        if not self.readable:
            self._fault(path or root, f"{shown(value)} is not an object in braces {{}}")
        for key in self.content:
            if key not in keys:
                self._fault(self.at(str(key)), _unknown(str(key), keys))

    def at(self, key: str) -> str:
        """Return the path of one key; a key that is no plain word is quoted."""
        name = key if key.replace("_", "").replace("-", "").isalnum() else json.dumps(key)
        return f"{self.path}.{name}" if self.path else name

    def has(self, key: str) -> bool:
        return key in self.content

    def required(self, key: str, kind: str) -> object:
        """Return the value, noting a fault where the key is absent."""
        if self.readable and not self.has(key):
            self._fault(self.at(key), f"it is missing; give {kind}")
        return self.content.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text; without a default the key must be there."""
        if not self.has(key) and default is not None:
            return default
        value = self.required(key, "a text")
        if not isinstance(value, str):
            if self.has(key):
                self._fault(self.at(key), f"{shown(value)} is not a text")
            return ""
        return value

    def flag(self, key: str, default: bool) -> bool:
        """Read true or false."""
        value = self.content.get(key, default)
        if not isinstance(value, bool):
            self._fault(self.at(key), f"{shown(value)} is not true or false")
            return default
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """Read a number; without a default the key must be there. true and false are no numbers."""
        if not self.has(key) and default is not None:
            return default
        value = self.required(key, "a number")
        return self.as_number(self.at(key), value) if self.has(key) else math.nan

    def number_or_none(self, key: str) -> float | None:
        """Read a number; absent and null are None."""
        return None if self.content.get(key) is None else self.number(key)

    def day(self, key: str) -> date:
        """Read a date that has to be there; one that cannot be read comes back as `NO_DATE`."""
        value = self.required(key, "a date such as 2026-01-31")
        return self.as_day(self.at(key), value) if self.has(key) else NO_DATE

    def as_day(self, path: str, value: object) -> date:
        """Return `value` as a date, or note that it is none and return `NO_DATE`."""
        try:
            # fromisoformat alone would let 20260131 and 2026-W05-6 through
            if isinstance(value, str) and (day := date.fromisoformat(value)).isoformat() == value:
                return day
        except ValueError:
            pass
        self._fault(path, f"{shown(value)} is not a date; write it as 2026-01-31")
        return NO_DATE

    def as_number(self, path: str, value: object) -> float:
        """Return `value` as a float, or note that it is no number and return NaN."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            hint = "; write it without quotation marks" if _is_quoted_number(value) else ""
            self._fault(path, f"{shown(value)} is not a number{hint}")
            return math.nan
        try:
            return float(value)
        except OverflowError:
            return math.inf

    def items(self, key: str, default: list[object] | None = None) -> list[object]:
        """Read a list; without a default the key must be there."""
        if not self.has(key) and default is not None:
            return default
        value = self.required(key, "a list in brackets []")
        if not isinstance(value, list):
            if self.has(key):
                self._fault(self.at(key), f"{shown(value)} is not a list in brackets []")
            return []
        return value

    def _fault(self, path: str, message: str) -> None:
        self.faults.append(Fault(path, message))


def each(
    entry: Entry, key: str, items: Iterable[object], read: Callable[[object, str, Faults], Row]
) -> tuple[Row, ...]:
    """Read each item of a list under its own path."""
    return tuple(read(item, f"{entry.at(key)}[{index}]", entry.faults) for index, item in enumerate(items))


def uncovered(found: Iterable[Fault], faults: Faults) -> Faults:
    """Return the faults found in values, without those where a fault of form already covers the place."""
    formed = [fault.path for fault in faults]
    return [fault for fault in found if not any(_same_place(fault.path, path) for path in formed)]


def shown(value: object) -> str:
    """Return a value as it stood in the file, short enough for one line."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _unknown(key: str, keys: tuple[str, ...]) -> str:
    close = get_close_matches(key, keys, n=1)
    return f"unknown key; did you mean {close[0]}?" if close else f"unknown key; known are {', '.join(keys)}"


def _same_place(path: str, other: str) -> bool:
    return path == other or _within(path, other) or _within(other, path)


def _within(path: str, outer: str) -> bool:
    return path.startswith((f"{outer}.", f"{outer}["))


def _is_quoted_number(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False
