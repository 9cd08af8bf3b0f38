"""The partnership the cases are told about, and the shape of a case."""

from dataclasses import dataclass
from datetime import date

from ..findings import Finding
from ..snapshot import Group, Meeting, Ref, Snapshot

TODAY = date(2027, 3, 15)
FORMED = date(2026, 4, 1)
PARTNERSHIP = Ref("partnership", 1, "Living well together")
STEERING = Ref("group", 1, "Steering group")


@dataclass(frozen=True)
class Case:
    """A partnership the rule passes, one it does not, and all that it says of that one."""

    code: str
    passing: Snapshot
    failing: Snapshot
    findings: tuple[Finding, ...]


def partnership(**parts: object) -> Snapshot:
    usual = {"partnership": PARTNERSHIP, "formed_on": FORMED, "current_stage": "pilot"}
    return Snapshot(TODAY, **{**usual, **parts})  # type: ignore[arg-type]


def steering(*seats: object, held: tuple[date, ...] = (), **parts: object) -> Group:
    meetings = tuple(Meeting(on) for on in held)
    return Group(STEERING, is_steering=True, **{"seats": seats, "meetings": meetings, **parts})  # type: ignore[arg-type]
