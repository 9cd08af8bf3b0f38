"""The frozen picture of one partnership that the health rules look at.

The number of queries is the same for a small partnership and a large one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coplan.engines.health.snapshot import Snapshot
from coplan.governance.queries import groups_with_seats
from coplan.health import gather_evidence as evidence
from coplan.health import gather_people as people
from coplan.health import gather_running as running
from coplan.health.records import Records, ref_of_partnership
from coplan.outcomes.queries import in_brief
from coplan.partnerships.gates import current_stage, decisions_in_force
from coplan.partnerships.models import Gate, Partnership


@dataclass(frozen=True)
class Read:
    """What several parts of one page look at: read once and handed on, never kept for the next page."""

    decisions: dict[str, Gate]
    measured: list[Any]

    @classmethod
    def of(cls, partnership: Partnership) -> Read:
        """Four queries: the gates' decisions, and the indicators with their figures in brief."""
        return cls(decisions_in_force(partnership), in_brief())


@dataclass(frozen=True)
class Picture:
    """What the rules see, and the records behind it."""

    snapshot: Snapshot
    records: Records


def take(partnership: Partnership, today: date, read: Read | None = None) -> Picture:
    """The partnership as it stands today. Its scope must be open; `read` is what the page has read already."""
    records, read = Records(), read or Read.of(partnership)
    decisions, measured = read.decisions, read.measured
    partners, everybody = people.current_partners(today), people.participants_of()
    groups = groups_with_seats(today)
    snapshot = Snapshot(
        today=today,
        partnership=ref_of_partnership(partnership),
        formed_on=partnership.formed_on,
        current_stage=current_stage(decisions.values()).value,
        partners=people.partners(records, partners, everybody, groups, today),
        participants=people.participants(records, everybody, groups),
        groups=people.groups_at_work(records, groups),
        needs=evidence.needs(records, today),
        outcomes=evidence.outcomes_of_model(records, measured),
        indicators=evidence.indicators_of(records, measured),
        risks=running.risks(records),
        pilots=running.all_pilots(records),
        routes=running.all_routes(records),
        prospects=running.all_prospects(records),
        claims=evidence.claims(records),
        gates=running.gates(records, decisions.values()),
        budget=running.budget(records),
        documents=running.documents(records, partners),
    )
    return Picture(snapshot, records)
