"""A frozen picture of one partnership on one day: all that a health rule may look at.

Every item carries a `ref`, so that a finding can point to the record it is about. Every other field has a
default that raises no finding, or says 'not recorded': a small snapshot is easy to build.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

STAGES: tuple[str, ...] = ("need", "form", "design", "pilot", "sustain")


def stages_from(first: str) -> tuple[str, ...]:
    """The stage named and all after it."""
    return STAGES[STAGES.index(first) :]


@dataclass(frozen=True, slots=True)
class Ref:
    """The address of a record. Two refs are the same when kind and id are; the label is only for reading."""

    kind: str
    id: int
    label: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation in the partnership; `contacts` and `steering_seats` are counts."""

    ref: Ref
    sector: str = ""  # "public", "third", "private", "community"
    role: str = ""  # "commissioner", "lead", "partner"
    contacts: int = 2
    steering_seats: int = 0
    senior_sponsor: bool | None = None  # None: nobody has said
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who takes part; `inducted` is None where the partnership keeps no record of inductions."""

    ref: Ref
    role: str = ""  # "coordinator", "commissioner", "partner", "service_user", "funder", "evaluator"
    organisation: str = ""
    from_on: date | None = None
    to_on: date | None = None
    seats: int = 0
    inducted: bool | None = None

    def takes_part(self, today: date) -> bool:
        """Between the first and the last day, both counted."""
        return (self.from_on is None or self.from_on <= today) and (self.to_on is None or today <= self.to_on)


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at a group's table, and whose it is."""

    ref: Ref
    sector: str = ""
    is_service_user: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting held, or planned. `conflicts_asked`: were interests asked for? None: not recorded."""

    on: date
    held: bool = True
    conflicts_asked: bool | None = None
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A steering group, project team or workstream, with its seats and meetings."""

    ref: Ref
    is_steering: bool = False
    formed_on: date | None = None
    seats: tuple[Seat, ...] = ()
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that shows the need, and the date it describes."""

    ref: Ref
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What the partnership is for. `not_agreed_by` names the partners yet to agree the problem."""

    ref: Ref
    evidence: tuple[Evidence, ...] = ()
    not_agreed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A change the service is for, and what it is tied to."""

    ref: Ref
    number: str = ""
    term: str = ""  # "short", "medium", "long"
    indicators: int = 0
    tied_to_need: bool = False
    tied_to_group: bool = False
    tied_to_national: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """How an outcome is seen to change."""

    ref: Ref
    baseline: bool = False
    target: bool = False
    owner: str = ""
    frequency: str = ""  # "month", "quarter", "year", "once"
    last_reading: date | None = None
    next_due: date | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk; probability and impact run from 1 to 5, 0 where not scored."""

    ref: Ref
    probability: int = 0
    impact: int = 0
    owner: str = ""
    review_on: date | None = None
    status: str = "open"  # "open", "closed"
    actions_due: int = 0
    actions_done: int = 0

    @property
    def score(self) -> int:
        return self.probability * self.impact


@dataclass(frozen=True, slots=True)
class Pilot:
    """A pilot of the service and the reason where it is short."""

    ref: Ref
    start: date | None = None
    end: date | None = None
    short_reason: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A way the service may last after the pilot."""

    ref: Ref
    owner: str = ""
    state: str = "open"  # "open", "chosen", "dropped"


@dataclass(frozen=True, slots=True)
class Prospect:
    """A funder who may pay for the service after the pilot."""

    ref: Ref
    funder: str = ""
    state: str = "interest"  # "interest", "conversation", "commitment", "declined"
    amount: Decimal | None = None
    written: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of the value map: a value claimed for an outcome, and what it rests on."""

    ref: Ref
    source: str = ""
    has_range: bool = False
    deadweight_reason: str = ""
    attribution_reason: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something a gate asked for when it let the partnership through."""

    ref: Ref
    due: date | None = None
    met: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """The decision at the end of a stage: '', 'go', 'conditions' or 'stop'."""

    ref: Ref
    stage: str = ""
    decision: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money set aside for one thing, and what has gone on it."""

    ref: Ref
    budget: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of record; `unsigned_by` names the partners whose signature is waited for."""

    ref: Ref
    kind: str = ""  # "memorandum", "outline_case", "full_case", "pilot_plan"
    issued_on: date | None = None
    unsigned_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuppressionUse:
    """What became of a suppression in this examination. Filled in by `examine`, never by a caller."""

    code: str
    record: Ref
    by: str
    until: date
    expired: bool = False
    used: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One partnership on the day `today`."""

    today: date
    partnership: Ref = Ref("partnership", 0, "The partnership")
    formed_on: date | None = None
    current_stage: str = "need"
    partners: tuple[Partner, ...] = ()
    participants: tuple[Participant, ...] = ()
    groups: tuple[Group, ...] = ()
    needs: tuple[Need, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    risks: tuple[Risk, ...] = ()
    pilots: tuple[Pilot, ...] = ()
    routes: tuple[Route, ...] = ()
    prospects: tuple[Prospect, ...] = ()
    claims: tuple[Claim, ...] = ()
    gates: tuple[Gate, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    documents: tuple[Document, ...] = ()
    suppressions: tuple[SuppressionUse, ...] = ()

    def __post_init__(self) -> None:
        if self.current_stage not in STAGES:
            raise ValueError(f"'{self.current_stage}' is not a stage. Use one of: {', '.join(STAGES)}.")

    @property
    def steering_groups(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.is_steering)

    @property
    def steering_seats(self) -> tuple[Seat, ...]:
        return tuple(seat for group in self.steering_groups for seat in group.seats)

    @property
    def open_risks(self) -> tuple[Risk, ...]:
        return tuple(risk for risk in self.risks if risk.status != "closed")

    @property
    def pilot_end(self) -> date | None:
        """The last day that any pilot runs: the day the service needs another way to live."""
        return max((pilot.end for pilot in self.pilots if pilot.end), default=None)

    @property
    def running_pilots(self) -> tuple[Pilot, ...]:
        return tuple(
            pilot
            for pilot in self.pilots
            if pilot.start and pilot.start <= self.today and (pilot.end is None or self.today <= pilot.end)
        )

    @property
    def live_prospects(self) -> tuple[Prospect, ...]:
        return tuple(prospect for prospect in self.prospects if prospect.state != "declined")

    @property
    def live_routes(self) -> tuple[Route, ...]:
        return tuple(route for route in self.routes if route.state != "dropped")
