"""
What it looks for
    A condition set at a stage gate that is not met by its date.

Why it matters (Ready for Business, How to Guide, section 4.5.4)
    Partners agree to go on to the next stage, some on conditions. If nobody checks that a condition was
    met, the agreement of whoever asked for it was got for nothing.

What to do
    Meet the condition and record how, or take it back to the group that set it for another date.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import STAGES as EVERY_STAGE
from ..snapshot import Snapshot
from ..wording import day

CODE = "G09"
TITLE = "A condition of a gate is overdue"
WEIGHT = "high"
STAGES = EVERY_STAGE
REMEDY_PAGE = "partnerships.gates"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for gate in snapshot.gates:
        for condition in gate.conditions:
            if condition.due and condition.due < snapshot.today and not condition.met:
                due = day(condition.due)
                message = f"'{condition.ref.label}', a condition of {gate.ref.label}, was due on {due}."
                yield Finding(CODE, (condition.ref, gate.ref), message, condition.due)
