"""
What it looks for
    A partner without a seat on any steering group, once there is one.

Why it matters (Scottish Government 2011, lesson F6)
    The lesson asks for a steering group on which all partners sit. A partner who is not at the table
    carries out what others decided.

What to do
    Give the partner a seat, or record why it chose not to have one by suppressing this finding with a
    reason.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "F6b"
TITLE = "A partner has no seat on the steering group"
WEIGHT = "medium"
STAGES = stages_from("form")
REMEDY_PAGE = "governance.groups"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    if not snapshot.steering_groups:
        return
    for partner in snapshot.partners:
        if not partner.steering_seats:
            message = f"{partner.ref.label} has no seat on the steering group."
            yield Finding(CODE, (partner.ref,), message, partner.joined_on)
