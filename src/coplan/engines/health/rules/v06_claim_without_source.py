"""
What it looks for
    A claim in the value map whose price (the financial proxy) has no source.

Why it matters (Scottish Government 2011, SROI principle 6)
    Every choice behind a social return has to be explained and written down. A price nobody can trace
    is an opinion with a pound sign.

What to do
    Name the publication, price list or survey the figure is from, with its year.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "V6"
TITLE = "A value has no source"
WEIGHT = "high"
STAGES = stages_from("design")
REMEDY_PAGE = "value.map"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for claim in snapshot.claims:
        if not claim.source.strip():
            message = f"The value claimed for '{claim.ref.label}' has no source."
            yield Finding(CODE, (claim.ref,), message)
