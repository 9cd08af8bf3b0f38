"""
What it looks for
    No seat in any group is held by a person who uses the service, or a carer or user-led organisation.

Why it matters (Scottish Government 2011, lesson A2; Strategic PSP evaluation 2018)
    People consulted on a finished service show, too late, what its designers did not know. The lesson
    asks for possible users inside the team from the analysis on; the evaluation still found involvement
    that came late and only answered what others proposed.

What to do
    Ask people who use the service how they would like to take part, and offer seats, with expenses and
    support.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "A2"
TITLE = "Nobody who uses the service has a seat"
WEIGHT = "high"
STAGES = stages_from("form")
REMEDY_PAGE = "governance.groups"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    seated = any(seat.is_service_user for group in snapshot.groups for seat in group.seats)
    if not seated and not any(_seated_user(snapshot)):
        message = "Nobody who uses the service has a seat in any group."
        yield Finding(CODE, (snapshot.partnership,), message, snapshot.formed_on)


def _seated_user(snapshot: Snapshot) -> Iterator[bool]:
    for person in snapshot.participants:
        still_here = person.to_on is None or person.to_on >= snapshot.today
        yield person.role == "service_user" and person.seats > 0 and still_here
