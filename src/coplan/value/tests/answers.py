"""The answer of a map in one call, for tests that compare two."""

from __future__ import annotations

from coplan.engines import sroi
from coplan.value.models import ValueMap
from coplan.value.queries import answer_of, rows_of


def result_of(value_map: ValueMap) -> tuple[sroi.Result, sroi.Range]:
    """The deterministic answer and its range. Raises InvalidInput where the map is not ready."""
    answer = answer_of(rows_of(value_map))
    return answer.result, answer.range
