"""A value map as the lines of the workbook: what is typed into each, before any formula."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from coplan.engines import sroi
from coplan.engines.sroi.calculation import discounting_of
from coplan.value.models import NUMBERS, ValueInput, ValueOutcome
from coplan.value.queries import Rows
from coplan.value.workbook.layout import DURING, FEWEST_YEARS

Line = dict[str, Any]


def lines_of(rows: Rows) -> list[Line]:
    """Inputs first, then outcomes, each in the order of the map."""
    return [*map(_input_line, rows.inputs), *map(_outcome_line, rows.outcomes)]


def _input_line(row: ValueInput) -> Line:
    return {"stakeholder": str(row.stakeholder or ""), "input": row.name, "amount": float(row.amount)}


def _outcome_line(row: ValueOutcome) -> Line:
    reading: Any = row.reading if row.reading_id else None
    return {
        "stakeholder": str(row.stakeholder or ""),
        "change": str(row.outcome) if row.outcome_id else "",
        "outcome": row.title,
        "indicator": str(reading.indicator) if reading else "",
        "source": reading.source if reading else row.quantity_reason,
        "starts": DURING,
        "proxy_name": row.proxy_name,
        "proxy_source": row.proxy_source,
        "proxy_year": row.proxy_year,
        "code": row.code,
        **{name: float(getattr(row, name)) for name in NUMBERS},
    }


def years_of(rows: Rows) -> int:
    """How many years the sheet shows: what the longest outcome needs, and at least five."""
    longest = max((math.ceil(row.duration_years) for row in rows.outcomes), default=0)
    return max(FEWEST_YEARS, longest)


def yearly_rates(engine_map: sroi.ValueMap, years: int) -> list[float]:
    """The rate of each year that passes, also where a schedule lowers it for the far future."""
    discounting = discounting_of(engine_map)
    return [discounting.rate_of(passed) for passed in range(1, years + 1)]


def reason_lines(rows: Rows) -> Iterator[tuple[str, str, str, Any, str]]:
    """Code, outcome, number, figure and why, of every number somebody gave a reason for."""
    for row in rows.inputs:
        if row.source:
            yield "", str(row), "amount", float(row.amount), row.source
    for outcome in rows.outcomes:
        for name in NUMBERS:
            why = getattr(outcome, "proxy_source" if name == "proxy" else f"{name}_reason")
            if why:
                yield outcome.code, outcome.title, name, float(getattr(outcome, name)), why


def range_lines(rows: Rows) -> Iterator[tuple[str, str, str, float, float, float, str]]:
    for row in rows.outcomes:
        for name in NUMBERS:
            low, high = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
            if low is not None and high is not None:
                likely = float(getattr(row, name))
                yield row.code, row.title, name, float(low), likely, float(high), row.shape
