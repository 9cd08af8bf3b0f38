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
from ..snapshot import Participant, Snapshot, stages_from

CODE = "A2"
TITLE = "Nobody who uses the service has a seat"
WEIGHT = "high"
STAGES = stages_from("form")
REMEDY_PAGE = "governance.groups"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    seated = any(seat.is_service_user for group in snapshot.groups for seat in group.seats)
    if not seated and not any(_is_seated_user(person, snapshot) for person in snapshot.participants):
        message = "Nobody who uses the service has a seat in any group."
        yield Finding(CODE, (snapshot.partnership,), message, snapshot.formed_on)


def _is_seated_user(person: Participant, snapshot: Snapshot) -> bool:
    return person.role == "service_user" and person.seats > 0 and person.takes_part(snapshot.today)
