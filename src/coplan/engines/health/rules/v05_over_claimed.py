"""
What it looks for
    A claim in the value map with no range, or with no reason for what would have happened anyway or for
    the part others played.

Why it matters (Scottish Government 2011, SROI principle 5)
    Value may be claimed only where the service made the change. A single figure with nothing taken off
    looks exact, and is the first thing an auditor strikes out.

What to do
    Give a low and a high figure, and say why you chose the share that would have happened without the
    service and the share due to others.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Claim, Snapshot, stages_from
from ..wording import listed

CODE = "V5"
TITLE = "A value may be over-claimed"
WEIGHT = "medium"
STAGES = stages_from("design")
REMEDY_PAGE = "value.map"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for claim in snapshot.claims:
        lacking = list(_lacking(claim))
        if lacking:
            message = f"The value claimed for '{claim.ref.label}' has {listed(lacking)}."
            yield Finding(CODE, (claim.ref,), message)


def _lacking(claim: Claim) -> Iterator[str]:
    if not claim.has_range:
        yield "no range"
    if not claim.deadweight_reason.strip():
        yield "no reason for what would have happened anyway"
    if not claim.attribution_reason.strip():
        yield "no reason for the share due to others"
