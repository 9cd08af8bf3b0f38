"""Indicators, their targets and readings, most of them quarterly.

The last readings of the outcomes that the value map counts are the quantities of the published report,
spread over the quarters of the example.
"""

from decimal import Decimal
from typing import Any

from coplan.demo.rows import Day, Row, after, change, month_end, month_start, quarter_end, quarter_start, row
from coplan.outcomes.models import Direction, Frequency, Indicator, Measured, Reading, Rebase, Target

FIRST, LAST = -6, -1
SPREAD = (
    "Example: figure of the Living Well, Taking Control report (2015), spread over the example's quarters"
)
INVENTED = "Example: register of Ferry House (invented)"

# key, part of the logic model, name, definition, unit, owner, figures (quarters -6 to -1), target at the end.
# All but the first count from the first day of the pilot
_COUNTS = (
    (
        "joined",
        "joined",
        "People who joined in the quarter",
        "Came to a first meeting and signed the consent form for the first time.",
        "people",
        "isla",
        (31, 43, 44, 45, 46, 39),
        300,
    ),
    (
        "diet",
        "diet",
        "People who eat a healthier diet",
        "Eat at least two more portions of fruit or vegetables a day than at the first meeting, by their own food diary.",
        "people",
        "callum",
        (20, 61, 104, 149, 196, 237),
        260,
    ),
    (
        "active",
        "active",
        "People who move more",
        "At least 30 minutes more a week than at the first meeting, by the activity questions.",
        "people",
        "peter-walks",
        (11, 34, 60, 89, 121, 149),
        170,
    ),
    (
        "mood",
        "mood",
        "People who feel better in mind",
        "A rise of three points or more on the wellbeing questions between first and last session.",
        "people",
        "david",
        (8, 25, 44, 66, 90, 110),
        140,
    ),
    (
        "network",
        "network",
        "People with more company",
        "Name at least one more person whom they see every week than at the first meeting.",
        "people",
        "jean",
        (3, 12, 22, 35, 48, 60),
        90,
    ),
    (
        "weight",
        "weight",
        "People who have lost weight",
        "5% or more of body weight, weighed at the last session.",
        "people",
        "lesley",
        (4, 14, 26, 39, 53, 65),
        75,
    ),
    (
        "risk",
        "risk",
        "People no longer in the range of raised risk",
        "A blood test in the normal range six months after the last session.",
        "people",
        "anwar",
        (0, 2, 6, 11, 17, 22),
        35,
    ),
    (
        "family",
        "family-diet",
        "Family and friends who eat better",
        "Said by the person in the programme of the people they eat with.",
        "people",
        "callum",
        (5, 17, 30, 44, 57, 69),
        70,
    ),
    (
        "volunteers",
        "knowledge",
        "Volunteers who passed the course",
        "Passed the community health course.",
        "people",
        "peter-cooks",
        (0, 2, 4, 5, 7, 7),
        10,
    ),
    (
        "sessions",
        "room",
        "Meetings of the support group in our rooms",
        "Held, with five people or more.",
        "meetings",
        "euan",
        (2, 4, 7, 9, 12, 14),
        18,
    ),
    (
        "handed-over",
        "capacity",
        "People whose follow-up passed from practice to programme",
        "The practice closed its own recall because a coach had taken over.",
        "people",
        "lesley",
        (31, 74, 118, 163, 209, 248),
        280,
    ),
    (
        "bodies",
        "joined-up",
        "Local bodies that pass people on to each other",
        "Passed on five people or more, and said so.",
        "bodies",
        "euan",
        (0, 1, 2, 3, 4, 4),
        5,
    ),
    (
        "visits",
        "costs",
        "People with fewer visits to health services",
        "Fewer visits in the six months after than in the six months before, by their own count.",
        "people",
        "anwar",
        (6, 38, 79, 124, 171, 213),
        240,
    ),
    (
        "jobs",
        "jobs",
        "Staff who moved on to better work",
        "Left the project's staff or relief pool for a post with more hours, pay or training.",
        "people",
        "callum",
        (0, 0, 1, 2, 3, 4),
        4,
    ),
)

