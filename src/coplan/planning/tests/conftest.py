"""A small plan that tests can name, on a Monday without holidays near."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django_scopes import scope

from coplan.planning import queries
from coplan.planning.models import Milestone, PlanFrame, Task

MONDAY = date(2027, 2, 1)


@pytest.fixture
def task(partnership: Any) -> Any:
    """`task("Book rooms", 5, "TK-001")` adds one."""

    def made(title: str, days: int = 5, after: str = "", **more: Any) -> Task:
        with scope(partnership=partnership):
            return Task.objects.create(
                partnership=partnership, title=title, days=days, after=after, **{"stage": "pilot", **more}
            )

    return made


@pytest.fixture
def milestone(partnership: Any) -> Any:
    def made(title: str, due_on: date, after: str = "", **more: Any) -> Milestone:
        with scope(partnership=partnership):
            return Milestone.objects.create(
                partnership=partnership, title=title, due_on=due_on, after=after, **{"stage": "pilot", **more}
            )

    return made


@pytest.fixture
def planned(partnership: Any) -> Any:
    """The plan as it is worked out on a day; `frame` sets its ends."""

    def made(today: date = MONDAY, **frame: Any) -> queries.Planned:
        with scope(partnership=partnership):
            if frame:
                PlanFrame.objects.create(partnership=partnership, **frame)
            found = queries.planned(partnership, today)
            found.dates  # noqa: B018
            return found

    return made
