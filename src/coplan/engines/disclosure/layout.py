"""A table from figures by group and period, with every sum that a reader knows to hold."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from coplan.engines.disclosure.model import USUAL_THRESHOLD, Cell, DisclosureError, Sum, Table

COUNT, OUT_OF, REST = "count", "out of", "rest"
ALL = ""


@dataclass(frozen=True)
class Figure:
    """A count in one period: of everybody, or of one group of a breakdown.

    Of a percentage, `out_of` is what the count is out of.
    """

    period: str
    count: int
    out_of: int | None = None
    breakdown: str = ALL
    group: str = ALL


def key_of(figure: Figure, what: str = COUNT) -> str:
    """The key of a figure's count, of what it is out of, or of the rest between them."""
    return " | ".join((figure.period, figure.breakdown, figure.group, what))


def whole_key(breakdown: str = ALL, group: str = ALL, what: str = COUNT) -> str:
    """The key of what all periods come to."""
    return key_of(Figure(ALL, 0, breakdown=breakdown, group=group), what)


def broken_down(
    figures: Iterable[Figure],
    *,
    threshold: int = USUAL_THRESHOLD,
    zeros_shown: bool = True,
    with_whole: bool = False,
    known: Container[str] = (),
    hidden_before: Container[str] = (),
) -> Table:
    """The cells and sums of figures by period, group and, where `with_whole`, all periods together.

    Per period: the groups of each breakdown add up to the period's figure, for counts and for what they are
    out of; out of = count + rest, where the rest is never printed but follows from a percentage. `known` and
    `hidden_before` hold keys (see `Cell`). Raises DisclosureError where groups do not add up, and where
    percentages should be added up over periods.
    """
    rows = list(figures)
    if with_whole and any(row.out_of is not None for row in rows):
        raise DisclosureError("Percentages are not added up over periods. Leave the whole out.")
    if with_whole:
        rows += _wholes(rows)
    sums = [*_over_groups(rows), *(_over_periods(rows) if with_whole else ()), *_rests(rows)]
    cells = [
        Cell(
            key,
            count,
            printed=not key.endswith(REST),
            known=key in known,
            hidden_before=key in hidden_before,
            is_total=is_total,
        )
        for key, count, is_total in _counted(rows)
    ]
    return Table(tuple(cells), tuple(sums), threshold, zeros_shown)


def _counted(rows: list[Figure]) -> Iterator[tuple[str, int, bool]]:
    for row in rows:
        is_total = ALL in (row.period, row.breakdown)
        yield key_of(row), row.count, is_total
        if row.out_of is not None:
            if row.out_of < row.count:
                raise DisclosureError(
                    f"{key_of(row)} is {row.count}, more than the {row.out_of} it is out of."
                )
            yield key_of(row, OUT_OF), row.out_of, is_total
            yield key_of(row, REST), row.out_of - row.count, False


def _whats(row: Figure) -> tuple[str, ...]:
    return (COUNT,) if row.out_of is None else (COUNT, OUT_OF)


def _over_groups(rows: list[Figure]) -> Iterator[Sum]:
    parts = sorted((row for row in rows if row.breakdown), key=lambda row: (row.period, row.breakdown))
    whole = {row.period: row for row in rows if not row.breakdown}
    for (period, _breakdown), found in groupby(parts, key=lambda row: (row.period, row.breakdown)):
        groups = list(found)
        for what in _whats(groups[0]):
            yield Sum(key_of(whole[period], what), tuple(key_of(row, what) for row in groups))


def _over_periods(rows: list[Figure]) -> Iterator[Sum]:
    for whole in (row for row in rows if row.period == ALL):
        each = [
            row for row in rows if row.period and (row.breakdown, row.group) == (whole.breakdown, whole.group)
        ]
        yield Sum(key_of(whole), tuple(key_of(row) for row in each))


def _rests(rows: list[Figure]) -> Iterator[Sum]:
    for row in rows:
        if row.out_of is not None:
            yield Sum(key_of(row, OUT_OF), (key_of(row), key_of(row, REST)))


def _wholes(rows: list[Figure]) -> list[Figure]:
    """What all periods come to; of a group only where its breakdown was given in every period."""
    periods = {row.period for row in rows}
    found: dict[tuple[str, str], list[Figure]] = {}
    for row in rows:
        found.setdefault((row.breakdown, row.group), []).append(row)
    whole_breakdowns = {
        breakdown
        for breakdown in {row.breakdown for row in rows}
        if {row.period for row in rows if row.breakdown == breakdown} == periods
    }
    return [
        Figure(ALL, sum(one.count for one in each), None, breakdown, group)
        for (breakdown, group), each in found.items()
        if breakdown in whole_breakdowns
    ]
