"""
What it looks for
    An open risk without an owner, without a date of review, or whose review date has passed.

Why it matters (Ready for Business, How to Guide, section 7.3)
    A risk register helps only while somebody answers for each line and looks at it again. Each risk
    needs a named owner, and review through the whole life of the partnership.

What to do
    Name one person for the risk, look at it now, and set the next review date.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Risk, Snapshot, stages_from
from ..wording import day, listed

CODE = "G01"
TITLE = "A risk has no owner or its review is overdue"
WEIGHT = "medium"
STAGES = stages_from("form")
REMEDY_PAGE = "raid.risks"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for risk in snapshot.open_risks:
        overdue = risk.review_on if risk.review_on and risk.review_on < snapshot.today else None
        troubles = list(_troubles(risk))
        if overdue:
            troubles.append(f"was due for review on {day(overdue)}")
        if troubles:
            yield Finding(CODE, (risk.ref,), f"The risk '{risk.ref.label}' {listed(troubles)}.", overdue)


def _troubles(risk: Risk) -> Iterator[str]:
    if not risk.owner.strip():
        yield "has no owner"
    if risk.review_on is None:
        yield "has no review date"
