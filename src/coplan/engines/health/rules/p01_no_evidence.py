"""
What it looks for
    A need with no evidence, or no need at all, from the form stage on.

Why it matters (Scottish Government 2011, lesson P1)
    Planning before analysing cost pilots time: tasks had to be worked out again when the need became
    clear.

What to do
    Write the need down, and for each need add who says so, the source and the date.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "P1"
TITLE = "A need has no evidence"
WEIGHT = "high"
STAGES = stages_from("form")
REMEDY_PAGE = "need.evidence"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    if not snapshot.needs:
        yield Finding(CODE, (snapshot.partnership,), "No need is recorded.", snapshot.formed_on)
    for need in snapshot.needs:
        if not need.evidence:
            yield Finding(CODE, (need.ref,), f"The need '{need.ref.label}' has no evidence.")
