"""
What it looks for
    A partner recorded as having no senior sponsor.

Why it matters (Scottish Government 2011, lesson P3; Ready for Business, How to Guide, section 3.6)
    Without senior managers behind it a partnership is not taken seriously, cannot spread, and its
    lessons are not kept. A sponsor at director level, confirmed in writing, is what the guide asks for.

What to do
    Ask the partner to name a director who sponsors the work, and attach the written confirmation.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "P3"
TITLE = "A partner has no senior sponsor"
WEIGHT = "high"
STAGES = stages_from("form")
REMEDY_PAGE = "partners.sponsors"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for partner in snapshot.partners:
        if partner.senior_sponsor is False:
            message = f"{partner.ref.label} has no senior sponsor."
            yield Finding(CODE, (partner.ref,), message, partner.joined_on)
