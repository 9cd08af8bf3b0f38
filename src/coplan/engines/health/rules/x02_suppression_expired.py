"""
What it looks for
    A suppression whose end date has passed. Its findings count again.

Why it matters (coplan)
    Somebody chose to live with a trouble until a date. That date has come, and the choice has to be
    made again.

What to do
    Put the trouble right and remove the suppression, or renew it with a reason that holds today.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import STAGES as EVERY_STAGE
from ..snapshot import Snapshot
from ..wording import day

CODE = "X2"
TITLE = "A suppression has run out"
WEIGHT = "low"
STAGES = EVERY_STAGE
REMEDY_PAGE = "health.suppressions"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for each in snapshot.suppressions:
        if each.expired:
            message = f"The suppression of {each.code} by {each.by} ran out on {day(each.until)}."
            yield Finding(CODE, (each.record,), message, each.until)
