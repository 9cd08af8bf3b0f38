"""What a day, a milestone, a lag and a fault mean."""

import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.engines import InvalidInput
from coplan.engines.schedule import (
    EVERY_DAY,
    NO_DATES,
    WEEKDAYS,
    Calendar,
    Link,
    Plan,
    Task,
    calculate,
    circle,
    read_plan,
)
from coplan.engines.schedule.command import scotland

MONDAY = date(2026, 1, 5)


def found(plan):
    return {one.id: one for one in calculate(plan).tasks}


def faults(document):
    with pytest.raises(InvalidInput) as refused:
        read_plan(document, {"scotland": scotland()})
    return [str(one) for one in refused.value.faults]


def test_a_milestone_falls_at_the_end_of_its_last_predecessor_s_day():
    tasks = (
        Task("a", "", 3),
        Task("b", "", 2),
        Task("m", "", 0, (Link("a"), Link("b"))),
        Task("c", "", 1, (Link("m"),)),
    )
    one = found(Plan(tasks, WEEKDAYS, start=MONDAY))
    assert (one["m"].early_start, one["m"].early_finish) == (date(2026, 1, 7), date(2026, 1, 7))
    assert one["c"].early_start == date(2026, 1, 8)


def test_a_milestone_that_waits_for_nothing_falls_on_the_day_that_begins():
    tasks = (Task("m", "", 0), Task("a", "", 2, (Link("m"),)))
    one = found(Plan(tasks, WEEKDAYS, start=MONDAY))
    assert (one["m"].early_start, one["m"].late_finish) == (MONDAY, MONDAY)


def test_a_lone_milestone_backward_falls_on_the_finish():
    (one,) = calculate(Plan((Task("m", "", 0),), WEEKDAYS, finish=date(2026, 1, 11))).tasks
    assert (one.early_start, one.late_finish) == (date(2026, 1, 9), date(2026, 1, 9))


def test_a_start_rolls_forward_and_a_finish_rolls_back():
    task = (Task("a", "", 1),)
    assert calculate(Plan(task, WEEKDAYS, start=date(2026, 1, 10))).start == date(2026, 1, 12)
    assert calculate(Plan(task, WEEKDAYS, finish=date(2026, 1, 10))).finish == date(2026, 1, 9)
    assert calculate(Plan(task, EVERY_DAY, start=date(2026, 1, 10))).start == date(2026, 1, 10)


def test_scotland_rests_on_its_bank_holidays():
    result = calculate(Plan((Task("a", "", 2),), scotland(), start=date(2026, 12, 31)))
    # 1 January is a Friday, and Monday the 4th stands in for Saturday the 2nd
    assert (result.start, result.finish) == (date(2026, 12, 31), date(2027, 1, 5))


def test_float_is_how_far_a_task_may_slip():
    tasks = (
        Task("a", "", 5),
        Task("b", "", 2),
        Task("c", "", 1, (Link("b"),)),
        Task("d", "", 1, (Link("a"), Link("c"))),
    )
    one = found(Plan(tasks, NO_DATES, start=0))
    floats = {
        key: (value.total_float_days, value.free_float_days, value.critical) for key, value in one.items()
    }
    assert floats == {"a": (0, 0, True), "b": (2, 0, False), "c": (2, 2, False), "d": (0, 0, True)}
    assert calculate(Plan(tasks, NO_DATES, start=0)).critical_path == ("a", "d")


def test_a_negative_lag_lets_tasks_overlap_but_never_before_the_start():
    tasks = (Task("a", "", 5), Task("b", "", 3, (Link("a", -2),)), Task("c", "", 9, (Link("a", -20),)))
    one = found(Plan(tasks, NO_DATES, start=0))
    assert [one[key].early_start for key in "abc"] == [0, 3, 0]


