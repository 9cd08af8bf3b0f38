"""
What it looks for
    No steering group, or a steering group that has held no meeting in the last three months. A new
    group is given three months to meet.

Why it matters (Scottish Government 2011, lesson F6; Ready for Business, How to Guide, section 7.2)
    Where nobody set a direction, partners did not know how to work together for the same outcomes. The
    group gives direction and clears what the team cannot; meeting once a quarter is the recommended
    least.

What to do
    Set up a steering group with senior people from every partner, and put a meeting in the diary for
    each quarter.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Group, Snapshot, stages_from
from ..wording import day, months_after

CODE = "F6"
TITLE = "The steering group is missing or has not met"
WEIGHT = "high"
STAGES = stages_from("form")
REMEDY_PAGE = "governance.groups"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    if not snapshot.steering_groups:
        yield Finding(CODE, (snapshot.partnership,), "There is no steering group.", snapshot.formed_on)
    for group in snapshot.steering_groups:
        yield from _silence(snapshot, group)


def _silence(snapshot: Snapshot, group: Group) -> Iterator[Finding]:
    last = max((meeting.on for meeting in group.meetings if meeting.held), default=None)
    since = last or group.formed_on or snapshot.formed_on
    if since and since >= months_after(snapshot.today, -3):
        return
    told = f"has not met since {day(last)}" if last else "has never met"
    yield Finding(CODE, (group.ref,), f"{group.ref.label} {told}.", since)
