"""The critical path method: a pass forward for the earliest times, a pass back for the latest."""

from __future__ import annotations

from datetime import date

from coplan.engines.schedule.checks import check
from coplan.engines.schedule.model import Plan, Result, Scheduled, When


def calculate(plan: Plan) -> Result:
    """Schedule a plan. Linear in tasks and links. Raises InvalidInput with every fault it has.

    Times are worked days counted from the plan's first day, and become dates at the end. Scheduling backward from
    a finish moves the same times, so that the last of them falls on it.
    """
    check(plan)
    net = _Net(plan)
    early, order = net.earliest()
    length = max(start + days for start, days in zip(early, net.days, strict=True))
    late = net.latest(order, length)
    dates = _Dates(plan, net, length)
    free = net.free(early, length)
    tasks = tuple(
        Scheduled(
            id=task.id,
            early_start=dates.start(index, early[index]),
            early_finish=dates.finish(index, early[index]),
            late_start=dates.start(index, late[index]),
            late_finish=dates.finish(index, late[index]),
            total_float_days=late[index] - early[index],
            free_float_days=free[index],
        )
        for index, task in enumerate(plan.tasks)
    )
    critical = sorted(
        (index for index in range(len(tasks)) if tasks[index].critical),
        key=lambda index: (early[index], early[index] + net.days[index], index),
    )
    return Result(dates.first, dates.last, length, tasks, tuple(tasks[index].id for index in critical))


class _Net:
    """The tasks by their place, with the links both ways as (place, lag)."""

    def __init__(self, plan: Plan) -> None:
        place = {task.id: index for index, task in enumerate(plan.tasks)}
        self.days = [task.days for task in plan.tasks]
        self.before = [[(place[link.task], link.lag_days) for link in task.after] for task in plan.tasks]
        self.behind: list[list[tuple[int, int]]] = [[] for _ in plan.tasks]
        for index, links in enumerate(self.before):
            for other, lag in links:
                self.behind[other].append((index, lag))

    def earliest(self) -> tuple[list[int], list[int]]:
        """The earliest start of each task, none before 0, and an order in which each comes after what it waits for."""
        early = [0] * len(self.days)
        waiting = [len(links) for links in self.before]
        order = [index for index, many in enumerate(waiting) if not many]
        for index in order:
            end = early[index] + self.days[index]
            for other, lag in self.behind[index]:
                early[other] = max(early[other], end + lag)
                waiting[other] -= 1
                if not waiting[other]:
                    order.append(other)
        return early, order

    def latest(self, order: list[int], length: int) -> list[int]:
        """The latest start of each task that still lets the whole end in time."""
        late = [length - days for days in self.days]
        for index in reversed(order):
            for other, lag in self.behind[index]:
                late[index] = min(late[index], late[other] - lag - self.days[index])
        return late

    def free(self, early: list[int], length: int) -> list[int]:
        """How far each may slip before another's earliest start, or the end, does."""
        return [
            min([length, *(early[other] - lag for other, lag in self.behind[index])]) - early[index] - days
            for index, days in enumerate(self.days)
        ]


class _Dates:
    """Turns times into dates of the plan's calendar, or leaves them whole numbers."""

    def __init__(self, plan: Plan, net: _Net, length: int) -> None:
        self._net, self._length = net, length
        self._days: list[date] = []
        self._offset = 0
        end = plan.finish
        if isinstance(plan.start, date):
            self._days = plan.calendar.days_from(plan.start, max(length, 1))
        elif isinstance(end, date):
            self._days = plan.calendar.days_to(end, max(length, 1))
        elif plan.start is not None:
            self._offset = plan.start
        elif end is not None:
            self._offset = end - length

    @property
    def first(self) -> When:
        return self._days[0] if self._days else self._offset

    @property
    def last(self) -> When:
        return self._days[-1] if self._days else self._offset + self._length

    def start(self, index: int, time: int) -> When:
        if not self._days:
            return self._offset + time
        if self._net.days[index]:
            return self._days[time]
        return self._milestone(index, time)

    def finish(self, index: int, time: int) -> When:
        days = self._net.days[index]
        if not self._days:
            return self._offset + time + days
        return self._days[time + days - 1] if days else self._milestone(index, time)

    def _milestone(self, index: int, time: int) -> date:
        """At the end of the last day before it; one that waits for nothing falls on the day that begins."""
        at = time - 1 if self._net.before[index] else time
        return self._days[min(max(at, 0), len(self._days) - 1)]
