"""
What it looks for
    An outcome without an indicator; or, from the design stage on, no outcome at all.

Why it matters (Scottish Government 2011, lesson R4)
    An outcome that nobody measures is overlooked, and nobody can say whether the work succeeded.
    Measures have to be agreed at the start, not looked for at the end.

What to do
    For each outcome agree with the people concerned what they would see change, and add it as an
    indicator.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "R4"
TITLE = "An outcome has no indicator"
WEIGHT = "high"
STAGES = stages_from("design")
REMEDY_PAGE = "outcomes.indicators"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    if not snapshot.outcomes:
        yield Finding(CODE, (snapshot.partnership,), "No outcome is recorded.", snapshot.formed_on)
    for outcome in snapshot.outcomes:
        if not outcome.indicators:
            name = f"{outcome.number} '{outcome.ref.label}'".strip()
            yield Finding(CODE, (outcome.ref,), f"Outcome {name} has no indicator.")