def test_forward_and_backward_agree_on_the_length():
    tasks = (Task("a", "", 5), Task("b", "", 3, (Link("a", 2),)))
    forward = calculate(Plan(tasks, WEEKDAYS, start=MONDAY))
    assert calculate(Plan(tasks, WEEKDAYS, finish=forward.finish)) == forward


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"tasks": [], "calendar": "none", "start": 0}, ["tasks: there are none; give at least one"]),
        (
            {"calendar": "weekdays", "tasks": [{"id": "a", "days": 1}]},
            ["start: give one of start and finish"],
        ),
        (
            {"calendar": "none", "start": 0, "finish": 9, "tasks": [{"id": "a", "days": 1}]},
            ["start: give start or finish, not both"],
        ),
        (
            {"calendar": "moon", "start": "2026-01-05", "tasks": [{"id": "a", "days": 1}]},
            ['calendar: "moon" is not one of every-day, none, scotland, weekdays'],
        ),
        (
            {
                "calendar": "none",
                "start": 0,
                "tasks": [
                    {"id": "a", "name": "Ask", "days": 1.5},
                    {"id": "a", "days": -1, "after": [{"task": "z"}]},
                ],
            },
            [
                "tasks[0].days: 1.5 is not a whole number",
                "tasks[1].id: 'a' is the id of tasks[0] already",
                "tasks[1].days: -1 is not between 0 and 100,000",
                "tasks[1].after[0].task: 'z' is not the id of a task",
            ],
        ),
        (
            {
                "calendar": "none",
                "start": 0,
                "tasks": [
                    {"id": "a", "name": "Ask", "days": 1, "after": [{"task": "c"}]},
                    {"id": "b", "days": 1, "after": [{"task": "a"}]},
                    {"id": "c", "days": 1, "after": [{"task": "b"}, {"task": "d"}]},
                    {"id": "d", "days": 1},
                ],
            },
            ["tasks: they wait for each other in a circle: a (Ask) → b → c → a (Ask)"],
        ),
    ],
)
def test_what_is_wrong_is_named(document, told):
    assert sorted(faults(document)) == sorted(told)


def test_a_plan_beyond_the_last_year_is_refused():
    tasks = tuple(Task(str(n), "", 100_000, (Link(str(n - 1)),) if n else ()) for n in range(40))
    with pytest.raises(InvalidInput, match="beyond the years a date can have"):
        calculate(Plan(tasks, WEEKDAYS, start=MONDAY))


@given(st.data())
def test_every_task_keeps_to_what_it_waits_for(data):
    """No task starts before those it waits for are done, none late ends after the end, and float is never below 0."""
    many = data.draw(st.integers(1, 25))
    tasks = tuple(
        Task(
            str(n),
            "",
            data.draw(st.integers(0, 6)),
            tuple(
                Link(str(before), data.draw(st.integers(-3, 4)))
                for before in sorted(data.draw(st.sets(st.integers(0, n - 1), max_size=3)) if n else ())
            ),
        )
        for n in range(many)
    )
    result = calculate(Plan(tasks, NO_DATES, start=0))
    one = {task.id: task for task in result.tasks}
    for task in tasks:
        for link in task.after:
            assert one[task.id].early_start >= one[link.task].early_finish + link.lag_days
            assert one[task.id].late_start >= one[link.task].late_finish + link.lag_days
        assert one[task.id].early_start >= 0
        assert one[task.id].late_finish <= result.length_days
        assert one[task.id].total_float_days >= one[task.id].free_float_days >= 0
    assert result.critical_path


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_days_between_counts_what_the_calendar_walks(first, ahead):
    calendar = Calendar("own", frozenset({0, 2, 5}), frozenset({date(2026, 12, 25), date(2026, 1, 5)}))
    last = date.fromordinal(first.toordinal() + ahead)
    walked = sum(
        calendar.is_worked(date.fromordinal(day)) for day in range(first.toordinal(), last.toordinal() + 1)
    )
    assert calendar.days_between(first, last) == walked


def test_a_circle_is_found_however_long_and_however_deep():
    chain = {str(n): (str(n - 1),) for n in range(1, 20_000)} | {"0": ()}
    assert circle(chain) == ()
    assert len(circle(chain | {"0": ("19999",)})) == 20_000


def test_the_command_answers_in_json_and_refuses_in_one_line_a_fault(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(
        json.dumps({"start": "2026-01-05", "calendar": "scotland", "tasks": [{"id": "A", "days": 2}]})
    )
    done = subprocess.run(
        [sys.executable, "-m", "coplan.cli", "schedule", str(path), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "start": "2026-01-05",
        "finish": "2026-01-06",
        "length_days": 2,
        "tasks": [
            {
                "id": "A",
                "early_start": "2026-01-05",
                "early_finish": "2026-01-06",
                "late_start": "2026-01-05",
                "late_finish": "2026-01-06",
                "total_float_days": 0,
                "free_float_days": 0,
                "critical": True,
            }
        ],
        "critical_path": ["A"],
    }
    path.write_text("{}")
    done = subprocess.run(
        [sys.executable, "-m", "coplan.cli", "schedule", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "calendar: it is missing; give a text",
        "tasks: it is missing; give a list in brackets []",
        "start: give one of start and finish",
    ]
