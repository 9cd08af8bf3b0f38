"""
What it looks for
    No partner takes part as a commissioner.

Why it matters (Scottish Government 2011, lesson T2)
    A service is designed to be bought or funded by somebody. When commissioners are not in from the
    start, they do not own the result, and providers meet the difficulty later.

What to do
    Bring in the bodies that would commission the service, and record their part as commissioner.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "T2"
TITLE = "No commissioner is a partner"
WEIGHT = "high"
STAGES = stages_from("form")
REMEDY_PAGE = "partners"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    if not any(partner.role == "commissioner" for partner in snapshot.partners):
        message = "No partner takes part as a commissioner."
        yield Finding(CODE, (snapshot.partnership,), message, snapshot.formed_on)
