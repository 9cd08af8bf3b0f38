"""Value maps the tests share: the published example, and a small one to bend."""

import json
from pathlib import Path
from typing import Any

from coplan.engines.sroi import Estimate, Input, Outcome, ValueMap, read_map

PUBLISHED: dict[str, Any] = json.loads(Path(__file__).with_name("living_well_2015.json").read_text())


def published_map() -> ValueMap:
    return read_map(PUBLISHED["map"])


def outcome(code: str = "a", **numbers: float | Estimate) -> Outcome:
    """Return an outcome of 100 × £50 lasting three years; keywords replace its numbers."""
    figures: dict[str, Any] = {
        "quantity": 100.0,
        "proxy": 50.0,
        "deadweight": 0.2,
        "displacement": 0.1,
        "attribution": 0.25,
        "drop_off": 0.3,
        "duration_years": 3.0,
    } | numbers
    estimates = {
        name: value if isinstance(value, Estimate) else Estimate.point(value)
        for name, value in figures.items()
    }
    return Outcome(code=code, **estimates)


def value_map(*outcomes: Outcome, amount: float = 1_000.0, **rest: Any) -> ValueMap:
    return ValueMap(inputs=(Input(amount),), outcomes=outcomes or (outcome(),), **rest)


def document(**changes: Any) -> dict[str, Any]:
    """Return a small map in its JSON form; keywords replace or add keys of its one outcome."""
    row = {
        "code": "a",
        "stakeholder": "Members",
        "outcome": "Fitter",
        "quantity": 100,
        "proxy": 50,
        "deadweight": 0.2,
        "displacement": 0.1,
        "attribution": 0.25,
        "drop_off": 0.3,
        "duration_years": 3,
    }
    return {
        "title": "Small",
        "currency": "GBP",
        "discount_rate": 0.035,
        "first_year_discounted": True,
        "inputs": [{"stakeholder": "Funder", "name": "Grant", "amount": 1000}],
        "outcomes": [row | changes],
    }
