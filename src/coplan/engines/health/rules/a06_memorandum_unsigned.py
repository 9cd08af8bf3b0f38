"""
What it looks for
    By the design stage neither an issued memorandum of understanding, nor evidence that one was signed elsewhere; or
    an issued one that a partner has not signed.

Why it matters (Scottish Government 2011, lesson A6; Ready for Business, How to Guide, section 3.12)
    When sectors expected different things of each other, partnerships weakened and outcomes were
    missed. The memorandum is where roles and expectations are written down before they are tested.

What to do
    Have each partner's director sign the memorandum, and give that as evidence at the gate before design.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from
from ..wording import listed

CODE = "A6"
TITLE = "The memorandum of understanding is not signed by every partner"
WEIGHT = "high"
STAGES = stages_from("design")
REMEDY_PAGE = "agreement.memorandum"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    issued = [each for each in snapshot.documents if each.kind == "memorandum" and each.issued_on]
    if not issued:
        message = "Nothing shows that the memorandum of understanding is signed."
        yield Finding(CODE, (snapshot.partnership,), message, snapshot.formed_on)
        return
    latest = max(issued, key=lambda each: (str(each.issued_on), each.ref.id))
    if latest.unsigned_by:
        message = f"{latest.ref.label} is not yet signed by {listed(latest.unsigned_by)}."
        yield Finding(CODE, (latest.ref,), message, latest.issued_on)
