"""No main page costs more queries than the committed figure, in a small partnership or a larger one."""

from __future__ import annotations

import pytest

from tests import queries
from tests.visits import WRITING
from tests.world import World

pytestmark = pytest.mark.django_db


def test_no_page_costs_more_queries_than_committed(world: World) -> None:
    found = queries.counts(world)
    if WRITING:
        queries.write(found)
    committed = queries.baseline()
    assert sorted(set(found) ^ set(committed)) == [], "Run `make docs` and commit tests/query_counts.json."
    dearer = {
        name: f"{committed[name]} is now {pair}"
        for name, pair in found.items()
        if any(now > was for now, was in zip(pair, committed[name], strict=True))
    }
    assert dearer == {}, "Find the query that is made once a row; where it is meant, run `make docs`."


def test_no_page_costs_more_as_its_records_grow(world: World) -> None:
    growing = {name: pair for name, pair in queries.baseline().items() if pair[1] > pair[0]}
    assert growing == {}
