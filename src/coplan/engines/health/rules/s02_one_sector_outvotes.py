"""
What it looks for
    More than half of the seats of a steering group with three seats or more belong to one sector.

Why it matters (Strategic PSP evaluation 2018; Scottish Government 2011, lesson F7)
    Partners found equality hard to reach, because the body that commissions also holds the money. Where
    one sector can carry every vote alone, the others are consulted rather than deciding.

What to do
    Offer seats to the sectors that have fewer, or give each organisation one vote.
"""

from collections import Counter
from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from
from ..wording import count

CODE = "S02"
TITLE = "One sector holds most seats of the steering group"
WEIGHT = "medium"
STAGES = stages_from("form")
REMEDY_PAGE = "governance.groups"

NAMES = {"third": "third sector", "public": "public sector", "private": "private sector"}


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for group in snapshot.steering_groups:
        seats = len(group.seats)
        sectors = Counter(seat.sector for seat in group.seats if seat.sector)
        for sector, held in sectors.most_common(1):
            if seats >= 3 and held * 2 > seats:
                name = NAMES.get(sector, f"{sector} sector")
                message = f"The {name} holds {held} of the {count(seats, 'seat')} of {group.ref.label}."
                yield Finding(CODE, (group.ref,), message)
