"""Everything that can be wrong with a plan, collected rather than raised one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from coplan.engines import Fault, InvalidInput
from coplan.engines.schedule.model import Plan, Task

MOST_DAYS = 100_000
# A circle is named whole up to this many tasks
MOST_NAMED = 12


def validate(plan: Plan) -> tuple[Fault, ...]:
    """Return every fault of the plan, in reading order; an empty tuple means it can be calculated."""
    return tuple(_faults(plan))


def check(plan: Plan) -> None:
    """Raise InvalidInput with every fault of the plan, if it has any."""
    if faults := validate(plan):
        raise InvalidInput(faults)


def circle(waits_for: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return tasks that wait for each other in a circle, each before the one that waits for it; else nothing.

    `waits_for` gives for each task those it waits for; names that are no task are passed over. Linear in tasks and
    links.
    """
    state: dict[str, int] = {}
    for root in waits_for:
        if root in state:
            continue
        way, open_ones = [root], [iter(waits_for[root])]
        state[root] = 1
        while way:
            found = next((one for one in open_ones[-1] if one in waits_for and state.get(one) != 2), None)
            if found is None:
                state[way.pop()] = 2
                open_ones.pop()
            elif state.get(found) == 1:
                return tuple(reversed(way[way.index(found) :]))
            else:
                state[found] = 1
                way.append(found)
                open_ones.append(iter(waits_for[found]))
    return ()


def _faults(plan: Plan) -> Iterator[Fault]:
    yield from _end_faults(plan)
    if not plan.tasks:
        yield Fault("tasks", "there are none; give at least one")
    first: dict[str, int] = {}
    for index, task in enumerate(plan.tasks):
        yield from _task_faults(task, f"tasks[{index}]", first.get(task.id))
        first.setdefault(task.id, index)
    sound = True
    for index, task in enumerate(plan.tasks):
        for place, link in enumerate(task.after):
            at = f"tasks[{index}].after[{place}]"
            if link.task not in first:
                sound = False
                yield Fault(f"{at}.task", f"{link.task!r} is not the id of a task")
            if abs(link.lag_days) > MOST_DAYS:
                yield Fault(f"{at}.lag_days", f"{link.lag_days} is beyond {MOST_DAYS:,} days")
    if sound and len(first) == len(plan.tasks):
        yield from _circle_fault(plan)


def _end_faults(plan: Plan) -> Iterator[Fault]:
    if (plan.start is None) == (plan.finish is None):
        said = "give one of start and finish" if plan.start is None else "give start or finish, not both"
        yield Fault("start", said)
    for name, value in (("start", plan.start), ("finish", plan.finish)):
        if value is None:
            continue
        if plan.calendar.has_dates and not isinstance(value, date):
            yield Fault(name, f"{value} is not a date; the calendar {plan.calendar.name} has dates")
        if not plan.calendar.has_dates and isinstance(value, date):
            yield Fault(name, "the calendar none has no dates; give a whole number")


def _task_faults(task: Task, at: str, twin: int | None) -> Iterator[Fault]:
    if not task.id.strip():
        yield Fault(f"{at}.id", "it is empty; give each task an id")
    elif twin is not None:
        yield Fault(f"{at}.id", f"{task.id!r} is the id of tasks[{twin}] already")
    if not 0 <= task.days <= MOST_DAYS:
        yield Fault(f"{at}.days", f"{task.days} is not between 0 and {MOST_DAYS:,}")


def _circle_fault(plan: Plan) -> Iterator[Fault]:
    found = circle({task.id: tuple(link.task for link in task.after) for task in plan.tasks})
    if not found:
        return
    names = {task.id: task.name for task in plan.tasks}
    first = found.index(next(one for one in names if one in found))
    found = found[first:] + found[:first]
    said = [f"{one} ({names[one]})" if names[one] and names[one] != one else one for one in found]
    if len(said) > MOST_NAMED:
        said = [*said[:MOST_NAMED], f"and {len(said) - MOST_NAMED} more"]
    yield Fault("tasks", f"they wait for each other in a circle: {' → '.join([*said, said[0]])}")
