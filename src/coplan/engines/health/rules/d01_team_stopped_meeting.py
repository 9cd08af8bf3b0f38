"""
What it looks for
    A pilot that has run for two months while no group but the steering group has met in the last two.

Why it matters (Scottish Government 2011, lesson D1)
    Without time set aside to look back, misunderstandings grow while everyone is busy delivering. The
    guide's rhythm for the working group is at most two months between meetings.

What to do
    Put a short team meeting in the diary, with what has been learned as a fixed item.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot
from ..wording import day, months_after

CODE = "D1"
TITLE = "The project team stopped meeting when the pilot began"
WEIGHT = "medium"
STAGES = ("pilot", "sustain")
REMEDY_PAGE = "governance.meetings"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    limit = months_after(snapshot.today, -2)
    teams = [group for group in snapshot.groups if not group.is_steering]
    last = max((each.on for team in teams for each in team.meetings if each.held), default=None)
    told = f"since {day(last)}" if last else "at all"
    for pilot in snapshot.running_pilots:
        if pilot.start and pilot.start < limit and (last is None or last < limit):
            refs = (pilot.ref, *(team.ref for team in teams))
            message = f"{pilot.ref.label} is running, and no project team has met {told}."
            yield Finding(CODE, refs, message, last or pilot.start)
