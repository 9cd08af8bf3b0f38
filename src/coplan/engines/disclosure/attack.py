"""What a careful reader can work out about hidden figures from all that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from coplan.engines.disclosure.model import DisclosureError, Interval, Release, Sum
from coplan.engines.disclosure.simplex import Fits, Number


def attack(release: Release) -> dict[str, Interval]:
    """Between which whole numbers every figure that is not shown must lie, by its key.

    Minimum and maximum of each unknown x over all x that satisfy every sum, with x at least `floor` for a
    hidden printed figure and 0 for one that is never printed, found exactly by linear programming. Figures
    need not be reached by whole numbers throughout, so the true interval can be narrower; `protect` asks
    for more. Raises DisclosureError where nothing fits: what is shown then contradicts itself.
    """
    found: dict[str, Interval] = {}
    for group in together(release):
        found |= _intervals(release, group)
    return found


def together(release: Release) -> list[tuple[str, ...]]:
    """The unknowns in groups: two are together when a chain of sums joins them."""
    unknown = [*release.hidden, *release.unprinted]
    place = {key: at for at, key in enumerate(unknown)}
    leader = list(range(len(unknown)))

    def lead(at: int) -> int:
        while leader[at] != at:
            leader[at] = at = leader[leader[at]]
        return at

    for one in release.sums:
        inside = [place[key] for key in (one.total, *one.parts) if key in place]
        for other in inside[1:]:
            first, second = sorted((lead(inside[0]), lead(other)))
            leader[second] = first
    groups: dict[int, list[str]] = {}
    for at, key in enumerate(unknown):
        groups.setdefault(lead(at), []).append(key)
    return [tuple(group) for group in groups.values()]


def equations(release: Release, group: Iterable[str]) -> tuple[list[str], list[tuple[dict[int, int], int]]]:
    """The unknowns of a group and the sums that hold between them, with the floor taken off each."""
    keys = list(group)
    place = {key: at for at, key in enumerate(keys)}
    floors = floors_of(release)
    found = []
    for one in release.sums:
        terms: dict[int, int] = {}
        right = 0
        for key, factor in _terms(one):
            if key in place:
                terms[place[key]] = terms.get(place[key], 0) + factor
                right -= factor * floors[key]
            elif key in release.shown:
                right -= factor * release.shown[key]
        if terms:
            found.append((terms, right))
    return keys, found


def _terms(one: Sum) -> Iterator[tuple[str, int]]:
    yield one.total, -1
    for part in one.parts:
        yield part, 1


def floors_of(release: Release) -> Mapping[str, int]:
    return {**dict.fromkeys(release.hidden, release.floor), **dict.fromkeys(release.unprinted, 0)}


def _intervals(release: Release, group: tuple[str, ...]) -> dict[str, Interval]:
    keys, rows = equations(release, group)
    fits = Fits(rows, len(keys))
    if fits.is_empty:
        raise DisclosureError("No figures fit what is shown: the totals contradict each other.")
    floors = floors_of(release)
    found = {}
    for at, key in enumerate(keys):
        most, least = fits.furthest(at, 1), fits.furthest(at, -1)
        low = floors[key] + (_up(least[at]) if least is not None else 0)
        found[key] = Interval(low, None if most is None else floors[key] + _down(most[at]))
    return found


def _up(value: Number) -> int:
    return ceil(Fraction(value))


def _down(value: Number) -> int:
    return floor(Fraction(value))
