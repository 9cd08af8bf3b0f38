"""Counts, the sums that tie them together, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

LEAST_THRESHOLD = 3
USUAL_THRESHOLD = 5


class DisclosureError(ValueError):
    """A table that cannot be protected because it is not a table; the message says what to mend."""


@dataclass(frozen=True)
class Cell:
    """One whole number.

    `printed` is off for a number that is never written itself but follows from others: of 18 in 20, the 2.
    `known` is on for what everybody may have read before, so that hiding it now would help nobody.
    `hidden_before` keeps hidden what an earlier release hid. `is_total` is hidden only after the parts.
    """

    key: str
    count: int
    printed: bool = True
    known: bool = False
    hidden_before: bool = False
    is_total: bool = False


@dataclass(frozen=True)
class Sum:
    """A total and the parts that add up to it, by their keys."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Cells and sums. A count from 1 to `threshold` − 1 is small; a 0 is too, unless zeros are shown."""

    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...]
    threshold: int = USUAL_THRESHOLD
    zeros_shown: bool = True

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD:
            raise DisclosureError(f"The threshold is {self.threshold}; it must be {LEAST_THRESHOLD} or more.")
        counts = {cell.key: cell.count for cell in self.cells}
        if len(counts) != len(self.cells):
            raise DisclosureError("Two cells have the same key; give each its own.")
        for cell in self.cells:
            if cell.count < 0:
                raise DisclosureError(f"{cell.key} is {cell.count}; a count cannot be below 0.")
        for one in self.sums:
            unknown = {one.total, *one.parts} - set(counts)
            if unknown:
                raise DisclosureError(f"A sum names {min(unknown)}, which is not a cell.")
            added = sum(counts[part] for part in one.parts)
            if added != counts[one.total]:
                raise DisclosureError(
                    f"The parts of {one.total} add up to {added}, but it is {counts[one.total]}."
                )

    @cached_property
    def by_key(self) -> dict[str, Cell]:
        return {cell.key: cell for cell in self.cells}

    def is_small(self, cell: Cell) -> bool:
        """Whether a count could point at somebody."""
        if cell.count == 0:
            return not self.zeros_shown and cell.printed
        return cell.count < self.threshold

    @property
    def floor(self) -> int:
        """The least a hidden figure can be: where zeros are shown, what is hidden is not 0."""
        return 1 if self.zeros_shown else 0


class Why(StrEnum):
    """Why a figure is not shown."""

    SMALL = "small"
    """It is below the threshold."""
    BEFORE = "before"
    """An earlier release hid it."""
    COMPLEMENT = "complement"
    """A hidden figure could be worked back from it."""


@dataclass(frozen=True)
class Interval:
    """The least and the greatest a hidden figure can be; None is without end."""

    low: int
    high: int | None

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def hides(self, threshold: int) -> bool:
        """Whether it leaves `threshold` numbers or more, and one that is not small among them."""
        return self.high is None or (self.high >= threshold and self.high - self.low >= threshold - 1)


@dataclass(frozen=True)
class Release:
    """What a reader sees: shown values, hidden printed cells, cells never printed, and the sums."""

    shown: Mapping[str, int]
    hidden: tuple[str, ...]
    unprinted: tuple[str, ...]
    sums: tuple[Sum, ...]
    floor: int


@dataclass(frozen=True)
class Verdict:
    """What becomes of one printed cell: its value, or why it is hidden and what can still be said of it."""

    key: str
    value: int | None
    why: Why | None = None
    interval: Interval | None = None


@dataclass(frozen=True)
class Protected:
    """A table as it may be shown.

    `exposed` names small counts that stay open to calculation whatever is hidden, because of what was known
    before: such a table must not be released.
    """

    verdicts: tuple[Verdict, ...]
    release: Release
    exposed: tuple[str, ...]

    @cached_property
    def by_key(self) -> dict[str, Verdict]:
        return {one.key: one for one in self.verdicts}

    @property
    def is_safe(self) -> bool:
        return not self.exposed
