"""The value map: the figures that UWE Bristol published in 2015 for Westbank's Living Well, Taking Control.

The file beside this module holds the report's numbers. What the report does not print but its results need
is said in the reasons; ranges are the example's own.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from coplan.demo.rows import Row, row
from coplan.value.models import Kind, Scenario, ValueInput, ValueMap, ValueOutcome

_REPORT: dict[str, Any] = json.loads(
    (Path(__file__).parent / "living_well_2015.json").read_text(encoding="utf-8"), parse_float=Decimal
)
DAY = -38
MAP = "published"

_SOURCE = (
    "Living Well, Taking Control (LWTC): social return on investment, by UWE Bristol for Westbank, 2015. "
    "Quantities, proxies, discount rate and results are the report's; the partnership around them is invented. "
    "Three inputs are inferred, because the report does not print them and its results need them: a drop-off of "
    "22% a year (the text says 66% over three years), how the reductions are split between deadweight and "
    "attribution, and a proxy of £498 for outcome h (the text prints £495). Low and high figures were chosen for "
    "this example."
)
AS_PUBLISHED = "As published in the report"
_SPLIT = "Inferred: the split that gives the report's impacts and sensitivity ratios"
_DROP_OFF = "Inferred: the report's yearly columns need 22% a year; its text says 66% over three years"
_CHOSEN = "Range chosen for the example"

# The report's stakeholders, by the example's stakeholder groups
GROUPS = {
    "Participants": "people",
    "Family and friends": "family",
    "Project staff": "staff",
    "Westbank": "host",
    "Volunteers": "volunteers",
    "Westbank gym": "gym",
    "GP practices": "practices",
    "Support group": "support-group",
    "NHS": "nhs-all",
    "Funder": "funder",
}

# code: part of the logic model, reading that gives the quantity
RESTS_ON = {
    "a": ("diet", "diet -1"),
    "b": ("active", "active -1"),
    "c": ("mood", "mood -1"),
    "d": ("network", "network -1"),
    "e": ("weight", "weight -1"),
    "f": ("risk", "risk -1"),
    "g": ("family-diet", "family -1"),
    "h": ("jobs", "jobs -1"),
    "i": ("joined-up", None),
    "j": ("knowledge", "volunteers -1"),
    "k": ("joined-up", "bodies -1"),
    "l": ("capacity", "handed-over -1"),
    "m": ("capacity", None),
    "n": ("room", "sessions -1"),
    "o": ("costs", "visits -1"),
}

_RANGES: dict[str, dict[str, Any]] = {
    "a": {"quantity_low": 200, "quantity_high": 245, "deadweight_low": "0.05", "deadweight_high": "0.3"},
    "b": {"quantity_low": 120, "quantity_high": 165, "proxy_low": 300, "proxy_high": 480,
          "attribution_low": "0.05", "attribution_high": "0.4"},
    "c": {"quantity_low": 80, "quantity_high": 125},
    "f": {"quantity_low": 14, "quantity_high": 28, "proxy_low": 4500, "proxy_high": 9000,
          "drop_off_low": "0.15", "drop_off_high": "0.4"},
    "d": {"quantity_low": 40, "quantity_high": 70},
    "e": {"quantity_low": 50, "quantity_high": 70},
    "g": {"quantity_low": 40, "quantity_high": 80},
    "h": {"quantity_low": 2, "quantity_high": 4},
    "n": {"quantity_low": 10, "quantity_high": 14},
    "j": {"quantity_low": 5, "quantity_high": 7},
    "k": {"proxy_low": 400, "proxy_high": 700},
    "l": {"quantity_low": 200, "quantity_high": 248},
    "m": {"duration_years_low": 2, "duration_years_high": 3},
    "o": {"quantity_low": 150, "quantity_high": 230, "proxy_low": 200, "proxy_high": 350},
}  # fmt: skip


def _reasons(code: str) -> dict[str, str]:
    reasons = {
        "quantity_reason": AS_PUBLISHED,
        "deadweight_reason": _SPLIT,
        "displacement_reason": "None in the report",
        "attribution_reason": _SPLIT,
        "drop_off_reason": _DROP_OFF,
        "duration_years_reason": AS_PUBLISHED,
    }
    if code == "m":
        reasons["duration_years_reason"] = "The text says two years, but the published third year counts it"
    for edge in _RANGES.get(code, {}):
        reason = edge.removesuffix("_low").removesuffix("_high") + "_reason"
        if reason in reasons and _CHOSEN not in reasons[reason]:
            reasons[reason] += f". {_CHOSEN}"
    return reasons


# Why each outcome matters to somebody, and a word on it where the two questions do not agree
_MATTERS: dict[str, tuple[tuple[str, ...], str]] = {
    "a": (("stakeholders", "peers"), ""),
    "b": (("stakeholders", "policy"), ""),
    "c": (("stakeholders", "policy"), ""),
    "d": (("stakeholders",), "Small in pounds, and what people in the programme spoke of most."),
    "e": (("stakeholders",), ""),
    "f": (("stakeholders", "policy", "money"), ""),
    "g": (("stakeholders",), ""),
    "h": (("stakeholders",), "Small, and counted because staff named it themselves."),
    "j": (("stakeholders",), ""),
    "l": (("money",), ""),
    "m": (("money",), ""),
    "o": (("money", "policy"), ""),
}


def _screen(code: str) -> dict[str, Any]:
    because, reason = _MATTERS.get(code, ((), ""))
    return {"relevant_because": list(because), "material_reason": reason}


def _proxy_source(code: str) -> str:
    source = AS_PUBLISHED
    if code == "h":
        source = "Inferred: the published impact of £996 needs £498; the report's text prints £495"
    return f"{source}. {_CHOSEN}" if "proxy_low" in _RANGES.get(code, {}) else source


def _outcome(place: int, item: dict[str, Any]) -> Row:
    code = item["code"]
    part, reading = RESTS_ON[code]
    return row(
        ValueOutcome,
        code,
        who="euan",
        on=DAY,
        value_map=MAP,
        code=code,
        title=item["outcome"],
        stakeholder=GROUPS[item["stakeholder"]],
        outcome=part,
        reading=reading,
        proxy_name=f"What the report uses for '{item['outcome'].lower()}'",
        proxy_source=_proxy_source(code),
        proxy_year="2014-15",
        position=place,
        **{name: Decimal(item[name]) for name in _NUMBERS},
        **{name: Decimal(value) for name, value in _RANGES.get(code, {}).items()},
        **_reasons(code),
        **_screen(code),
    )


_NUMBERS = ("quantity", "proxy", "deadweight", "displacement", "attribution", "drop_off", "duration_years")

VALUE: tuple[Row, ...] = (
    row(
        ValueMap,
        MAP,
        who="euan",
        on=DAY,
        title="Social value of the pilot so far",
        sort=Kind.EVALUATIVE,
        discount_rate=Decimal("0.035"),
        first_year_discounted=True,
        price_year="2014-15",
        source=_SOURCE,
        seed=2015,
    ),
    *(
        row(
            ValueInput,
            item["name"],
            who="euan",
            on=DAY,
            value_map=MAP,
            stakeholder=GROUPS[item["stakeholder"]],
            name=item["name"],
            amount=Decimal(item["amount"]),
            source=AS_PUBLISHED,
            position=place,
        )
        for place, item in enumerate(_REPORT["inputs"])
    ),
    *(_outcome(place, item) for place, item in enumerate(_REPORT["outcomes"])),
    *(
        row(
            Scenario,
            item["name"],
            who="euan",
            on=DAY,
            value_map=MAP,
            name=item["name"],
            settings={name: float(value) for name, value in item["set"].items()},
            codes=item.get("codes"),
            because="Asked in the report's own sensitivity test",
        )
        for item in _REPORT["scenarios"]
    ),
)
