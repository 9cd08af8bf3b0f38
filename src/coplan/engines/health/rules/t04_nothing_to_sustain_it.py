"""
What it looks for
    No route, or no funder, is named to sustain the service. The weight is low before there is a pilot
    end date, medium more than twelve months before it, and high in the last twelve months and after.

Why it matters (Scottish Government 2011, lesson T4; Strategic PSP evaluation 2018)
    Where the public body was not ready to procure, services stayed small and lived on grants. The
    evaluation found very few piloted services that were commissioned afterwards: only a
    minority of partnerships had a commissioning aim, or money kept for it, from the start.

What to do
    Choose the likely routes (contract, grant, in-house), name who will pay, and talk to them before
    their budget is set.
"""

from collections.abc import Iterator

from ..findings import Finding, Weight
from ..snapshot import Snapshot, stages_from
from ..wording import day, months_after

CODE = "T4"
TITLE = "No route or funder is named to sustain the service"
WEIGHT = "medium"
STAGES = stages_from("form")
REMEDY_PAGE = "sustainability.routes"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    lacking = [
        word
        for word, named in (("route", snapshot.live_routes), ("funder", snapshot.live_prospects))
        if not named
    ]
    if lacking:
        pilots = tuple(pilot.ref for pilot in snapshot.pilots if pilot.end)
        message = f"No {' and no '.join(lacking)} is named to sustain the service{_deadline(snapshot)}."
        yield Finding(CODE, pilots or (snapshot.partnership,), message, snapshot.formed_on, _weight(snapshot))


def _deadline(snapshot: Snapshot) -> str:
    end = snapshot.pilot_end
    if end is None:
        return ""
    return f", and the pilot {'ended' if end < snapshot.today else 'ends'} on {day(end)}"


def _weight(snapshot: Snapshot) -> Weight:
    if snapshot.pilot_end is None:
        return "low"
    return "high" if snapshot.pilot_end <= months_after(snapshot.today, 12) else "medium"
