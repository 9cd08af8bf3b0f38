"""The five gates: what the governance group looks at before each stage."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coplan.guidance.sources import spell_out

STAGES = ("need", "form", "design", "pilot", "sustain")
EVIDENCE = "evidence"


@dataclass(frozen=True)
class Criterion:
    """`met_by` is the key of an automatic check, such as 'form.two_sectors', or 'evidence'."""

    code: str
    label: str
    met_by: str
    why: str
    source: str

    @property
    def automatic(self) -> bool:
        """Whether the record answers it; otherwise a person attaches evidence."""
        return self.met_by != EVIDENCE


@dataclass(frozen=True)
class Gate:
    """The gate before `stage`."""

    stage: str
    title: str
    question: str
    criteria: tuple[Criterion, ...]


@cache
def gates() -> tuple[Gate, ...]:
    """The five gates in order of stage."""
    loaded = json.loads((Path(__file__).parent / "gates.json").read_text(encoding="utf-8"))
    return tuple(
        Gate(
            stage=item["stage"],
            title=item["title"],
            question=item["question"],
            criteria=tuple(
                Criterion(**{**criterion, "source": spell_out(criterion["source"])})
                for criterion in item["criteria"]
            ),
        )
        for item in loaded["gates"]
    )


def gate(stage: str) -> Gate:
    """The gate before that stage; KeyError if there is no such stage."""
    return {each.stage: each for each in gates()}[stage]
