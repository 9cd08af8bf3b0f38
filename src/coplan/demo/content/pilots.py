"""What was changed about the service on the way, and what came of it."""

from __future__ import annotations

from typing import Any

from coplan.demo.content.indicators import SATURDAYS, STRAIGHT
from coplan.demo.rows import Row, When, after, change, quarter_start, row
from coplan.pilots.models import ChangeAim, Fate, Prompt, ServiceChange


def _change(
    key: str, *, on: When, changed_on: When, seen: tuple[When, str, Fate, str] | None, **told: Any
) -> Row:
    """A change that somebody wrote down; `seen` says when, by whom, with which fate and what came of it."""
    then = ()
    if seen is not None:
        day, who, fate, effect = seen
        then = (change(day, who, effect, effect=effect, fate=fate, effect_on=day, effect_by=who),)
    return row(ServiceChange, key, who="isla", on=on, changed_on=changed_on, then=then, **told)


CHANGES: tuple[Row, ...] = (
    _change(
        "eight",
        on=-648,
        what="Eight sessions instead of six",
        changed_on=quarter_start(-6),
        because="Six sessions taught what to do and left no time to do it.",
        prompted_by=Prompt.USERS,
        said="I knew it all by week six. I had just never done it.",
        group="steering",
        meeting="steering -650",
        decision="Eight sessions instead of six, because the reference group asked for time to practise.",
        expected="More people finish, and more of them still eat better half a year later.",
        owner="david",
        review_on=-300,
        seen=(-296, "david", Fate.KEPT, "The share that finishes has risen in every quarter since."),
    ),
    _change(
        "bus-stop",
        on=-418,
        what="Walks begin and end at the bus stop",
        changed_on=-410,
        because="Half of those who gave up the walks had missed the last bus home.",
        prompted_by=Prompt.USERS,
        said="If the bus is gone I walk home in the dark, so I do not come.",
        group="operational",
        meeting="operational -420",
        expected="More people move more, in the villages above all.",
        owner="peter-walks",
        review_on=-230,
        seen=(-225, "peter", Fate.KEPT, "Walkers from the villages rose from nine to 31 in two quarters."),
    ),
    _change(
        "straight",
        on=after(STRAIGHT, -12),
        what="Practices send referrals straight to a coach",
        changed_on=STRAIGHT,
        details="By secure e-mail instead of by post to the office, which passed them on once a week.",
        because="A referral lay in the office for up to three weeks before a coach saw it.",
        prompted_by=Prompt.STAFF,
        group="operational",
        decision="Agreed by the operational group between two meetings; the two late practices asked for it.",
        expected="First meetings within five weeks of the referral.",
        owner="lesley",
        review_on=after(STRAIGHT, 180),
        seen=(after(STRAIGHT, 186), "lesley", Fate.KEPT,
              "Waits fell from seven and a half weeks to five, and have stayed there."),
    ),
    _change(
        "texts",
        on=-325,
        what="Text messages the day before a session",
        changed_on=-320,
        because="One in five did not come to the second session.",
        prompted_by=Prompt.READINGS,
        person="isla",
        expected="Fewer people miss a session without saying so.",
        owner="tom",
        review_on=-230,
        seen=(-228, "tom", Fate.UNDONE,
              "As many stayed away as before, and those without a mobile phone felt left out. A call from the "
              "group's own volunteer took its place."),
    ),
    _change(
        "saturdays",
        on=after(SATURDAYS, -20),
        what="First meetings on Saturdays too",
        changed_on=SATURDAYS,
        because="People who work shifts could not come on a weekday and waited longest.",
        prompted_by=Prompt.USERS,
        said="I would have to give up a day's pay to be told to look after myself.",
        group="reference",
        decision="Two Saturdays a month, for as long as coaches volunteer for them.",
        expected="Nobody waits longer than five weeks, and the middle value falls to four.",
        owner="lesley",
        review_on=20,
        seen=None,
    ),
    _change(
        "confidence-later",
        on=-32,
        what="The question on confidence is asked after six months",
        changed_on=-30,
        because="At the last session everybody says yes; half a year later it means something.",
        prompted_by=Prompt.USERS,
        group="reference",
        meeting="reference -34",
        expected="Lower figures that can be believed.",
        owner="david",
        review_on=160,
        seen=None,
    ),
)  # fmt: skip

# change, outcome of the logic model or else indicator
_AIMS = (
    ("eight", "finished", None),
    ("bus-stop", None, "active"),
    ("straight", "quick", None),
    ("texts", None, "finishing"),
    ("saturdays", None, "wait"),
    ("confidence-later", None, "confident"),
)

AIMS: tuple[Row, ...] = tuple(
    row(
        ChangeAim,
        f"{key} aim",
        who="isla",
        on=next(one.on for one in CHANGES if one.key == key),
        service_change=key,
        element=element,
        indicator=indicator,
    )
    for key, element, indicator in _AIMS
)
