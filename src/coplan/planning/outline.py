"""The plan most partnerships begin from: the stages with their usual work, in an order, without dates."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from coplan.planning.drafts import Draft

_FILE = Path(__file__).with_name("outline.json")


@cache
def outline() -> tuple[Draft, ...]:
    """Tasks and milestones in the order they come in."""
    kept = json.loads(_FILE.read_text(encoding="utf-8"))
    tasks = [
        Draft(key, title, days, _after(after), stage, workstream)
        for key, stage, workstream, title, days, after in kept["tasks"]
    ]
    milestones = [
        Draft(key, title, 0, _after(after), stage, is_milestone=True)
        for key, stage, title, after in kept["milestones"]
    ]
    return (*tasks, *milestones)


def _after(text: str) -> tuple[tuple[str, int], ...]:
    parts = (part.split(" ") for part in text.split("; ") if part)
    return tuple((part[0], int(part[1]) if len(part) > 1 else 0) for part in parts)
