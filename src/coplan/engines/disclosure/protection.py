"""Which figures to hide: the small ones, and as few others as it takes that they cannot be worked back."""

from __future__ import annotations

from collections.abc import Iterable

from coplan.engines.disclosure.attack import attack, equations, floors_of, together
from coplan.engines.disclosure.model import Cell, Interval, Protected, Release, Table, Verdict, Why
from coplan.engines.disclosure.simplex import Fits

# Looking at every figure of a long row costs time and seldom finds a better one
MOST_COMPARED = 8


def protect(table: Table) -> Protected:
    """Hide what is small (1 to threshold − 1), what was hidden before, and what would give either away.

    Protected is a hidden figure that could be any of at least two whole numbers; a small one, any of at least
    `threshold` whole numbers, at least one of which is not small. Each such number belongs to a full set of
    whole numbers that fits all that is shown, so no reader can rule it out. Until that holds, a figure from
    the sums of what is open is hidden too: parts before totals, then what leaves the fewest open, then the
    smallest, then the first. At the end each that can be is shown again, the largest first. Deterministic.
    """
    guard = _Guard(table)
    hidden = guard.first_hidden()
    while open_ones := guard.open_with(hidden):
        more = guard.next_to_hide(open_ones, hidden)
        if more is None:
            break
        hidden.add(more)
    exposed = tuple(sorted(open_ones, key=guard.order.__getitem__))
    if not exposed:
        hidden = guard.without_needless(hidden)
    return _told(guard, hidden, exposed)


