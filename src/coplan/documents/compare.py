"""What reads differently between two gathered records of one document, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

# A sum of money is one word, and so is '12,000.50'; the full stop behind it is not part of it
_WORDS = re.compile(r"\s+|£?\w+(?:[.,:'’-]\w+)*|[^\w\s]")
# Lines less alike than this are shown whole: one out, one in
_ALIKE = 0.5


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
    """Lines that went or came, each beside the one it is likest: a row that moved and changed is one difference."""
    gone, come = (
        list((Counter(old) - Counter(new)).elements()),
        list((Counter(new) - Counter(old)).elements()),
    )
    if not gone and not come and old != new:
        # Only the order changed, which says nothing new
        return
    for now in come:
        was = _likest(now, gone)
        if was:
            gone.remove(was)
        yield _line(was, now)
    for was in gone:
        yield _line(was, "")


def _likest(now: str, gone: list[str]) -> str:
    """The line that a new one most likely comes from, or nothing."""
    words = _WORDS.findall(now)
    matcher = SequenceMatcher(b=words, autojunk=False)
    best, likeness = "", _ALIKE
    for was in gone:
        matcher.set_seq1(_WORDS.findall(was))
        if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness:
            found = matcher.ratio()
            if found > likeness:
                best, likeness = was, found
    return best


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
