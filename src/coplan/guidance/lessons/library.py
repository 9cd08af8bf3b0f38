"""Read the lessons. A lesson's code is the one its publication gave it, where it gave one."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson, what to do about it, and where it was published."""

    code: str
    lesson: str
    what_to_do: str
    stages: tuple[str, ...]
    group: str
    title: str
    publication: str
    place: str


@cache
def lessons() -> dict[str, Lesson]:
    """Every lesson by its code, in order of code."""
    return read(FOLDER)


def read(folder: Path) -> dict[str, Lesson]:
    """The lessons of the files in a folder; ValueError where a code is used twice."""
    found: dict[str, Lesson] = {}
    for path in sorted(folder.glob("*.yaml")):
        group = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in group["lessons"]:
            lesson = _lesson(group, entry)
            if lesson.code in found:
                raise ValueError(f"{path.name}: the code {lesson.code} is already used. Choose another.")
            found[lesson.code] = lesson
    return dict(sorted(found.items(), key=lambda item: (item[0][0], int(item[0][1:]))))


def for_rule(code: str) -> Lesson | None:
    """The lesson a health rule rests on: F6b rests on F6. None for coplan's own rules."""
    return lessons().get(re.sub(r"[a-z]$", "", code))


def _lesson(group: dict[str, Any], entry: dict[str, Any]) -> Lesson:
    return Lesson(
        code=entry["code"],
        lesson=entry["lesson"],
        what_to_do=entry["what_to_do"],
        stages=tuple(entry["stages"]),
        group=group["group"],
        title=group["title"],
        publication=group["publication"],
        place=group["place"],
    )
