"""
What it looks for
    A partner with fewer than two people who can be reached on the partnership's business.

Why it matters (Scottish Government 2011, lesson F3)
    Pilots that hung on two key people ran into trouble with communication and workload. When the only
    contact is ill or moves on, an organisation drops out without anybody meaning it to.

What to do
    Ask the partner for a second person who reads the papers and can stand in at meetings, and add them
    as a contact.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "F3"
TITLE = "A partner has only one contact"
WEIGHT = "high"
STAGES = stages_from("form")
REMEDY_PAGE = "partners"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for partner in snapshot.partners:
        if partner.contacts < 2:
            contacts = "only one contact" if partner.contacts else "no contact"
            yield Finding(CODE, (partner.ref,), f"{partner.ref.label} has {contacts}.", partner.joined_on)
