"""What reads differently between two gathered records of one document, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

# A sum of money is one word, and so is '12,000.50'; the full stop behind it is not part of it
_WORDS = re.compile(r"\s+|£?\w+(?:[.,:'’-]\w+)*|[^\w\s]")
# Lines less alike than this are shown whole: one out, one in
_ALIKE = 0.4


@dataclass(frozen=True)
class Stretch:
    """Some words: kept ('same'), taken out ('del') or put in ('ins')."""

    sort: str
    text: str


Line = tuple[Stretch, ...]


@dataclass(frozen=True)
class ChangedPart:
    title: str
    lines: tuple[Line, ...]


def changed_parts(old: dict[str, Any], new: dict[str, Any]) -> list[ChangedPart]:
    """Each part that reads differently, in the order of the newer record; missing and added parts too."""
    before = {part["code"]: part for part in old["parts"]}
    after = {part["code"]: part for part in new["parts"]}
    found = []
    for code in dict.fromkeys([*after, *before]):
        lines = tuple(_differences(lines_of(before.get(code)), lines_of(after.get(code))))
        if lines:
            found.append(ChangedPart((after.get(code) or before[code])["title"], lines))
    return found


def lines_of(part: dict[str, Any] | None) -> list[str]:
    """The text of a part, a line for each paragraph, bullet and table row."""
    return [line for block in (part or {"blocks": []})["blocks"] for line in _lines(block)]


def _lines(block: dict[str, Any]) -> Iterator[str]:
    kind = block["kind"]
    if kind == "table":
        for row in block["rows"]:
            yield " | ".join(_plain(cell) for cell in row)
    elif kind == "bullets":
        for item in block["items"]:
            yield _plain(item)
    elif kind == "picture":
        yield f"{block['title']}: {block['description']}"
    else:
        yield _plain(block["text"])


def _plain(runs: list[Any]) -> str:
    return "".join(run["value"] if isinstance(run, dict) else run for run in runs)


def _differences(old: list[str], new: list[str]) -> Iterator[Line]:
    if old == new:
        return
    for sort, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if sort == "equal":
            continue
        for place in range(max(b - a, d - c)):
            was = old[a + place] if a + place < b else ""
            now = new[c + place] if c + place < d else ""
            yield _line(was, now)


def _line(was: str, now: str) -> Line:
    if not was or not now:
        return (Stretch("ins", now) if now else Stretch("del", was),)
    one, other = _WORDS.findall(was), _WORDS.findall(now)
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return Stretch("del", was), Stretch("ins", now)
    return tuple(_stretches(matcher, one, other))


def _stretches(matcher: SequenceMatcher[str], one: list[str], other: list[str]) -> Iterator[Stretch]:
    for sort, a, b, c, d in matcher.get_opcodes():
        if sort == "equal":
            yield Stretch("same", "".join(one[a:b]))
            continue
        if b > a:
            yield Stretch("del", "".join(one[a:b]))
        if d > c:
            yield Stretch("ins", "".join(other[c:d]))
