"""From the points of one group to its mean and its process limits."""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum

from coplan.engines.spc.model import Group, Point

# 3 standard deviations estimated by average moving range ÷ 1.128
LIMIT = 2.66
# upper limit of a moving range: above it the range is an outlier itself
SCREEN = 3.267
# in units of the largest figure: what floating point leaves between figures that are equal
ROUNDING = 1e-14


def group_of(number: int, points: Sequence[Point], fixed: int | None, screen: bool) -> Group:
    """Return the group these points form.

    mean ± 2.66 × average moving range of its first `fixed` points, or of all. With `screen`,
    moving ranges of 3.267 × their average or more are dropped, once, and the rest averaged again.
    """
    values = [point.value for point in points[:fixed]]
    mean = average(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    kept = _screened(ranges, rounding(values)) if screen else ranges
    moving_range = average(kept) if kept else None
    return Group(
        number=number,
        start=points[0].on,
        end=points[-1].on,
        points=len(points),
        base=len(values),
        mean=mean,
        moving_range=moving_range,
        screened=len(ranges) - len(kept),
        lower_limit=None if moving_range is None else mean - LIMIT * moving_range,
        upper_limit=None if moving_range is None else mean + LIMIT * moving_range,
    )


def average(values: Sequence[float]) -> float:
    """Return the mean; that of equal values is exactly their value, which a plain sum can miss."""
    rough = fsum(values) / len(values)
    return rough + fsum(value - rough for value in values) / len(values)


def rounding(values: Sequence[float]) -> float:
    """Return the difference below which two figures of this size count as equal."""
    return ROUNDING * max(map(abs, values))


def _screened(ranges: Sequence[float], noise: float) -> Sequence[float]:
    if not ranges:
        return ranges
    highest = SCREEN * average(ranges) - noise
    # where every figure is the same, every range is 0, reaches 3.267 × 0, and stays
    return [value for value in ranges if value < highest] or ranges
