"""
What it looks for
    A pilot that ends within six months, or has ended, with funders named but no commitment in writing.

Why it matters (Strategic PSP evaluation 2018; Ready for Business, How to Guide, section 6.2.2)
    Evaluated and admired services had no commitment to be commissioned. Budgets are set well before the
    year they pay for, and short-term decisions are the rule, so interest alone does not carry a service
    over. Six months is coplan's own limit.

What to do
    Ask the likeliest funder for a letter with the amount, the year and any conditions, before its
    budget is set.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from
from ..wording import day, months_after

CODE = "S03"
TITLE = "No funder has committed in writing and the pilot ends soon"
WEIGHT = "high"
STAGES = stages_from("design")
REMEDY_PAGE = "sustainability.funders"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    end, prospects = snapshot.pilot_end, snapshot.live_prospects
    if end is None or end > months_after(snapshot.today, 6) or not prospects:
        return
    if not any(each.state == "commitment" and each.written for each in prospects):
        told = "ended" if end < snapshot.today else "ends"
        message = f"The pilot {told} on {day(end)} and no funder has committed in writing."
        yield Finding(CODE, tuple(each.ref for each in prospects), message)
