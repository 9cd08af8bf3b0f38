"""
What it looks for
    An outcome tied to no need, no group of people and no national outcome.

Why it matters (Ready for Business, How to Guide, section 4.3.3)
    Outcomes are confirmed with the people they are for and may be linked to what public bodies already
    have to achieve. One that rests on nothing is hard to defend to whoever is asked to pay for it.

What to do
    Tie the outcome to the need it answers and to a national or local outcome, or leave it out.
"""

from collections.abc import Iterator

from ..findings import Finding
from ..snapshot import Snapshot, stages_from

CODE = "G06"
TITLE = "An outcome is tied to nothing"
WEIGHT = "low"
STAGES = stages_from("design")
REMEDY_PAGE = "outcomes"


def check(snapshot: Snapshot) -> Iterator[Finding]:
    for outcome in snapshot.outcomes:
        if not (outcome.tied_to_need or outcome.tied_to_group or outcome.tied_to_national):
            name = f"{outcome.number} '{outcome.ref.label}'".strip()
            message = f"Outcome {name} is tied to no need, group of people or national outcome."
            yield Finding(CODE, (outcome.ref,), message)
