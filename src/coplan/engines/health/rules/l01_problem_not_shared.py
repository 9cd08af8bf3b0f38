"""
What it looks for
    A need, from the form stage on, that some partner has not yet agreed to as a description of the
    problem.

Why it matters (Social Economy Scotland 2007)
    Both sectors have to hold the same view of the problem and of its answer. The pilot where nobody was
    sure what they were joining came to nothing; the one with a plain, owned problem delivered.

What to do
    Read the problem out at a meeting, change the words until each partner can agree, and record that
    they do.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from
from ..wording import listed

CODE = "L01"
TITLE = "A partner has not agreed what the problem is"
WEIGHT = "medium"
STAGES = stages_from("form")
REMEDY_PAGE = "need"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for need in snapshot.needs:
        if need.not_agreed_by:
            message = f"The need '{need.ref.label}' is not yet agreed by {listed(need.not_agreed_by)}."
            yield Finding(CODE, (need.ref,), message)