BEGAN = {
    "measured": Measured.COUNT,
    "baseline": Decimal(0),
    "baseline_on": quarter_start(FIRST),
    "baseline_source": "Nobody was in the programme before it began",
}

INDICATORS: tuple[Row, ...] = (
    *(
        row(
            Indicator,
            key,
            who="isla",
            on=-760,
            outcome=outcome,
            name=name,
            definition=definition,
            unit=unit,
            owner=owner,
            method="Counted from the first day of the pilot, by the coach, at the last session.",
            frequency=Frequency.QUARTERLY,
            direction=Direction.UP,
            counts_people=key == "joined",
            running_total=key != "joined",
            **BEGAN,
        )
        for key, outcome, name, definition, unit, owner, _figures, _aim in _COUNTS
    ),
    row(
        Indicator,
        "finishing",
        who="david",
        on=-755,
        outcome="finished",
        name="People who finish all eight sessions",
        definition="Of those whose eighth session fell in the quarter: came to six or more.",
        unit="%",
        measured=Measured.PERCENTAGE,
        direction=Direction.UP,
        frequency=Frequency.QUARTERLY,
        owner="isla",
        baseline=Decimal(13),
        baseline_out_of=Decimal(38),
        baseline_on=-945,
        baseline_source="Example: two evenings in the library",
        method="Attendance sheets.",
    ),
    row(
        Indicator,
        "wait",
        who="isla",
        on=-755,
        outcome="quick",
        name="Weeks from referral to first meeting",
        definition="Middle value of all first meetings of the month.",
        unit="weeks",
        measured=Measured.NUMBER,
        direction=Direction.DOWN,
        frequency=Frequency.MONTHLY,
        owner="lesley",
        baseline=Decimal("8.5"),
        baseline_on=-800,
        baseline_source="Example: appointment book of the practices (invented)",
        method="Dates in the register.",
    ),
    row(
        Indicator,
        "confident",
        who="david",
        on=-300,
        outcome="confident",
        name="People who say they run their own health",
        definition="'Agree' or 'strongly agree' in the last session's questions.",
        unit="%",
        measured=Measured.PERCENTAGE,
        direction=Direction.UP,
        frequency=Frequency.HALF_YEARLY,
        owner="david",
        method="Question 7 of the form at the last session. Added in the first year, so there is no baseline.",
    ),
)

_PER_QUARTER: dict[str, tuple[tuple[str, str | None] | None, ...]] = {
    "finishing": (("14", "24"), ("24", "38"), ("27", "40"), ("31", "43"), ("34", "45"), None),
    "confident": (None, None, ("21", "40"), None, ("29", "45"), None),
}
# Month by month until the last one, the first seven before the pilot. A year ago the practices began to send
# referrals straight to the coaches; five months later first meetings were held on Saturdays too
_WAITS = (
    "8", "7.5", "8.5", "7", "8", "7.5", "8.5", "7.5", "8.5", "7", "7.5", "6.5", "7.5",
    "5", "4.5", "5", "4.5", "5", "4", "4", "3.5", "4", "3.5", "4", "3.5",
)  # fmt: skip
STRAIGHT, SATURDAYS = month_start(-12), month_start(-7)


def _reading(
    key: str, quarter: int, figure: str, out_of: str | None, source: str, who: str, **more: Any
) -> Row:
    days = quarter_start(quarter), quarter_end(quarter)
    counts = {"figure": Decimal(figure), "out_of": None if out_of is None else Decimal(out_of)}
    return _over(days, key, f"{key} {quarter}", source=source, who=who, **counts, **more)


def _wait(month: int, weeks: str) -> Row:
    days = month_start(month), month_end(month)
    return _over(
        days, "wait", f"wait, month {month}", source=INVENTED, who="lesley", days=4, figure=Decimal(weeks)
    )


REBASED: tuple[Row, ...] = (
    row(
        Rebase,
        "wait straight",
        who="david",
        on=after(month_end(-1), 5),
        indicator="wait",
        starts_on=STRAIGHT,
        reason="Practices send referrals straight to a coach, which took three weeks off every wait for good.",
    ),
)


