"""The plan of the last stretch: tasks that lead to the milestones, what is done of them, and the baseline kept."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.formats import date_format

from coplan.demo.content.running import MILESTONE_KEYS
from coplan.demo.rows import Change, Row, change, row
from coplan.partnerships.models import Stage
from coplan.planning.models import DateMove, LocalHoliday, MoveReason, PlanFrame, Task, Way

PUT_IN_ON = -100


def _first_monday(months: int) -> Callable[[date], date]:
    def found(today: date) -> date:
        ahead = today.year * 12 + today.month - 1 + months
        first = date(ahead // 12, ahead % 12 + 1, 1)
        return first + timedelta(days=-first.weekday() % 7)

    return found


SUSTAIN, PILOT = Stage.SUSTAIN, Stage.PILOT
# key, what is done, stage, workstream, owner, working days, waits for, begun, done
_TASKS: tuple[tuple[str, str, Stage, str, str, int, str, int | None, int | None], ...] = (
    ("autumn dates", "Set the dates of the last four groups", PILOT, "Pilot", "isla", 5, "", -98, -92),
    ("rooms", "Book rooms in five villages for them", PILOT, "Pilot", "lesley", 10, "autumn dates", -91, -78),
    ("letters", "Write to everybody who waits for a place", PILOT, "Pilot", "lesley", 3, "rooms", -76, -72),
    ("lunch one", "Hold two lunch hours at the fish plant", PILOT, "Shift workers", "tom", 6, "", -70, -62),
    ("works council", "Agree a room with the works council", PILOT, "Shift workers", "tom", 5, "lunch one", -40, None),
    ("shift food", "Find food that can be brought along", PILOT, "Shift workers", "peter-walks", 4, "lunch one", -50, -44),
    ("shift call", "Ask shift workers to come, in the canteen", PILOT, "Shift workers", "tom", 5, "works council; shift food", None, None),
    ("coach", "Show a second coach the sessions", PILOT, "Pilot", "lesley", 12, "letters", -30, -12),
    ("six months", "Ask the spring groups again after six months", PILOT, "Evaluation", "david", 15, "", -28, -6),
    ("map talk", "Talk the value map through in three villages", PILOT, "Evaluation", "david", 6, "six months", -4, None),
    ("map change", "Change the map as people say", PILOT, "Evaluation", "david", 3, "map talk", None, None),
    ("costs", "Bring the costs of a full year together", SUSTAIN, "Sustaining", "isla", 8, "", -7, None),
    ("council figures", "Get the council's figures for its budget", SUSTAIN, "Sustaining", "morag", 2, "", None, None),
    ("routes", "Set out what each route would take", SUSTAIN, "Sustaining", "isla", 5, "costs", None, None),
    ("story", "Gather what people say the groups did for them", SUSTAIN, "Sustaining", "jean", 8, "six months", -5, None),
    ("seminar guests", "Invite councillors and possible funders", SUSTAIN, "Sustaining", "morag", 3, "council figures", None, None),
    ("seminar papers", "Write the seminar's two pages", SUSTAIN, "Sustaining", "isla", 4, "routes; story", None, None),
    ("reference reads", "Reference group reads the two pages first", SUSTAIN, "Sustaining", "jean", 5, "seminar papers", None, None),
    ("benefits part", "Write the part on benefits", SUSTAIN, "Business case", "david", 4, "map change", None, None),
    ("options part", "Write the part on options and costs", SUSTAIN, "Business case", "isla", 4, "routes", None, None),
    ("draft read", "Every partner reads the draft", SUSTAIN, "Business case", "callum", 8, "benefits part; options part", None, None),
    ("draft change", "Put right what they say", SUSTAIN, "Business case", "isla", 3, "draft read", None, None),
    ("papers", "Papers of the deciding meeting go out", SUSTAIN, "Sustaining", "isla", 1, "draft change +2", None, None),
    ("contract", "Draw up the agreement for the chosen route", SUSTAIN, "Sustaining", "callum", 10, "decision", None, None),
    ("hand over", "Pass on the rooms, the papers and the waiting list", SUSTAIN, "Pilot", "lesley", 5, "decision; letters", None, None),
)  # fmt: skip

_NUMBERS = {one[0]: f"TK-{place:03d}" for place, one in enumerate(_TASKS, 1)}
_NUMBERS |= {key: f"M-{place:03d}" for place, key in enumerate(MILESTONE_KEYS, 1)}


def _references(named: str) -> str:
    """'rooms; draft change +2' with the references these have."""
    found = []
    for part in filter(None, named.split("; ")):
        key, _plus, lag = part.partition(" +")
        found.append(f"{_NUMBERS[key]} +{lag}" if lag else _NUMBERS[key])
    return "; ".join(found)


_ROOMS_WAIT = "The works council meets once a month only."


def _happened(key: str, owner: str, begun: int | None, done: int | None) -> tuple[Change, ...]:
    found = []
    if key == "works council":
        found.append(change(-41, owner, _ROOMS_WAIT, days=15))
    if begun is not None:
        found.append(change(begun, owner, "", begun_on=begun))
    if done is not None:
        found.append(change(done, owner, "", done_on=done))
    return tuple(found)


TASKS: tuple[Row, ...] = tuple(
    row(
        Task,
        key,
        who="isla",
        on=PUT_IN_ON,
        title=title,
        stage=stage,
        workstream=workstream,
        owner=owner,
        days=days,
        after=_references(after),
        # A part in the partnership is named after its person: peter-walks is Peter
        then=_happened(key, owner.partition("-")[0], begun, done),
    )
    for key, title, stage, workstream, owner, days, after, begun, done in _TASKS
)

# milestone, the tasks that lead to it
_LEADING = (
    ("shift", "shift call"),
    ("value", "map change"),
    ("seminar", "seminar guests; reference reads"),
    ("business-case", "draft change"),
    ("decision", "papers +5; seminar"),
    ("end", "contract; hand over"),
)

LEADING = tuple(
    (
        key,
        change(PUT_IN_ON, "isla", "The tasks that lead there are in the plan now.", after=_references(named)),
    )
    for key, named in _LEADING
)

FRAME: tuple[Row, ...] = (
    row(
        LocalHoliday, "spring", who="isla", on=PUT_IN_ON, day=_first_monday(2), name="Kirkhaven local holiday"
    ),
    row(LocalHoliday, "summer", who="isla", on=PUT_IN_ON, day=_first_monday(5), name="Inverlaw gala day"),
    row(PlanFrame, "frame", who="isla", on=PUT_IN_ON, way=Way.BACKWARD, end_milestone="end"),
)


def _day(ahead: int) -> Callable[[date], str]:
    return lambda today: date_format(today + timedelta(days=ahead))


MOVES: tuple[Row, ...] = (
    row(DateMove, "works council", who="tom", on=-41, task="works council", field="days", old="5 working days",
        new="15 working days", reason=MoveReason.DEPENDENCY, why=_ROOMS_WAIT, moved_on=-41),
    row(DateMove, "seminar", who="morag", on=-21, milestone="seminar", field="due_on", old=_day(40), new=_day(68),
        reason=MoveReason.DECISION, why="The council's budget day moved, and the seminar needs its figures.",
        moved_on=-21),
)  # fmt: skip
