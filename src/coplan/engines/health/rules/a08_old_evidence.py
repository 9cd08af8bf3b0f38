"""
What it looks for
    A need whose newest dated evidence is more than three years old.

Why it matters (Scottish Government 2011, lesson A8)
    One pilot was overwhelmed because demand was higher than its analysis had said. Figures that
    describe a place as it was some years ago mislead the same way. Three years is coplan's own limit.

What to do
    Look for a newer edition of the same figures, or ask the people it concerns, and add it as evidence.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot
from ..wording import day, months_after

CODE = "A8"
TITLE = "The evidence of need is out of date"
WEIGHT = "low"
STAGES = ("need", "form", "design")
REMEDY_PAGE = "need.evidence"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for need in snapshot.needs:
        newest = max((each.dated for each in need.evidence if each.dated), default=None)
        if newest and newest < months_after(snapshot.today, -36):
            message = f"The newest evidence for '{need.ref.label}' dates from {day(newest)}."
            yield Finding(CODE, (need.ref,), message, newest)
