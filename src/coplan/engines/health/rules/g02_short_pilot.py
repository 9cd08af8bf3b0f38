"""
What it looks for
    A pilot planned for under twelve months, counting its first and its last day, without a reason.

Why it matters (Ready for Business, How to Guide, section 4.5.2; Social Economy Scotland 2007)
    Earlier partnerships learned that a year is about the least in which longer outcomes can show; the
    report on the first pilots thought two years better. A pilot that ends early gives evidence no
    funder trusts.

What to do
    Move the end date, or write down why less is enough here (a seasonal service, or a trial of one
    step).
"""

from collections.abc import Iterator
from datetime import timedelta

from ..findings import Finding
from ..snapshot import Snapshot, stages_from
from ..wording import day, months_after

CODE = "G02"
TITLE = "A pilot is shorter than twelve months without a reason"
WEIGHT = "medium"
STAGES = stages_from("form")
REMEDY_PAGE = "pilots"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for pilot in snapshot.pilots:
        if pilot.start is None or pilot.end is None or pilot.short_reason.strip():
            continue
        if pilot.end + timedelta(days=1) < months_after(pilot.start, 12):
            message = (
                f"{pilot.ref.label} runs from {day(pilot.start)} to {day(pilot.end)}, "
                "less than twelve months, and no reason is given."
            )
            yield Finding(CODE, (pilot.ref,), message)
