"""An indicator's readings as the engine's series: the only bridge between the two."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coplan.engines import spc
from coplan.outcomes.models import Direction, Indicator, Reading, Target
from coplan.outcomes.progress import in_force, target_for

_BETTER: dict[str, spc.Improvement] = {
    Direction.UP: "increase",
    Direction.DOWN: "decrease",
    Direction.HOLD: "neutral",
}
# Months, quarters and years differ from others of their kind by three days at most
_DAYS_APART = 3


def series(indicator: Indicator, rebased_on: Iterable[date] = ()) -> spc.Series | None:
    """A point at the end of each reading's period; None without readings, and for a running total.

    A running total only rises, so its usual ups and downs say nothing.
    Takes an indicator of `queries.indicators()`. Values are those that are shown: of a percentage, the share.
    A day in `rebased_on` that no longer begins a group of points, because readings were removed, is left out.
    """
    readings = {} if indicator.running_total else readings_compared(indicator)
    if not readings:
        return None
    return spc.Series(
        points=tuple(spc.Point(day, float(reading.value or 0)) for day, reading in readings.items()),
        improvement=_BETTER[indicator.direction],
        target=_target(indicator, list(readings.values())[-1]),
        rebase=_beginnings(list(readings), rebased_on),
    )


def _beginnings(days: list[date], rebased_on: Iterable[date]) -> tuple[date, ...]:
    begins: dict[date, date] = {}
    for asked in sorted(rebased_on):
        first = next((day for day in days if day >= asked), None)
        if first is not None and first != days[0]:
            begins.setdefault(first, asked)
    return tuple(begins.values())


def readings_compared(indicator: Indicator) -> dict[date, Reading]:
    """Readings in force by the last day of their period, the earliest first.

    Of figures that add up, only those over a period as long as the latest one's: a quarter's count is
    three times a month's without any change.
    """
    known = [one for one in in_force(indicator.every_reading) if one.value is not None]  # type: ignore[attr-defined]
    # Forms refuse two periods that overlap; should two end on one day all the same, the shorter counts
    return {one.ends_on: one for one in known if not indicator.adds_up or _as_long(one, known[-1])}


def _target(indicator: Indicator, latest: Reading) -> float | None:
    """The target in force for the latest reading; None where it is for a whole of which that is a part."""
    target = target_for(latest, in_force(indicator.every_target))  # type: ignore[attr-defined]
    if target is None or (indicator.adds_up and not _as_long(latest, target)):
        return None
    return float(target.value)


def _as_long(one: Reading, other: Reading | Target) -> bool:
    days = (one.ends_on - one.starts_on) - (other.ends_on - other.starts_on)
    return abs(days.days) <= _DAYS_APART
