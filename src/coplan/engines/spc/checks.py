"""Everything that can be wrong with a series, collected rather than raised one by one."""

import math
from collections.abc import Iterator
from datetime import date

from coplan.engines import Fault, InvalidInput
from coplan.engines.reading import NO_DATE
from coplan.engines.spc.model import IMPROVEMENTS, Series

LARGEST = 1e15
FEWEST_FIXED = 2


def validate(series: Series) -> tuple[Fault, ...]:
    """Return every fault of the series, in reading order; an empty tuple means it can be calculated."""
    return tuple(_faults(series))


def check(series: Series) -> None:
    """Raise InvalidInput with every fault of the series, if it has any."""
    if faults := validate(series):
        raise InvalidInput(faults)


def _faults(series: Series) -> Iterator[Fault]:
    if not series.points:
        yield Fault("points", "there are none; give at least one point")
    yield from _point_faults(series)
    if series.improvement not in IMPROVEMENTS:
        yield Fault("improvement", f"{series.improvement!r} is not one of {', '.join(IMPROVEMENTS)}")
    if series.target is not None:
        yield from _number_faults("target", series.target)
    yield from _rebase_faults(series)
    fixed = series.fix_after_n_points
    if fixed is not None and fixed < FEWEST_FIXED:
        yield Fault("fix_after_n_points", f"{fixed} is below {FEWEST_FIXED}; limits need a moving range")


def _number_faults(path: str, value: float) -> Iterator[Fault]:
    if not math.isfinite(value):
        yield Fault(path, f"{value:.15g} is not a finite number")
    elif abs(value) > LARGEST:
        yield Fault(path, f"{value:.15g} is beyond {LARGEST:,.0f}")


def _point_faults(series: Series) -> Iterator[Fault]:
    first: dict[date, int] = {}
    latest = NO_DATE
    for index, point in enumerate(series.points):
        path = f"points[{index}].date"
        if point.on in first:
            yield Fault(
                path, f"{point.on} is already the date of points[{first[point.on]}]; keep one of them"
            )
        elif point.on < latest:
            yield Fault(path, f"{point.on} is before {latest}, the date above it; put the earliest first")
        first.setdefault(point.on, index)
        yield from _number_faults(f"points[{index}].value", point.value)
        # a date that could not be read has its own fault and hides no other
        latest = latest if point.on == NO_DATE else point.on


def _rebase_faults(series: Series) -> Iterator[Fault]:
    days = sorted(point.on for point in series.points if point.on != NO_DATE)
    for index, day in enumerate(series.rebase):
        if message := _complaint(day, index, series.rebase, days):
            yield Fault(f"rebase[{index}]", message)


def _complaint(day: date, index: int, rebase: tuple[date, ...], days: list[date]) -> str | None:
    """Say why no group can start on this day, or None where one can; `days` are those of the points."""
    if day in rebase[:index]:
        return f"{day} is already rebase[{rebase.index(day)}]; leave one out"
    if not days:
        return None
    if day > days[-1]:
        return f"{day} is after the last point, {days[-1]}; a rebase needs points from its date on"
    if day < days[0]:
        return f"{day} is before the first point, {days[0]}; leave it out"
    following = min((other for other in rebase if other > day), default=None)
    if following and not any(day <= on < following for on in days):
        return f"no point lies between it and the next rebase, {following}; leave one out"
    return None
