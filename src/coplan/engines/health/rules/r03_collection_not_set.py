"""
What it looks for
    An indicator without an owner, or without how often it is read.

Why it matters (Scottish Government 2011, lesson R3)
    Where people were unsure how to measure, figures were gathered differently in each place, and the
    service could not be judged fairly.

What to do
    Name one person who gathers the figure, say how often, and check that they know how.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "R3"
TITLE = "Nobody is set to gather an indicator"
WEIGHT = "medium"
STAGES = stages_from("design")
REMEDY_PAGE = "outcomes.indicators"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for indicator in snapshot.indicators:
        lacking = [
            words
            for words, value in (("owner", indicator.owner), ("frequency", indicator.frequency))
            if not value.strip()
        ]
        if lacking:
            message = f"The indicator '{indicator.ref.label}' has no {' and no '.join(lacking)}."
            yield Finding(CODE, (indicator.ref,), message)
