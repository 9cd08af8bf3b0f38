"""
What it looks for
    Nobody takes part as coordinator today.

Why it matters (Strategic PSP evaluation 2018)
    In all six partnerships a paid person whose task was to lead the partnership was found to be
    fundamental. Until there was one, the work came on top of everybody's own.

What to do
    Agree who coordinates, for how many days, and who pays; then give them that role here.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "S01"
TITLE = "Nobody coordinates the partnership"
WEIGHT = "high"
STAGES = stages_from("form")
REMEDY_PAGE = "participants"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    coordinators = [person for person in snapshot.participants if person.role == "coordinator"]
    if any(person.takes_part(snapshot.today) for person in coordinators):
        return
    left = max((person.to_on for person in coordinators if person.to_on), default=None)
    yield Finding(CODE, (snapshot.partnership,), "Nobody coordinates the partnership.", left)
