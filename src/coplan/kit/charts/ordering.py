"""Order and place boxes in columns so that links between them cross little and run level.

Columns are swept left to right and back, each box going to the mean place of its neighbours
(the barycentre rule of Sugiyama, Tagawa and Toda, 1981); heights then follow by isotonic least
squares, which keeps the order and moves boxes as little as possible from where they would like to be.
"""

import itertools
from collections.abc import Mapping, Sequence
from typing import Final

_SWEEPS: Final = 6

Names = list[str]
Neighbours = Mapping[str, Sequence[str]]


def order_columns(columns: list[Names], before: Neighbours, after: Neighbours) -> list[Names]:
    """The columns with their boxes reordered; the best of a few sweeps by number of crossings."""
    best, fewest = columns, crossings(columns, after)
    current = [list(column) for column in columns]
    for sweep in range(_SWEEPS):
        rightward = sweep % 2 == 0
        indexes = range(len(current)) if rightward else range(len(current) - 1, -1, -1)
        for index in indexes:
            current[index] = _sorted_by_neighbours(current, index, before if rightward else after)
        count = crossings(current, after)
        if count < fewest:
            best, fewest = [list(column) for column in current], count
        if not fewest:
            break
    return best


def _sorted_by_neighbours(columns: list[Names], index: int, neighbours: Neighbours) -> Names:
    places = {
        name: place / max(len(column) - 1, 1) for column in columns for place, name in enumerate(column)
    }

    def wish(name: str) -> float:
        near = [places[other] for other in neighbours.get(name, ()) if other in places]
        return sum(near) / len(near) if near else places[name]

    return sorted(columns[index], key=wish)


def crossings(columns: list[Names], after: Neighbours) -> int:
    """Pairs of links between neighbouring columns that cross."""
    total = 0
    for left, right in itertools.pairwise(columns):
        places = {name: place for place, name in enumerate(right)}
        ends = [sorted(places[o] for o in after.get(name, ()) if o in places) for name in left]
        seen: list[int] = []
        for mine in ends:
            total += sum(1 for end in mine for other in seen if other > end)
            seen += mine
    return total


def place_column(
    names: Names, heights: Mapping[str, float], wishes: Mapping[str, float], gap: float
) -> dict[str, float]:
    """Tops of the boxes, in order, at least `gap` apart, nearest in least squares to the wished centres."""
    offset, wanted = 0.0, []
    offsets = []
    for name in names:
        offsets.append(offset)
        wanted.append(wishes[name] - heights[name] / 2 - offset)
        offset += heights[name] + gap
    return {name: top + shift for name, top, shift in zip(names, _rising(wanted), offsets, strict=True)}


def _rising(values: list[float]) -> list[float]:
    """The nearest never-falling sequence: neighbours out of order are pooled at their mean."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            earlier = pools.pop()
            total, count = total + earlier[0], count + earlier[1]
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]
