"""
What it looks for
    A suppression in force that sets no finding aside.

Why it matters (coplan)
    A suppression left behind after its trouble was mended will hide the same trouble when it comes
    back.

What to do
    End the suppression.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import STAGES as EVERY_STAGE
from ..snapshot import Snapshot

CODE = "X1"
TITLE = "A suppression is no longer needed"
WEIGHT = "low"
STAGES = EVERY_STAGE
REMEDY_PAGE = "health.suppressions"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for each in snapshot.suppressions:
        if not each.expired and not each.used:
            message = f"The suppression of {each.code} by {each.by} sets nothing aside."
            yield Finding(CODE, (each.record,), message)
