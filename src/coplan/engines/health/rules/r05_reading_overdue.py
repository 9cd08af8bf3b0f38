"""
What it looks for
    An indicator whose next reading was due more than a week ago.

Why it matters (Scottish Government 2011, lesson R5)
    It takes a long time to gather enough to show change; full evaluations were not possible where it
    began late or stopped. A reading missed now cannot be taken afterwards.

What to do
    Enter the reading, or say why there is none; if the rhythm is too much for the owner, agree a slower
    one.
"""

from collections.abc import Iterator
from datetime import timedelta

from ..findings import Finding
from ..snapshot import Snapshot, stages_from
from ..wording import day

CODE = "R5"
TITLE = "A reading is overdue"
WEIGHT = "medium"
STAGES = stages_from("design")
REMEDY_PAGE = "outcomes.readings"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for indicator in snapshot.indicators:
        due = indicator.next_due
        if due and due < snapshot.today - timedelta(days=7):
            last = indicator.last_reading
            told = f"the last is from {day(last)}" if last else "there is none yet"
            message = f"A reading of '{indicator.ref.label}' was due on {day(due)}; {told}."
            yield Finding(CODE, (indicator.ref,), message, due)