def _over(period: tuple[Day, Day], key: str, called: str, *, who: str, days: int = 9, **more: Any) -> Row:
    """A reading entered some days after its period, and approved by the coordinator some days later."""
    first, last = period
    if called not in WAITING:
        seen = after(last, days + 5)
        more["then"] = (change(seen, "isla", "", approved_by="isla", approved_at=seen),)
    return row(
        Reading, called, who=who, on=after(last, days), indicator=key, starts_on=first, ends_on=last, **more
    )


# Nobody has looked at these yet
WAITING = {"wait, month -1", "sessions -1", "handed-over -1"}


# Counted twice by mistake, and put right three weeks later
_WRONG = row(
    Reading, "active wrong", who="peter", on=after(quarter_end(-3), 6), indicator="active", starts_on=quarter_start(-3),
    ends_on=quarter_end(-3), figure=Decimal(112), source=SPREAD,
    then=(change(after(quarter_end(-3), 27), "euan", "Replaced by a corrected reading.",
                 replaced_at=after(quarter_end(-3), 27)),),
)  # fmt: skip
_RIGHT: dict[tuple[str, int], dict[str, Any]] = {
    ("active", -3): {
        "days": 27,
        "replaces": "active wrong",
        "reason": "One walking group had been counted in two villages: 23 people too many.",
    }
}

READINGS: tuple[Row, ...] = (
    _WRONG,
    *(
        _reading(
            key,
            FIRST + place,
            str(figure),
            None,
            SPREAD,
            "euan" if (key, FIRST + place) in _RIGHT else "callum",
            **_RIGHT.get((key, FIRST + place), {}),
        )
        for key, _part, _name, _definition, _unit, _owner, figures, _aim in _COUNTS
        for place, figure in enumerate(figures)
    ),
    *(
        _reading(key, FIRST + place, figure[0], figure[1], INVENTED, "callum")
        for key, figures in _PER_QUARTER.items()
        for place, figure in enumerate(figures)
        if figure is not None
    ),
    *(_wait(place - len(_WAITS), weeks) for place, weeks in enumerate(_WAITS)),
)

QUARTERS = 8
_STEADY = {"finishing": 70, "wait": 4, "confident": 65}


def _target(key: str, quarter: int, value: int, *, called: str = "", on: int = -740, **more: Any) -> Row:
    return row(
        Target, called or f"{key} {quarter}", who="isla", on=on, indicator=key, starts_on=quarter_start(quarter),
        ends_on=quarter_end(quarter), value=Decimal(value), **more,
    )  # fmt: skip


def _aim_for(key: str, aim: int, place: int) -> int:
    """Who joins is counted quarter by quarter; everything else from the first day."""
    if key == "joined":
        return 38 if place < QUARTERS // 2 else 37
    return round(aim * (place + 1) / QUARTERS)


# indicator, last quarter's aim before and after, the day it was revised, why
_REVISED = (
    ("joined", 97, 37, -395,
     "Two of the five practices joined half a year late; the steering group chose depth over numbers."),
    ("volunteers", 10, 8, -7, "The college moved the autumn course to the year after."),
)  # fmt: skip
_END = 1


def _revision(key: str, before: int, after_it: int, on: int, reason: str) -> tuple[Row, Row]:
    replaced = change(on, "isla", "Replaced by a revised target.", replaced_at=on)
    first = _target(key, _END, before, then=(replaced,), called=f"{key} first")
    return first, _target(key, _END, after_it, on=on, replaces=f"{key} first", reason=reason)


TARGETS: tuple[Row, ...] = (
    *(made for each in _REVISED for made in _revision(*each)),
    *(
        _target(key, FIRST + place, _aim_for(key, aim, place))
        for key, _part, _name, _definition, _unit, _owner, _figures, aim in _COUNTS
        for place in range(QUARTERS)
        if FIRST + place != _END or key not in {revised for revised, *_rest in _REVISED}
    ),
    *(
        _target(key, FIRST + place, aim)
        for key, aim in _STEADY.items()
        for place in range(QUARTERS)
        if key != "confident" or place % 2 == 0
    ),
)
