"""Weighted scores and ranks. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

HIGHEST = 4


@dataclass(frozen=True)
class Place:
    """A candidate's rank, points out of 100 and mean score by criterion; `tied` where others share the rank."""

    candidate: int
    rank: int
    tied: bool
    points: Fraction
    means: tuple[tuple[int, Fraction], ...]


def rank(weights: Mapping[int, int], sheets: Mapping[int, Sequence[Mapping[int, int]]]) -> list[Place]:
    """The candidates by points, the best first; equal points share a rank.

    Points are the sum over the criteria of weight × mean score ÷ 4. `weights` by criterion add up to 100;
    `sheets` by candidate hold one mapping of criterion to score (0 to 4) for each scorer. A criterion that
    nobody scored counts nothing, and a candidate whom nobody scored has 0 points.
    """
    found = []
    for candidate, given in sheets.items():
        means = tuple(
            (criterion, Fraction(sum(scores), len(scores)))
            for criterion in weights
            if (scores := [one[criterion] for one in given if criterion in one])
        )
        points = sum((weights[criterion] * mean / HIGHEST for criterion, mean in means), Fraction(0))
        found.append((points, candidate, means))
    order = sorted(found, key=lambda one: (-one[0], one[1]))
    all_points = [points for points, _candidate, _means in order]
    return [
        Place(candidate, all_points.index(points) + 1, all_points.count(points) > 1, points, means)
        for points, candidate, means in order
    ]
