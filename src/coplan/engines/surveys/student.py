"""Student's t distribution, without a library of statistics."""

from __future__ import annotations

from functools import lru_cache
from math import exp, inf, isfinite, lgamma, log, log1p, sqrt
from statistics import NormalDist

# The continued fraction ends long before this; the limit only keeps a mistake from running for ever
_STEPS = 2000
_TINY = 1e-300
_CLOSE = 1e-15


def t_below(t: float, degrees: float) -> float:
    """The share of Student's t distribution below `t`.

    Formula: 1 − I(ν ÷ (ν + t²); ν ÷ 2, ½) ÷ 2 for t ≥ 0, where I is the regularised incomplete beta
    function, and one minus that on the other side.
    Errors: ValueError where there are no degrees of freedom.
    Source: NIST Digital Library of Mathematical Functions, 8.17.
    """
    if degrees <= 0:
        raise ValueError("Degrees of freedom must be above 0.")
    if degrees == inf:
        return NormalDist().cdf(t)
    tail = _incomplete_beta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2
    return 1 - tail if t >= 0 else tail


@lru_cache(maxsize=4096)
def t_quantile(below: float, degrees: float) -> float:
    """The t that has a share `below` of the distribution under it; 1.96 for 0.975 and many degrees.

    Found by halving the interval that holds it, to fifteen figures.
    Errors: ValueError for a share that is not between 0 and 1, or without degrees of freedom.
    """
    if not 0 < below < 1:
        raise ValueError("The share below must lie between 0 and 1.")
    if degrees == inf:
        return NormalDist().inv_cdf(below)
    if below < 0.5:
        return -t_quantile(1 - below, degrees)
    low, high = 0.0, 1.0
    while t_below(high, degrees) < below:
        high *= 2
    while high - low > _CLOSE * max(1.0, high):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if t_below(middle, degrees) < below else (low, middle)
    return (low + high) / 2


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I(x; a, b)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    # The fraction converges quickly on one side of the mean only; the other follows by symmetry
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method."""
    value, above, below = 1.0, 1.0, 1 - (a + b) * x / (a + 1)
    below = 1 / (below if abs(below) > _TINY else _TINY)
    value = below
    for m in range(1, _STEPS):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            below, above = 1 + part * below, 1 + part / above
            below = 1 / (below if abs(below) > _TINY else _TINY)
            above = above if abs(above) > _TINY else _TINY
            step = above * below
            value *= step
        if abs(step - 1) < _CLOSE:
            break
    return value


def spread(values: list[float], mean: float) -> float:
    """The sample's standard deviation, divided by n − 1; 0 for fewer than two."""
    if len(values) < 2:
        return 0.0
    found = sqrt(sum((one - mean) ** 2 for one in values) / (len(values) - 1))
    return found if isfinite(found) else inf
