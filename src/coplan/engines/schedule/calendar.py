"""Which days are worked, and the days of a plan one after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from coplan.engines import Fault, InvalidInput

_DAY = timedelta(days=1)
_MONDAY_TO_FRIDAY = frozenset(range(5))
_WHOLE_WEEK = frozenset(range(7))


@dataclass(frozen=True)
class Calendar:
    """The days of the week that are worked (0 is Monday) and the days that are not worked all the same.

    Without a week there are no dates: times are whole numbers from 0.
    """

    name: str
    week: frozenset[int] = _MONDAY_TO_FRIDAY
    holidays: frozenset[date] = field(default=frozenset(), repr=False)

    @property
    def has_dates(self) -> bool:
        return bool(self.week)

    def is_worked(self, day: date) -> bool:
        """Whether a day is worked."""
        return day.weekday() in self.week and day not in self.holidays

    def on_or_after(self, day: date) -> date:
        """The first worked day from a day on. Raises InvalidInput beyond the year 9999."""
        return self.days_from(day, 1)[0]

    def days_from(self, day: date, many: int) -> list[date]:
        """So many worked days from a day on, the earliest first."""
        return list(islice(self._walk(day, _DAY, many), many))

    def days_to(self, day: date, many: int) -> list[date]:
        """So many worked days up to a day, the earliest first."""
        return list(islice(self._walk(day, -_DAY, many), many))[::-1]

    def days_between(self, first: date, last: date) -> int:
        """How many days are worked from one day to another, both counted; 0 where the last is before the first."""
        if last < first:
            return 0
        weeks, rest = divmod((last - first).days + 1, 7)
        extra = sum((first.weekday() + ahead) % 7 in self.week for ahead in range(rest))
        closed = sum(1 for day in self._closed_between(first, last) if day.weekday() in self.week)
        return weeks * len(self.week) + extra - closed

    def _closed_between(self, first: date, last: date) -> list[date]:
        known = sorted(self.holidays)
        return known[bisect_left(known, first) : bisect_right(known, last)]

    def _walk(self, day: date, step: timedelta, many: int) -> Iterable[date]:
        left = many
        while True:
            if self.is_worked(day):
                yield day
                left -= 1
                if not left:
                    # The day after the last one asked for need not exist
                    return
            try:
                day += step
            except OverflowError:
                raise InvalidInput([Fault("tasks", "they run beyond the years a date can have")]) from None


WEEKDAYS = Calendar("weekdays")
EVERY_DAY = Calendar("every-day", _WHOLE_WEEK)
NO_DATES = Calendar("none", frozenset())
