"""From the answers to a measure's questions to its score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One question of a measure; `reversed` where a high answer says what a low one says elsewhere."""

    code: str
    low: int
    high: int
    reversed: bool = False


@dataclass(frozen=True)
class Scale:
    """The questions of a measure and how they make a score: 'each' by itself, or their 'sum'."""

    items: tuple[Item, ...]
    rule: str

    @property
    def low(self) -> int:
        return sum(item.low for item in self.items)

    @property
    def high(self) -> int:
        return sum(item.high for item in self.items)


@dataclass(frozen=True)
class Band:
    """A name for the scores from `low` to `high`, both counted."""

    name: str
    low: float
    high: float


def turned(item: Item, answer: float) -> float:
    """The answer counted from the other end where the item is reversed: low + high − answer."""
    return item.low + item.high - answer if item.reversed else answer


def score(scale: Scale, answers: Mapping[str, float | None]) -> float | None:
    """The sum of all items, reversed ones turned; None where one is missing or lies outside its range.

    A sum over fewer questions is no lower feeling, so nothing is filled in for what was left out.
    Errors: ValueError for a measure whose items are reported each by itself: it has no total.
    """
    if scale.rule != "sum":
        raise ValueError("The questions of this measure are reported one by one; there is no total.")
    total = 0.0
    for item in scale.items:
        given = answers.get(item.code)
        if given is None or not item.low <= given <= item.high:
            return None
        total += turned(item, given)
    return total


def band_of(bands: Sequence[Band], value: float) -> str:
    """The name of the band that holds a score; empty where none does."""
    return next((band.name for band in bands if band.low <= value <= band.high), "")


def counts_of(values: Iterable[float], expected: Sequence[float]) -> dict[float, int]:
    """How many gave each answer, those nobody gave included."""
    found = Counter(values)
    return {one: found.get(one, 0) for one in expected}
