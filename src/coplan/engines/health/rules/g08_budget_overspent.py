"""
What it looks for
    A budget line on which more has been spent than was set aside.

Why it matters (Ready for Business, How to Guide, section 5.2.3)
    Costs drift from what was first expected. The final service is priced from the pilot's costs, so a
    line that ran over unnoticed makes the business case wrong.

What to do
    Explain the difference, move money from another line, or agree a change of scope.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from
from ..wording import money

CODE = "G08"
TITLE = "A budget line is overspent"
WEIGHT = "medium"
STAGES = stages_from("form")
REMEDY_PAGE = "money.budget"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for line in snapshot.budget:
        if line.spent > line.budget:
            spent, budget = money(line.spent), money(line.budget)
            message = f"{spent} has been spent on '{line.ref.label}', against {budget}."
            yield Finding(CODE, (line.ref,), message)
