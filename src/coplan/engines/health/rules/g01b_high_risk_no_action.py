"""
What it looks for
    An open risk whose probability times impact is 15 or more, with no action against it, planned or
    done.

Why it matters (Ready for Business, How to Guide, section 7.3)
    The guide asks for actions given to each owner. A risk this likely and this heavy that nobody does
    anything about has been accepted without anyone deciding so. The limit of 15 is coplan's own.

What to do
    Agree with the owner one action with a date; or accept the risk in the steering group and record the
    decision.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "G01b"
TITLE = "A high risk has no action"
WEIGHT = "high"
STAGES = stages_from("form")
REMEDY_PAGE = "raid.risks"

HIGH = 15


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for risk in snapshot.open_risks:
        if risk.score >= HIGH and not risk.actions_due and not risk.actions_done:
            message = f"The risk '{risk.ref.label}' scores {risk.score} and has no action against it."
            yield Finding(CODE, (risk.ref,), message)