class _Guard:
    """The table with what the search looks up again and again."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.order = {cell.key: at for at, cell in enumerate(table.cells)}
        self.of_key: dict[str, list[int]] = {}
        for at, one in enumerate(table.sums):
            for key in (one.total, *one.parts):
                self.of_key.setdefault(key, []).append(at)
        self.looked_at: dict[frozenset[str], frozenset[str]] = {}

    def first_hidden(self) -> set[str]:
        """Small figures, and those hidden before; what is known already cannot be hidden."""
        return {
            cell.key
            for cell in self.table.cells
            if cell.printed and not cell.known and (self.table.is_small(cell) or self._stays_hidden(cell))
        }

    def _stays_hidden(self, cell: Cell) -> bool:
        return cell.hidden_before and not (cell.count == 0 and self.table.zeros_shown)

    def release(self, hidden: Iterable[str]) -> Release:
        out = set(hidden)
        cells = self.table.cells
        return Release(
            shown={cell.key: cell.count for cell in cells if cell.printed and cell.key not in out},
            hidden=tuple(cell.key for cell in cells if cell.key in out),
            unprinted=tuple(cell.key for cell in cells if not cell.printed),
            sums=self.table.sums,
            floor=self.table.floor,
        )

    def open_with(self, hidden: Iterable[str]) -> frozenset[str]:
        """What a reader could work out, or narrow down too far, if just these were hidden."""
        release = self.release(hidden)
        found: set[str] = set()
        for group in together(release):
            found |= self._open_in(release, group)
        return frozenset(found)

    def _open_in(self, release: Release, group: tuple[str, ...]) -> frozenset[str]:
        cells = [self.table.by_key[key] for key in group]
        if not any(self._matters(cell) for cell in cells):
            return frozenset()
        # The unknowns of a group are all there are in its sums: nothing else bears on what is open in it
        met = frozenset(group)
        if met not in self.looked_at:
            reached = self._reached(release, group)
            self.looked_at[met] = frozenset(
                cell.key for cell in cells if self._matters(cell) and not self._is_safe(cell, reached)
            )
        return self.looked_at[met]

    def _matters(self, cell: Cell) -> bool:
        """A number that is never printed is nobody's loss unless it is small."""
        return cell.printed or self.table.is_small(cell)

    def _is_safe(self, cell: Cell, reached: dict[str, Interval]) -> bool:
        if self.table.is_small(cell):
            return reached[cell.key].hides(self.table.threshold)
        return not reached[cell.key].is_exact

    def _reached(self, release: Release, group: tuple[str, ...]) -> dict[str, Interval]:
        """The widest interval of each unknown whose ends are met by whole numbers that fit what is shown."""
        keys, rows = equations(release, group)
        fits, floors = Fits(rows, len(keys)), floors_of(release)
        true = [self.table.by_key[key].count for key in keys]
        points, endless = [true], set()
        for at in range(len(keys)):
            for sign in (1, -1):
                corner = fits.furthest(at, sign)
                if corner is None:
                    endless.add(at)
                elif all(isinstance(value, int) for value in corner):
                    points.append([int(value) + floors[key] for value, key in zip(corner, keys, strict=True)])
        return {
            key: Interval(
                min(point[at] for point in points),
                None if at in endless else max(point[at] for point in points),
            )
            for at, key in enumerate(keys)
        }

    def next_to_hide(self, open_ones: frozenset[str], hidden: set[str]) -> str | None:
        """The figure that covers best for an open one, from its own sums or those of what is joined to it."""
        groups = {key: group for group in together(self.release(hidden)) for key in group}
        keys = sorted(open_ones, key=self.order.__getitem__)
        own = [set(self.of_key.get(key, ())) for key in keys]
        alone = [
            {at for at in at_of if self._is_alone(key, at, hidden)}
            for key, at_of in zip(keys, own, strict=True)
        ]
        joined = [{at for one in groups[key] for at in self.of_key.get(one, ())} for key in keys]
        # What plain subtraction tells comes first, or covers pile up in one row
        chosen = (self._best(sums, hidden) for sums in (*alone, *own, *joined) if sums)
        return next((key for key in chosen if key is not None), None)

    def _is_alone(self, key: str, at: int, hidden: set[str]) -> bool:
        """Whether a sum gives a hidden figure away by plain subtraction."""
        one = self.table.sums[at]
        unknown = [k for k in (one.total, *one.parts) if k in hidden or not self.table.by_key[k].printed]
        return unknown == [key]

    def _best(self, sums: Iterable[int], hidden: set[str]) -> str | None:
        """Of the few that lose least: parts before totals, then what leaves fewest open, then the smallest."""
        keys = {key for at in sums for key in (self.table.sums[at].total, *self.table.sums[at].parts)}
        cells = [self.table.by_key[key] for key in keys - hidden]
        able = [cell for cell in cells if cell.printed and not cell.known and cell.count >= self.table.floor]
        able = sorted(able, key=self._loss)[:MOST_COMPARED]
        parts = [cell for cell in able if not cell.is_total] or able
        if len(parts) < 2:
            return parts[0].key if parts else None
        left = {cell.key: len(self.open_with(hidden | {cell.key})) for cell in parts}
        return min(parts, key=lambda cell: (left[cell.key], self._loss(cell))).key

    def _loss(self, cell: Cell) -> tuple[bool, int, int]:
        return (cell.is_total, cell.count, self.order[cell.key])

    def without_needless(self, hidden: set[str]) -> set[str]:
        """Show again what need not be hidden, the greatest loss first."""
        kept = set(hidden)
        added = [self.table.by_key[key] for key in kept - self.first_hidden()]
        for cell in sorted(added, key=self._loss, reverse=True):
            if not self.open_with(kept - {cell.key}):
                kept.discard(cell.key)
        return kept

    def why(self, cell: Cell) -> Why:
        if self.table.is_small(cell):
            return Why.SMALL
        return Why.BEFORE if cell.hidden_before else Why.COMPLEMENT


def _told(guard: _Guard, hidden: set[str], exposed: tuple[str, ...]) -> Protected:
    release = guard.release(hidden)
    intervals = attack(release)
    verdicts = tuple(
        Verdict(cell.key, None, guard.why(cell), intervals[cell.key])
        if cell.key in hidden
        else Verdict(cell.key, cell.count)
        for cell in guard.table.cells
        if cell.printed
    )
    return Protected(verdicts, release, exposed)
