"""
What it looks for
    An indicator without a baseline.

Why it matters (Ready for Business, How to Guide, sections 3.14 and 4.2)
    Without knowing where things stood before the service, a later figure shows no change. Commissioners
    ask for that evidence at the end, when it is too late to collect.

What to do
    Measure before the pilot begins. If it has begun, find the nearest earlier figure and say where it
    is from.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "G04"
TITLE = "An indicator has no baseline"
WEIGHT = "medium"
STAGES = stages_from("design")
REMEDY_PAGE = "outcomes.indicators"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for indicator in snapshot.indicators:
        if not indicator.baseline:
            yield Finding(CODE, (indicator.ref,), f"The indicator '{indicator.ref.label}' has no baseline.")
