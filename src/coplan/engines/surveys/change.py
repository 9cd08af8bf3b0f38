"""Before and after: the same people twice, or two sets of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from .estimates import FEWEST, LEVEL, Unsaid, interval_of_mean, too_few
from .student import spread, t_quantile


@dataclass(frozen=True)
class Change:
    """How the same people's answers moved: the mean of (after − before), with its interval.

    `up`, `same` and `down` count people by the sign of their own change. Whether up is better is for
    the reader to say: it depends on the question.
    """

    pairs: int
    before: float
    after: float
    mean: float
    sd: float
    low: float
    high: float
    up: int
    same: int
    down: int

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out no change at all."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Difference:
    """Two means of two sets of people, not of the same ones: second − first, with its interval."""

    first: int
    second: int
    mean: float
    low: float
    high: float
    degrees: float

    @property
    def is_clear(self) -> bool:
        return self.low > 0 or self.high < 0


def change_of(
    pairs: Sequence[tuple[float, float]], *, fewest: int = FEWEST, level: float = LEVEL
) -> Change | Unsaid:
    """The paired change with its interval, from (before, after) of each person.

    Formula: d = after − before; mean(d) ± t(n − 1) × sd(d) ÷ √n.
    Source: Student (1908); NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.1.
    """
    many = len(pairs)
    if many < max(2, fewest):
        return too_few(many, max(2, fewest), "people who answered both times")
    moved = [after - before for before, after in pairs]
    mean = fmean(moved)
    sd = spread(moved, mean)
    low, high = interval_of_mean(many, mean, sd, level)
    return Change(
        pairs=many,
        before=fmean(before for before, _after in pairs),
        after=fmean(after for _before, after in pairs),
        mean=mean,
        sd=sd,
        low=low,
        high=high,
        up=sum(1 for one in moved if one > 0),
        same=sum(1 for one in moved if one == 0),
        down=sum(1 for one in moved if one < 0),
    )


def difference_of(
    first: Sequence[float], second: Sequence[float], *, fewest: int = FEWEST, level: float = LEVEL
) -> Difference | Unsaid:
    """The difference of two independent means by Welch's method; never for the same people twice.

    Formula: v = s² ÷ n of each; (mean₂ − mean₁) ± t(ν) √(v₁ + v₂) with ν = (v₁ + v₂)² ÷
    (v₁² ÷ (n₁ − 1) + v₂² ÷ (n₂ − 1)).
    Source: B. L. Welch (1947); NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.3.
    """
    least = max(2, fewest)
    if min(len(first), len(second)) < least:
        return too_few(min(len(first), len(second)), least)
    means = fmean(first), fmean(second)
    shares = [
        spread(list(values), mean) ** 2 / len(values)
        for values, mean in ((first, means[0]), (second, means[1]))
    ]
    gap, both = means[1] - means[0], sum(shares)
    if both == 0:
        return Difference(len(first), len(second), gap, gap, gap, len(first) + len(second) - 2)
    degrees = both**2 / (shares[0] ** 2 / (len(first) - 1) + shares[1] ** 2 / (len(second) - 1))
    half = t_quantile((1 + level) / 2, degrees) * sqrt(both)
    return Difference(len(first), len(second), gap, gap - half, gap + half, degrees)
