"""A survey asked before and after, with made-up answers, and the reading that was made of it.

The answers are drawn from a fixed seed: the same every time, and nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from coplan.demo.rows import Row, after, quarter_end, quarter_start, row
from coplan.engines.surveys import Mean, mean_of
from coplan.outcomes.models import Direction, Frequency, Indicator, Measured, Reading, Target
from coplan.surveys.models import Answer, Basis, CameBy, Feed, Moment, Question, Sort, Statistic, Survey, Wave

BEFORE, AFTER, BOTH = 60, 45, 38
_RANDOM = Random(20260301)  # noqa: S311
_FIRST, _SECOND = -4, -1
# Numbers of the questions, in order: answers are kept under them
ONS, UCLA, LONELY, PLACE, AGE, ACTIVITIES, LISTENED, BEST = range(1, 9)

SURVEYS: tuple[Row, ...] = (
    row(
        Survey,
        "how-are-you",
        who="isla",
        on=-470,
        title="How are you?",
        purpose="We want to know how people are before they begin with us, and half a year later. "
        "Then we can see what helps and what we must change.",
        audience="Everybody who comes to Living well together",
        use="The coordinator and an evaluator add up the answers. Partners see only totals. "
        "Your coach does not see what you answered.",
        basis=Basis.CONSENT,
        contact="Isla Reid, Ferry House, 01632 960 321",
        keep_until=300,
        floor=5,
    ),
)

_AREAS = ["Burnside", "Harbour", "Kilbrae and the farms", "Somewhere else"]
_AGES = ["Under 40", "40 to 64", "65 and over"]
_DONE = ["Walks", "Cooking", "Group sessions", "Nothing yet"]
# key, kind, fields
_QUESTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("ons4", Sort.MEASURE, {"measure": "ons4"}),
    ("ucla3", Sort.MEASURE, {"measure": "ucla3"}),
    ("lonely", Sort.MEASURE, {"measure": "lonely"}),
    (
        "area",
        Sort.ONE,
        {
            "text": "Where do you live?",
            "easy_text": "Where is your home?",
            "options": _AREAS,
            "groups_results": True,
        },
    ),
    (
        "age",
        Sort.ONE,
        {
            "text": "How old are you?",
            "easy_text": "How old are you?",
            "options": _AGES,
            "groups_results": True,
        },
    ),
    (
        "activities",
        Sort.SEVERAL,
        {
            "text": "What have you taken part in?",
            "easy_text": "What did you come to?",
            "options": _DONE,
        },
    ),
    (
        "listened",
        Sort.SCALE,
        {
            "text": "How well do we listen to you?",
            "easy_text": "Do we listen to you?",
            "low": 0,
            "high": 10,
            "low_label": "not at all",
            "high_label": "completely",
            "better": "higher",
        },
    ),
    (
        "best",
        Sort.LONG,
        {"text": "What should we do differently?", "easy_text": "What should we change?"},
    ),
)
QUESTIONS: tuple[Row, ...] = tuple(
    row(Question, key, who="isla", on=-468, survey="how-are-you", sort=sort, position=place, **fields)
    for place, (key, sort, fields) in enumerate(_QUESTIONS, 1)
)

# Anybody may try it; the same each time the example is loaded
_LINK = "example-how-are-you-{}"
WAVES: tuple[Row, ...] = (
    row(
        Wave, "before", who="isla", on=-466, survey="how-are-you", name="Before", moment=Moment.BEFORE,
        opens_on=quarter_start(_FIRST), closes_on=quarter_end(_FIRST), token=_LINK.format("before"),
    ),
    row(
        Wave, "after", who="isla", on=quarter_start(_SECOND), survey="how-are-you", name="Half a year later",
        moment=Moment.AFTER, opens_on=quarter_start(_SECOND), closes_on=quarter_end(_SECOND),
        token=_LINK.format("after"),
    ),
    row(
        Wave, "now", who="isla", on=-9, survey="how-are-you", name="A year on", moment=Moment.LATER,
        opens_on=-7, closes_on=60, token=_LINK.format("now"),
    ),
)  # fmt: skip

_WORDS = (
    "More walks on Saturdays.",
    "The bus goes before the session ends.",
    "Tell people sooner that it is free.",
    "Nothing, the coach was patient with me.",
    "Smaller groups, I do not speak up in a big one.",
    "Ring before the first meeting. I nearly did not come.",
    "A place to leave the grandchildren.",
    "Recipes for one person.",
    "Keep it going after the eight weeks.",
    "Warmer room in winter.",
)


@dataclass(frozen=True)
class _Person:
    """Somebody made up: how content and how lonely, where and how old."""

    content: float
    lonely: float
    area: int
    age: int


def _made_up() -> _Person:
    content = _RANDOM.gauss(5.3, 1.9)
    return _Person(
        content,
        min(max(_RANDOM.gauss(1.95 - (content - 5.3) * 0.12, 0.55), 1), 3),
        _RANDOM.choices((1, 2, 3, 4), (26, 20, 12, 2))[0],
        _RANDOM.choices((1, 2, 3), (15, 24, 21))[0],
    )


def _on(low: int, high: int, value: float) -> int:
    return min(max(round(value), low), high)


def _sheet(person: _Person, better: float) -> dict[str, Any]:
    """The answers of one person, `better` points of contentment after the first time."""
    draw = _RANDOM.gauss
    well = person.content + better
    alone = person.lonely - better * 0.22
    given: dict[str, Any] = {
        f"{ONS}.satisfaction": _on(0, 10, draw(well, 0.8)),
        f"{ONS}.worthwhile": _on(0, 10, draw(well + 0.5, 1)),
        f"{ONS}.happiness": _on(0, 10, draw(well + 0.2, 1.5)),
        f"{ONS}.anxiety": _on(0, 10, draw(9.2 - well, 1.8)),
        f"{UCLA}.companionship": _on(1, 3, draw(alone, 0.4)),
        f"{UCLA}.left-out": _on(1, 3, draw(alone - 0.1, 0.4)),
        f"{UCLA}.isolated": _on(1, 3, draw(alone, 0.4)),
        f"{LONELY}.lonely": _on(1, 5, draw(alone * 1.5, 0.7)),
        str(PLACE): person.area,
        str(AGE): person.age,
        str(LISTENED): _on(0, 10, draw(7.2 + better * 0.5, 1.6)),
    }
    given[str(ACTIVITIES)] = [4] if not better else sorted(_RANDOM.sample((1, 2, 3), _RANDOM.randint(1, 3)))
    # Some leave something out
    for key in [key for key in given if key not in {str(PLACE), f"{ONS}.satisfaction"}]:
        if _RANDOM.random() < 0.03:
            del given[key]
    return given


def _answers() -> tuple[Row, ...]:
    people = [_made_up() for _place in range(BEFORE)]
    again = [*people[:BOTH], *(_made_up() for _place in range(AFTER - BOTH))]
    first = [_answer("before", at, _sheet(one, 0), _FIRST) for at, one in enumerate(people)]
    second = []
    for at, one in enumerate(again):
        place = at if at < BOTH else at + BEFORE
        second.append(_answer("after", place, _sheet(one, _RANDOM.gauss(0.9, 1.2)), _SECOND))
    return (*first, *second)


def _answer(wave: str, person: int, given: dict[str, Any], quarter: int) -> Row:
    """Digests that no code words lead to, since nobody holds any."""
    written = {str(BEST): _RANDOM.choice(_WORDS)} if wave == "after" and _RANDOM.random() < 0.3 else {}
    paper = _RANDOM.random() < 0.35
    called = f"{wave} {person}"
    return row(
        Answer,
        called,
        who="isla",
        on=after(quarter_start(quarter), 3 + person % 80),
        id=UUID(bytes=sha256(called.encode()).digest()[:16]),
        partnership="living",
        wave=wave,
        answered_on=after(quarter_start(quarter), 3 + person % 80),
        came_by=CameBy.PAPER if paper else CameBy.LINK,
        batch="Ferry House" if paper else "",
        typed_by="isla" if paper else None,
        given=given,
        written=written,
        code=sha256(f"person {person} of the example".encode()).hexdigest(),
    )


ANSWERS: tuple[Row, ...] = _answers()


def _satisfaction(wave: str) -> Mean:
    key = f"{ONS}.satisfaction"
    found = mean_of([one.fields["given"][key] for one in ANSWERS if one.fields["wave"] == wave])
    assert isinstance(found, Mean)
    return found


def _figure(mean: float) -> Decimal:
    return Decimal(str(mean)).quantize(Decimal("0.0001"))


_THEN, _NOW = _satisfaction("before"), _satisfaction("after")

READING: tuple[Row, ...] = (
    row(
        Indicator,
        "content",
        who="isla",
        on=-460,
        outcome="mood",
        name="How satisfied people are with their lives",
        definition="Mean of the first of the four wellbeing questions, 0 to 10, among everybody who answered.",
        unit="points out of 10",
        measured=Measured.NUMBER,
        direction=Direction.UP,
        frequency=Frequency.HALF_YEARLY,
        owner="isla",
        baseline=_figure(_THEN.mean),
        baseline_on=quarter_end(_FIRST),
        baseline_source=f"Survey SV-001 How are you?, round Before, n = {_THEN.many}",
        method="The survey ‘How are you?’, before and half a year later.",
    ),
    row(
        Target,
        "content",
        who="isla",
        on=-300,
        indicator="content",
        starts_on=quarter_start(_SECOND),
        ends_on=quarter_end(_SECOND),
        value=Decimal("5.5"),
    ),
    row(
        Reading,
        "content",
        who="isla",
        on=after(quarter_end(_SECOND), 5),
        indicator="content",
        starts_on=quarter_start(_SECOND),
        ends_on=quarter_end(_SECOND),
        figure=_figure(_NOW.mean),
        source=f"Survey SV-001 How are you?, round Half a year later, n = {_NOW.many}",
        note="Overall, how satisfied are you with your life nowadays?: "
        f"mean {_NOW.mean:.1f} (between {_NOW.low:.1f} and {_NOW.high:.1f}), n = {_NOW.many}",
    ),
    row(
        Feed,
        "content",
        who="isla",
        on=after(quarter_end(_SECOND), 5),
        wave="after",
        reading="content",
        asked=f"{ONS}.satisfaction",
        told="Overall, how satisfied are you with your life nowadays?",
        statistic=Statistic.MEAN,
        many=_NOW.many,
    ),
)
