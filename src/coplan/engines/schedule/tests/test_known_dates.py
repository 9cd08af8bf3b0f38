"""Published networks and dates, met to the day."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import coplan
from coplan.engines.schedule import NO_DATES, WEEKDAYS, Calendar, Link, Plan, Result, Task, calculate

# Kolisch and Sprecher's PSPLIB may not be shipped: its 40 networks are checked where they lie beside the project
NETWORKS = Path(coplan.__file__).parents[3] / "shared/data/schedule/psplib_j30_40_networks.json"


def plan(*tasks: Task, **ends: Any) -> Plan:
    return Plan(tasks, ends.pop("calendar", WEEKDAYS), **ends)


def dates(result: Result) -> dict[str, tuple[object, ...]]:
    return {
        one.id: (one.early_start, one.early_finish, one.late_start, one.late_finish) for one in result.tasks
    }


@pytest.mark.skipif(not NETWORKS.exists(), reason="PSPLIB's networks are not beside the project")
def test_networks_of_psplib() -> None:
    networks = json.loads(NETWORKS.read_text())
    assert len(networks) == 40
    for network in networks.values():
        assert _worked(network) == {key: network[key] for key in _worked(network)}


def _worked(network: dict[str, Any]) -> dict[str, object]:
    before: dict[int, list[Link]] = {place: [] for place in range(1, len(network["durations"]) + 1)}
    for place, followers in enumerate(network["successors"], 1):
        for one in followers:
            before[one].append(Link(str(place)))
    tasks = (
        Task(str(place), "", network["durations"][place - 1], tuple(links)) for place, links in before.items()
    )
    result = calculate(plan(*tasks, calendar=NO_DATES, start=0))
    return {
        "cpm_length": result.length_days,
        "es": [one.early_start for one in result.tasks],
        "ef": [one.early_finish for one in result.tasks],
        "ls": [one.late_start for one in result.tasks],
        "lf": [one.late_finish for one in result.tasks],
        "total_float": [one.total_float_days for one in result.tasks],
        "free_float": [one.free_float_days for one in result.tasks],
        "critical": sorted(int(one) for one in result.critical_path),
    }


def test_twenty_days_with_a_holiday_and_a_week_s_leave() -> None:
    """Of TaskJuggler's suite, restated: from 12 March 2012, away on the 14th and from the 19th for a week."""
    away = frozenset({date(2012, 3, 14), *(date(2012, 3, day) for day in range(19, 24))})
    result = calculate(
        plan(Task("a", "", 20), calendar=Calendar("own", holidays=away), start=date(2012, 3, 12))
    )
    assert (result.start, result.finish) == (date(2012, 3, 12), date(2012, 4, 16))


def test_a_working_week_is_five_days() -> None:
    """Of TaskJuggler's suite, restated: a week's effort from Monday 2 April 2007, then a gap of a working week."""
    tasks = (Task("t7", "", 5), Task("t8", "", 5, (Link("t7", 5),)))
    found = dates(calculate(plan(*tasks, start=date(2007, 4, 2))))
    assert found["t7"][:2] == (date(2007, 4, 2), date(2007, 4, 6))
    assert found["t8"][:2] == (date(2007, 4, 16), date(2007, 4, 20))


def test_backward_a_week_ends_on_the_last_day_that_is_worked() -> None:
    """Of TaskJuggler's suite, restated: to Sunday 1 July 2007, and before that a week with a week between."""
    tasks = (Task("t8", "", 5), Task("t7", "", 5, (Link("t8", 0),)))
    found = dates(calculate(plan(*tasks, finish=date(2007, 7, 1))))
    assert found["t7"][2:] == (date(2007, 6, 25), date(2007, 6, 29))
    assert found["t8"][2:] == (date(2007, 6, 18), date(2007, 6, 22))
