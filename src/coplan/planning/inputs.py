"""The rows of a plan as what the scheduling engine takes: the only bridge between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from coplan.engines import schedule
from coplan.engines.schedule import Calendar, Link
from coplan.packs import pack
from coplan.planning.models import Milestone, Task
from coplan.planning.waiting import Wait, stored

END = "end"
ORIGIN = "origin"
_DAY = timedelta(days=1)


def calendar(local: Iterable[date] = ()) -> Calendar:
    """Scotland's working days without the days that are not worked here."""
    national = (one.day for one in pack("scotland").bank_holidays())
    return Calendar("scotland", holidays=frozenset((*national, *local)))


@dataclass(frozen=True)
class Step:
    """A task or a milestone, as far as dates go. `hold` is the day a milestone is to be held on."""

    key: str
    name: str
    days: int
    after: tuple[Wait, ...] = ()
    not_before: date | None = None
    begun_on: date | None = None
    done_on: date | None = None
    hold: date | None = None

    @property
    def is_milestone(self) -> bool:
        return self.hold is not None


def step_of(record: Task | Milestone) -> Step:
    if isinstance(record, Milestone):
        return Step(
            record.reference,
            record.title,
            0,
            stored(record.after),
            done_on=record.done_on,
            hold=record.due_on,
        )
    return Step(
        record.reference,
        record.title,
        record.days,
        stored(record.after),
        record.not_before,
        record.begun_on,
        record.done_on,
    )


@dataclass(frozen=True)
class Subject:
    """Everything that dates follow from."""

    steps: tuple[Step, ...]
    calendar: Calendar
    today: date
    starts_on: date | None = None
    ends_on: date | None = None

    @cached_property
    def by_key(self) -> dict[str, Step]:
        return {one.key: one for one in self.steps}

    @cached_property
    def origin(self) -> date:
        """Where the rest of the plan begins: nothing can be begun before today."""
        return self.calendar.on_or_after(max(self.today, self.starts_on or self.today))

    @cached_property
    def waited_for(self) -> frozenset[str]:
        return frozenset(wait.reference for one in self.open for wait in one.after)

    @cached_property
    def open(self) -> tuple[Step, ...]:
        """What is neither done nor reached, and has dates of its own or something that waits for it."""
        return tuple(one for one in self.steps if one.done_on is None)

    @cached_property
    def led_to(self) -> frozenset[str]:
        """Open steps that wait for something that is there."""
        return frozenset(
            one.key for one in self.open if any(wait.reference in self.by_key for wait in one.after)
        )

    def position(self, day: date) -> int:
        """How many working days lie between the origin and a day; below 0 where it is earlier."""
        if day >= self.origin:
            return self.calendar.days_between(self.origin, day - _DAY)
        return -self.calendar.days_between(day, self.origin - _DAY)

    def forward(self) -> schedule.Plan | None:
        """As early as each can be. A milestone nothing leads to stands on its day, if anything waits for it."""
        kept = [one for one in self.open if not one.is_milestone or self._is_moved(one)]
        if not kept:
            return None
        tasks = [schedule.Task(one.key, one.name, self.rest(one), self._after(one)) for one in kept]
        return schedule.Plan((schedule.Task(ORIGIN, "", 0), *tasks), self.calendar, start=self.origin)

    def backward(self) -> schedule.Plan | None:
        """As late as each may be without a milestone's day or the end being missed; None without such a day."""
        holds = [one.hold for one in self.open if one.hold is not None]
        bounds = [*holds, *([self.ends_on] if self.ends_on else [])]
        if not bounds or not self.open:
            return None
        last = max(bounds)
        kept = {one.key for one in self.open}
        tasks = [
            schedule.Task(
                one.key,
                one.name,
                self.rest(one),
                tuple(Link(w.reference, w.lag) for w in one.after if w.reference in kept),
            )
            for one in self.open
        ]
        ends = tuple(
            Link(one.key, self.calendar.days_between(bound + _DAY, last))
            for one in self.open
            if (bound := self._bound(one)) is not None
        )
        end = schedule.Task(END, "", 0, ends)
        return schedule.Plan((*tasks, end), self.calendar, finish=last)

    def rest(self, one: Step) -> int:
        """The working days that are left: one at least while a task is begun and not done."""
        if one.begun_on is None:
            return one.days
        return max(1, one.days - max(0, -self.position(one.begun_on)))

    def _is_moved(self, one: Step) -> bool:
        return one.key in self.led_to or one.key in self.waited_for

    def _bound(self, one: Step) -> date | None:
        if one.hold is not None:
            return one.hold
        return None if one.key in self.waited_for else self.ends_on

    def _after(self, one: Step) -> tuple[Link, ...]:
        if one.begun_on is not None:
            return ()
        links, earliest = [], 0
        if one.not_before is not None:
            earliest = self.position(one.not_before)
        if one.is_milestone and one.key not in self.led_to and one.hold is not None:
            earliest = self.position(one.hold + _DAY)
        for wait in one.after:
            before = self.by_key.get(wait.reference)
            if before is None:
                continue
            if before.done_on is not None:
                earliest = max(earliest, self.position(before.done_on + _DAY) + wait.lag)
            else:
                links.append(Link(wait.reference, wait.lag))
        if earliest > 0:
            links.append(Link(ORIGIN, earliest))
        return tuple(links)
