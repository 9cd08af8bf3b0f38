"""Where the boxes and links of a logic model go.

A link that jumps over columns gets a narrow lane in each column it passes, so it runs between boxes
and not behind them; links from one box share their lanes.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .ordering import order_columns, place_column

BOX: Final = 154
_GUTTER: Final = 42
_GAP: Final = 18
_LANE: Final = 8
_MARGIN: Final = 4

Point = tuple[float, float]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Layout:
    """Top left corners of the boxes, and the points each link passes, box edge to box edge."""

    corners: dict[str, Point]
    routes: dict[Pair, tuple[Point, ...]]
    width: float
    height: float

    @staticmethod
    def column_left(index: int) -> float:
        """The left edge of a column."""
        return _MARGIN + index * (BOX + _GUTTER)


def lay_out(
    places: Mapping[str, int], heights: Mapping[str, float], links: tuple[Pair, ...], count: int, top: float
) -> Layout:
    """Order, height and lanes for boxes whose column is given; columns out of range go to the nearest."""
    column_of = {name: min(max(place, 0), count - 1) for name, place in places.items()}
    chains = {pair: _chain(pair, column_of) for pair in links}
    columns: list[list[str]] = [[] for _ in range(count)]
    for name, index in column_of.items():
        columns[index].append(name)
    for lane, index in {lane: i for chain in chains.values() for lane, i in chain[1:-1]}.items():
        columns[index].append(lane)
    before, after = _neighbours(chains)
    ordered = order_columns(columns, before, after)
    sizes = {name: heights.get(name, _LANE) for column in ordered for name in column}
    tops = _heights(ordered, sizes, before, after)
    lowest = min(tops.values())
    tops = {name: value - lowest + top for name, value in tops.items()}
    corners = {name: (Layout.column_left(column_of[name]), tops[name]) for name in column_of}
    routes = {pair: _route(chain, tops, sizes) for pair, chain in chains.items()}
    height = max(tops[name] + sizes[name] for name in tops) + 8
    return Layout(corners, routes, Layout.column_left(count - 1) + BOX + _MARGIN, height)


def _chain(pair: Pair, column_of: Mapping[str, int]) -> list[tuple[str, int]]:
    """The link's boxes and, between them, its lanes; a lane's name cannot clash with a box's."""
    one, other = pair
    first, last = column_of[one], column_of[other]
    lanes = [(f"\0{one}\0{index}", index) for index in range(first + 1, last)]
    return [(one, first), *lanes, (other, last)]


def _neighbours(
    chains: Mapping[Pair, list[tuple[str, int]]],
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for chain in chains.values():
        for (one, left), (other, right) in itertools.pairwise(chain):
            if left < right and other not in after.get(one, ()):
                after.setdefault(one, []).append(other)
                before.setdefault(other, []).append(one)
    return before, after


def _heights(
    columns: list[list[str]],
    sizes: Mapping[str, float],
    before: Mapping[str, list[str]],
    after: Mapping[str, list[str]],
) -> dict[str, float]:
    """Tops: start centred on one line, then let each column move towards its neighbours a few times."""
    tops: dict[str, float] = {}
    for column in columns:
        total = sum(sizes[name] + _GAP for name in column)
        tops |= place_column(column, sizes, dict.fromkeys(column, 0.0), _GAP) if total else {}
    for turn in range(8):
        sequence = columns if turn % 2 == 0 else columns[::-1]
        for column in sequence:
            wishes = {name: _wish(name, tops, sizes, before, after) for name in column}
            tops |= place_column(column, sizes, wishes, _GAP)
    return tops


def _wish(
    name: str,
    tops: Mapping[str, float],
    sizes: Mapping[str, float],
    before: Mapping[str, list[str]],
    after: Mapping[str, list[str]],
) -> float:
    near = [*before.get(name, ()), *after.get(name, ())]
    centres = [tops[other] + sizes[other] / 2 for other in near] or [tops[name] + sizes[name] / 2]
    return sum(centres) / len(centres)


def _route(
    chain: list[tuple[str, int]], tops: Mapping[str, float], sizes: Mapping[str, float]
) -> tuple[Point, ...]:
    (one, first), (other, last) = chain[0], chain[-1]
    if first >= last:
        # Against the reading direction: out at the left, in at the left (same column) or at the right.
        start = (Layout.column_left(first), tops[one] + sizes[one] / 2)
        end = (Layout.column_left(last) + (BOX if first > last else 0), tops[other] + sizes[other] / 2)
        return start, end
    points: list[Point] = []
    for place, (name, index) in enumerate(chain):
        left, middle = Layout.column_left(index), tops[name] + sizes[name] / 2
        if place > 0:
            points.append((left, middle))
        if place < len(chain) - 1:
            points.append((left + BOX, middle))
    return tuple(points)
