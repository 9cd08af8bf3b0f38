"""
What it looks for
    A route to sustain the service that nobody owns.

Why it matters (Ready for Business, How to Guide, section 6.2)
    Sustaining a service takes talks at senior level with those who may fund it. The guide asks that
    senior members of the governance group own that plan; left to everyone, it waits until the money has
    gone.

What to do
    Ask a senior member of the steering group to own the route, or drop it.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "G05"
TITLE = "A route to sustain the service has no owner"
WEIGHT = "medium"
STAGES = stages_from("form")
REMEDY_PAGE = "sustainability.routes"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for route in snapshot.live_routes:
        if not route.owner.strip():
            message = f"The route '{route.ref.label}' to sustain the service has no owner."
            yield Finding(CODE, (route.ref,), message)
