"""
What it looks for
    Somebody who joined more than 30 days ago, still takes part, and is recorded as not yet inducted.

Why it matters (Scottish Government 2011, lesson F10)
    People who join late without an introduction do not know the history or the aim, and the partnership
    weakens.

What to do
    Give them the induction pack and an hour with somebody who was there at the start; then mark the
    induction done.
"""

from collections.abc import Iterator
from datetime import timedelta

from ..findings import Finding
from ..snapshot import Snapshot, stages_from
from ..wording import day

CODE = "F10"
TITLE = "A person who joined has had no induction"
WEIGHT = "low"
STAGES = stages_from("form")
REMEDY_PAGE = "participants"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    limit = snapshot.today - timedelta(days=30)
    for person in snapshot.participants:
        if person.inducted is not False or not person.takes_part(snapshot.today):
            continue
        if person.from_on and person.from_on < limit:
            message = f"{person.ref.label} joined on {day(person.from_on)} and has had no induction."
            yield Finding(CODE, (person.ref,), message, person.from_on)
