"""The forecast that the evaluation is set beside, the library of proxies, and what people said about the maps.

Its quantities are what was hoped for before the pilot; they and all words here are invented.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from coplan.demo.content.value import AS_PUBLISHED, GROUPS, MAP, RESTS_ON
from coplan.demo.rows import Row, row
from coplan.value.models import (
    How,
    Kind,
    Part,
    Proxy,
    Say,
    Scenario,
    Statement,
    ValueInput,
    ValueMap,
    ValueOutcome,
)

_REPORT: dict[str, Any] = json.loads(
    (Path(__file__).parent / "living_well_2015.json").read_text(encoding="utf-8"), parse_float=Decimal
)
FORECAST = "forecast"
DAY = -690
_HOPED = "Example: the aim of the outline business case (invented)"

# What was hoped for: how many, and what else was thought otherwise before
_QUANTITIES = {
    "a": 260, "b": 180, "c": 140, "d": 90, "e": 75, "f": 25, "g": 90,
    "h": 6, "j": 8, "l": 260, "m": 12, "n": 16, "o": 240,
}  # fmt: skip
_OTHERWISE: dict[str, dict[str, Any]] = {
    "b": {"proxy": 400},
    "c": {"deadweight": "0.2"},
    "f": {"attribution": "0.2"},
    "o": {"proxy": 260, "drop_off": "0.15"},
}
_RANGES = {"a": (180, 300), "b": (110, 210), "c": (80, 170), "f": (12, 32), "o": (120, 280)}
_NUMBERS = ("quantity", "proxy", "deadweight", "displacement", "attribution", "drop_off", "duration_years")


def _outcome(place: int, item: dict[str, Any]) -> Row:
    code = item["code"]
    figures = {**item, "quantity": _QUANTITIES[code], **_OTHERWISE.get(code, {})}
    low, high = _RANGES.get(code, (None, None))
    return row(
        ValueOutcome,
        f"forecast {code}",
        who="isla",
        on=DAY,
        value_map=FORECAST,
        code=code,
        title=item["outcome"],
        stakeholder=GROUPS[item["stakeholder"]],
        outcome=RESTS_ON[code][0],
        proxy_name=f"What the report uses for '{item['outcome'].lower()}'",
        proxy_source=AS_PUBLISHED,
        proxy_year="2014-15",
        quantity_reason=_HOPED,
        quantity_low=low,
        quantity_high=high,
        deadweight_reason="A guess before the pilot; nobody had been asked yet",
        displacement_reason="None expected",
        attribution_reason="A guess before the pilot; nobody had been asked yet",
        drop_off_reason="Taken from the Living Well, Taking Control report",
        duration_years_reason="Taken from the Living Well, Taking Control report",
        position=place,
        **{name: Decimal(figures[name]) for name in _NUMBERS},
    )


_SLEEP = row(
    ValueOutcome,
    "forecast p",
    who="isla",
    on=DAY,
    value_map=FORECAST,
    code="p",
    title="People sleep better",
    stakeholder="people",
    quantity=Decimal(40),
    quantity_reason="Example: one in eight of those expected to join (invented)",
    proxy=Decimal(0),
    deadweight=Decimal("0.3"),
    deadweight_reason="Three in ten would have slept better anyway, by the first survey (invented)",
    attribution=Decimal("0.2"),
    attribution_reason="Some see their practice about it",
    drop_off=Decimal("0.5"),
    drop_off_reason="Habits of sleep are lost sooner than others",
    duration_years=Decimal(2),
    duration_years_reason="Nobody knows; two years is careful",
    position=90,
)

MAPS: tuple[Row, ...] = (
    row(
        ValueMap,
        FORECAST,
        who="isla",
        on=DAY,
        title="Social value we hoped for",
        sort=Kind.FORECAST,
        price_year="2014-15",
        source="Example: the aims of the outline business case (invented), with the proxies of the Living Well, Taking "
        "Control report by UWE Bristol for Westbank, 2015.",
        seed=2015,
    ),
    row(
        ValueInput, "forecast grant", who="isla", on=DAY, value_map=FORECAST, stakeholder="funder",
        name="Grant asked for", amount=Decimal(112000), source="Example: the application (invented)",
    ),
    row(
        ValueInput, "forecast time", who="isla", on=DAY, value_map=FORECAST, stakeholder="volunteers", position=1,
        name="Time, 200 hours at 6.50", amount=Decimal(1300), source="Example: the application (invented)",
    ),
    *(
        _outcome(place, item)
        for place, item in enumerate(_REPORT["outcomes"])
        if item["code"] in _QUANTITIES
    ),
    _SLEEP,
    row(
        Scenario, "half as many", who="isla", on=DAY, value_map=FORECAST, name="Half as many come to less diabetes risk",
        settings={"quantity": 12.0}, codes=["f"], because="It carries almost half of the value",
    ),
)  # fmt: skip

PROXIES: tuple[Row, ...] = (
    row(
        Proxy,
        "class",
        who="isla",
        on=DAY + 5,
        name="A cookery class at the college, one term",
        value=Decimal("96.00"),
        low=Decimal("80.00"),
        high=Decimal("120.00"),
        unit="person and term",
        price_year=2023,
        source="Example: prospectus of Ewart College (invented)",
        notes="What people here pay for something alike. Ask them whether it is alike.",
    ),
)

# group, how, days from today, people, what they said, what changed
_SAYS = (
    ("people", How.GROUP, -60, 14, "Moving together and having company mattered more to them than weight. Two said that "
     "being weighed nearly made them stay away.", "Company is counted, though it is small in pounds."),
    ("family", How.SURVEY, -55, 23, "They cook otherwise now, and shop dearer at first.",
     "The proxy for diet is the careful one."),
    ("volunteers", How.TALK, -52, 6, "What they learnt they use at home and at work.", ""),
    ("staff", How.TALK, -50, 4, "Two found other work sooner than they would have; it is worry too, for contracts are short.",
     ""),
    ("practices", How.TALK, -48, 3, "They have time for others; how much of it is the programme they cannot say.",
     "A range of hours instead of one figure."),
    ("people", How.READ, -30, 9, "Read the draft aloud at the reference group. 'That is us', and: say that the Saturday "
     "group came late.", "A sentence about the Saturday group."),
)  # fmt: skip

_STATEMENTS = {
    Part.PURPOSE: "Whether NHS Ewart and the council pay for the programme after the pilot, and for how many places.",
    Part.AUDIENCE: "The steering group first, then the planning round of NHS Ewart and the people in the programme.",
    Part.SCOPE: "Groups, walks and cookery in the five villages, from the first day of the pilot until now.",
    Part.BOUNDARIES: "Left out is what practices do before they refer somebody: another budget pays for it and it "
    "happened before.",
    Part.INVOLVEMENT: "Everybody in the programme was invited to a workshop; 14 came. Volunteers and staff were asked one "
    "by one. People who left early were rung up: 3 of 11 answered.",
    Part.NEGATIVE: "Looked for falls, worry about weighing, and cost of food in the workshop and by telephone. Food costs "
    "more at first; nobody could put a figure to it, so it is told and not counted.",
    Part.VERIFICATION: "The University of Strathewart reads every source and works the map out again. It is paid by the "
    "funder and not by the partners.",
    Part.USE: "A page in plain words for the reference group, the range on one slide for the planning round.",
}  # fmt: skip

ACCOUNT: tuple[Row, ...] = (
    *(
        row(
            Say, f"say {place}", who="isla", on=day + 1, value_map=MAP, stakeholder=group, how=how, asked_on=day,
            people=people, said=said, changed=changed, source="Example: notes of the meeting (invented)",
        )
        for place, (group, how, day, people, said, changed) in enumerate(_SAYS)
    ),
    *(
        row(Statement, part, who="isla", on=-28, value_map=MAP, part=part, text=text)
        for part, text in _STATEMENTS.items()
    ),
)  # fmt: skip

# check, beginning of what was found it is about (nothing: every finding of the check), what was answered
REPLIES = (
    ("twice", "", "Both use the report's proxy for a healthier diet, for two groups of people: those who cook here and those "
     "at home."),
    ("chain", "", "People gain the change itself; what follows is counted for the body that saves by it. The report "
     "keeps them apart in the same way."),
    ("taken-back", "", "The reference group read the draft."),
    ("ranges", "", "The report gives one figure and no doubt about it. It is less than 2% of the value."),
    ("readings", "", "The report's own figure; no reading of the partnership stands for it."),
    ("named", "", "The report names no group."),
)  # fmt: skip
