"""What a sample says of everybody it stands for: a mean or a share, and how far off it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean

from .student import spread, t_quantile

FEWEST = 10
"""Below ten answers one person moves the figure too far for an interval to be worth reading."""

LEVEL = 0.95


@dataclass(frozen=True)
class Unsaid:
    """No figure, and why; `many` people answered."""

    many: int
    why: str


@dataclass(frozen=True)
class Mean:
    """The mean of `many` answers with its interval: `low` to `high`."""

    many: int
    mean: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True)
class Share:
    """`count` of `many`, as a share of 1, with its interval."""

    count: int
    many: int
    share: float
    low: float
    high: float


def too_few(many: int, fewest: int, of: str = "answers") -> Unsaid:
    return Unsaid(many, f"{many} {of} are too few: at least {fewest} are needed.")


def interval_of_mean(many: int, mean: float, sd: float, level: float = LEVEL) -> tuple[float, float]:
    """The interval of a mean by Student's t: mean ± t(n − 1) × s ÷ √n.

    Errors: ValueError for fewer than two values, which have no spread.
    Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2.
    """
    if many < 2:
        raise ValueError("An interval needs at least two answers.")
    half = t_quantile((1 + level) / 2, many - 1) * sd / sqrt(many)
    return mean - half, mean + half


def mean_of(values: Sequence[float], *, fewest: int = FEWEST, level: float = LEVEL) -> Mean | Unsaid:
    """The mean with its interval, or why there is none."""
    many = len(values)
    if many < max(2, fewest):
        return too_few(many, max(2, fewest))
    mean = fmean(values)
    sd = spread(list(values), mean)
    low, high = interval_of_mean(many, mean, sd, level)
    return Mean(many, mean, sd, low, high)


def wilson(count: int, many: int, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's score interval of a share, without continuity correction; shares of 1.

    Formula: (2np + z² ± z √(z² + 4npq)) ÷ 2(n + z²). Unlike p ± z √(pq ÷ n) it stays between 0 and 1
    and is worth something at 0 of n.
    Errors: ValueError where the count is not between 0 and n, or n is 0.
    Source: E. B. Wilson (1927); R. G. Newcombe (1998), method 3.
    """
    if many < 1 or not 0 <= count <= many:
        raise ValueError("The count must lie between 0 and the number who answered.")
    z = NormalDist().inv_cdf((1 + level) / 2)
    p = count / many
    middle, half = 2 * many * p + z * z, z * sqrt(z * z + 4 * many * p * (1 - p))
    below = 2 * (many + z * z)
    # Rounding must not put the end of the interval beyond what can be
    return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)


def share_of(count: int, many: int, *, fewest: int = FEWEST, level: float = LEVEL) -> Share | Unsaid:
    """The share with its interval, or why there is none."""
    if many < max(1, fewest):
        return too_few(many, max(1, fewest))
    low, high = wilson(count, many, level)
    return Share(count, many, count / many, low, high)
