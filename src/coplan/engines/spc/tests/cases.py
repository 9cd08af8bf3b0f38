"""Series for the tests: the reference's, and small ones made of months."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from coplan.engines.spc import Point, Result, Series, calculate

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "xmr_cases.json").read_text())["cases"]


def document(case: dict[str, Any]) -> dict[str, Any]:
    """A case of the reference as a file of `coplan xmr`."""
    keys = ("improvement", "target", "rebase", "fix_after_n_points", "screen_outliers")
    dated = zip(case["dates"], case["values"], strict=True)
    points = [{"date": day, "value": value} for day, value in dated]
    return {"points": points} | {key: case[key] for key in keys}


def month(index: int) -> date:
    """The first of a month, counted from January 2026."""
    return date(2026 + index // 12, index % 12 + 1, 1)


def series(*values: float, **settings: Any) -> Series:
    """A figure a month from January 2026."""
    points = tuple(Point(month(index), value) for index, value in enumerate(values))
    return Series(points, **settings)


def causes(*values: float, **settings: Any) -> list[str]:
    """What each figure shows."""
    return [point.special_cause for point in calculate(series(*values, **settings)).points]


def limits(result: Result) -> list[tuple[float, float | None, float | None]]:
    """Mean and limits of each group."""
    return [(group.mean, group.lower_limit, group.upper_limit) for group in result.groups]
