"""Exact linear programming over the numbers that fit some sums: no rounding, and always the same answer.

Tables are small, so a plain tableau with Bland's rule (which cannot go round in circles) is enough. Entries
stay whole numbers as long as divisions come out even, which they nearly always do for sums of counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Number = int | Fraction
Row = dict[int, Number]


def divided(one: Number, by: Number) -> Number:
    """The exact quotient, as a whole number where it is one."""
    found = Fraction(one) / by
    return found.numerator if found.denominator == 1 else found


class Fits:
    """The points x ≥ 0 that satisfy some equations; `is_empty` where there are none."""

    def __init__(self, equations: Sequence[tuple[Mapping[int, int], int]], size: int) -> None:
        self.size = size
        self.rows: list[Row] = []
        self.right: list[Number] = []
        self.basis: list[int] = []
        for at, (terms, right) in enumerate(equations):
            sign = -1 if right < 0 else 1
            row: Row = {column: sign * factor for column, factor in terms.items() if factor}
            row[size + at] = 1
            self.rows.append(row)
            self.right.append(sign * right)
            self.basis.append(size + at)
        self.is_empty = not self._begin()

    def _begin(self) -> bool:
        """Find a first point: drive the helping variables, those from `size` on, to 0 and drop them."""
        self._climb(dict.fromkeys(self.basis, -1))
        if any(column >= self.size and self.right[at] for at, column in enumerate(self.basis)):
            return False
        for at in reversed(range(len(self.rows))):
            if self.basis[at] >= self.size:
                own = min((column for column in self.rows[at] if column < self.size), default=None)
                if own is None:
                    del self.rows[at], self.right[at], self.basis[at]
                else:
                    self._pivot(at, own)
        for row in self.rows:
            for column in [column for column in row if column >= self.size]:
                del row[column]
        return True

    def point(self) -> list[Number]:
        """The corner it stands at."""
        found: list[Number] = [0] * self.size
        for at, column in enumerate(self.basis):
            found[column] = self.right[at]
        return found

    def furthest(self, column: int, sign: int) -> list[Number] | None:
        """A point where one variable is greatest (sign 1) or least (−1); None where it has no end.

        It begins where the last search ended: the points that fit are the same.
        """
        return self.point() if self._climb({column: sign}) else None

    def _climb(self, goal: Mapping[int, Number]) -> bool:
        """Move to a point where the goal is greatest; False where it grows without end."""
        gains: Row = dict(goal)
        for at, column in enumerate(self.basis):
            self._take(gains, self.rows[at], gains.get(column, 0))
        while True:
            # Bland: the first column that helps, and of the rows that stop it the one with the first basis
            entering = min((column for column, gain in gains.items() if gain > 0), default=None)
            if entering is None:
                return True
            leaving = self._first_to_stop(entering)
            if leaving is None:
                return False
            self._pivot(leaving, entering)
            self._take(gains, self.rows[leaving], gains.get(entering, 0))

    def _first_to_stop(self, entering: int) -> int | None:
        found: tuple[Number, int, int] | None = None
        for at, row in enumerate(self.rows):
            factor = row.get(entering, 0)
            if factor > 0:
                one = (divided(self.right[at], factor), self.basis[at], at)
                found = one if found is None else min(found, one)
        return None if found is None else found[2]

    def _pivot(self, at: int, column: int) -> None:
        row, factor = self.rows[at], self.rows[at][column]
        if factor != 1:
            row = {key: divided(value, factor) for key, value in row.items()}
            self.rows[at], self.right[at] = row, divided(self.right[at], factor)
        for other, theirs in enumerate(self.rows):
            times = theirs.get(column, 0) if other != at else 0
            if times:
                self._take(theirs, row, times)
                self.right[other] -= times * self.right[at]
        self.basis[at] = column

    @staticmethod
    def _take(row: Row, other: Row, times: Number) -> None:
        """row −= times × other, without keeping zeros."""
        if not times:
            return
        for key, value in other.items():
            left = row.get(key, 0) - times * value
            if left:
                row[key] = left
            else:
                row.pop(key, None)
