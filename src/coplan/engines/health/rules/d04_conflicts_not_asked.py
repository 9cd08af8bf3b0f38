"""
What it looks for
    A steering meeting held in the last three months that is recorded as not asking for conflicts of
    interest.

Why it matters (Scottish Government 2011, lesson D4)
    An interest that comes out later leads to talk of bias and to distrust between partners.

What to do
    Ask at the start of each meeting, write down who declared what (or that nobody did), and keep the
    register.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from
from ..wording import day, months_after

CODE = "D4"
TITLE = "A meeting did not ask for conflicts of interest"
WEIGHT = "medium"
STAGES = stages_from("form")
REMEDY_PAGE = "governance.meetings"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    limit = months_after(snapshot.today, -3)
    for group in snapshot.steering_groups:
        for meeting in group.meetings:
            if meeting.held and meeting.on >= limit and meeting.conflicts_asked is False:
                message = f"{group.ref.label} did not ask for conflicts of interest on {day(meeting.on)}."
                yield Finding(CODE, (meeting.ref or group.ref,), message, meeting.on)
