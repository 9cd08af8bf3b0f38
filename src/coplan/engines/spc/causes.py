"""The four rules that tell a special cause from common cause variation, within one group."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coplan.engines.spc.limits import LIMIT, rounding
from coplan.engines.spc.model import Group, SpecialCause

RUN = 7
NEAR = LIMIT * 2 / 3

Causes = dict[int, SpecialCause]


def special_causes(values: Sequence[float], group: Group) -> list[SpecialCause]:
    """Return what each value shows; where several rules hold, the first of the four counts.

    Outside a limit; 7 points that each rise, or each fall; 2 of 3 points on one side of the mean
    beyond two thirds of the way to the limit but not outside it; 7 points on one side of the mean.
    A point on a line is not beyond it, and equal values neither rise nor fall.
    """
    noise = rounding([*values, group.mean])
    sides = [_sign(value - group.mean, noise) for value in values]
    found: Causes = dict.fromkeys(range(len(values)), "none")
    # the last to write is the one that counts
    found |= _shifts(sides)
    found |= _two_of_three(values, sides, group, noise)
    found |= _trends(values)
    found |= _outside(values, group, noise)
    return [found[index] for index in range(len(values))]


def _sign(difference: float, noise: float) -> int:
    return (difference > noise) - (difference < -noise)


def _windows(count: int, size: int) -> Iterator[range]:
    return (range(start, start + size) for start in range(count - size + 1))


def _outside(values: Sequence[float], group: Group, noise: float) -> Causes:
    if group.lower_limit is None or group.upper_limit is None:
        return {}
    found: Causes = {}
    for index, value in enumerate(values):
        if value > group.upper_limit + noise:
            found[index] = "outside_limits_high"
        elif value < group.lower_limit - noise:
            found[index] = "outside_limits_low"
    return found


def _trends(values: Sequence[float]) -> Causes:
    found: Causes = {}
    steps = [(after > before) - (after < before) for before, after in pairwise(values)]
    for window in _windows(len(values), RUN):
        way = {steps[index] for index in window[:-1]}
        # a turning point belongs to two trends; the later one has the last word
        if way == {1}:
            found |= dict.fromkeys(window, "trend_up")
        elif way == {-1}:
            found |= dict.fromkeys(window, "trend_down")
    return found


def _two_of_three(values: Sequence[float], sides: Sequence[int], group: Group, noise: float) -> Causes:
    if group.moving_range is None:
        return {}
    reach, outside = NEAR * group.moving_range + noise, _outside(values, group, noise)
    near = [abs(value - group.mean) > reach and index not in outside for index, value in enumerate(values)]
    found: Causes = {}
    for window in _windows(len(values), 3):
        close = [index for index in window if near[index]]
        if len(close) >= 2 and (cause := _one_side(sides, window, "two_of_three_high", "two_of_three_low")):
            found |= dict.fromkeys(close, cause)
    return found


def _shifts(sides: Sequence[int]) -> Causes:
    found: Causes = {}
    for window in _windows(len(sides), RUN):
        if cause := _one_side(sides, window, "shift_high", "shift_low"):
            found |= dict.fromkeys(window, cause)
    return found


def _one_side(
    sides: Sequence[int], window: range, high: SpecialCause, low: SpecialCause
) -> SpecialCause | None:
    """Return `high` or `low` where the whole window is on that side of the mean."""
    found = {sides[index] for index in window}
    return high if found == {1} else low if found == {-1} else None
