"""A picture of one line through its year: spending added up month by month, beside the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coplan.kit.charts import POUNDS, Chart, Table, palette
from coplan.kit.charts.chart import Cell, columns, compose, key_of
from coplan.kit.charts.figures import Scale, axis, month
from coplan.kit.charts.svg import circle, join, line, number, path, quiet, text

_WIDTH: Final = 800
_LEFT: Final = 76
_RIGHT: Final = 130
_TOP: Final = 24
_FLOOR: Final = 240


@dataclass(frozen=True)
class YearLine:
    """Twelve months' plan and, as far as the year has run, what was spent in each; `outturn` where forecast."""

    title: str
    months: tuple[date, ...]
    planned: tuple[Decimal, ...]
    spent: tuple[Decimal, ...]
    outturn: Decimal | None = None


def year_line(subject: YearLine) -> Chart:
    plan, spent = _added_up(subject.planned), _added_up(subject.spent)
    marks = axis(min(0, *spent, 0), max(*plan, *spent, subject.outturn or 0, 1))
    up = Scale(marks.low, marks.high, _FLOOR, _TOP)
    along = Scale(0, len(subject.months), _LEFT, _WIDTH - _RIGHT)
    ground = [line(_LEFT, up(mark), _WIDTH - _RIGHT, up(mark)) for mark in marks.marks]
    for mark in marks.marks:
        words = POUNDS.mark(mark, marks.step)
        ground.append(text(_LEFT - 10, up(mark) + 4, words, size=12, fill=palette.MUTED, anchor="end"))
    for at, first in list(enumerate(subject.months))[::2]:
        ground.append(
            text(along(at + 0.5), _FLOOR + 22, month(first), size=12, fill=palette.MUTED, anchor="middle")
        )
    return compose(
        key_of("year-line", subject),
        quiet(
            *ground,
            path(_points(plan, up, along), stroke=palette.INK, width=1.75, dashes="7 4"),
            path(_points(spent, up, along), stroke=palette.ACCENT, width=2.75, join_="round"),
            _ends(subject, plan, spent, up, along),
        ),
        title=subject.title,
        description=_sentence(plan, spent),
        table=Table(
            columns(_("Month"), _("#Planned"), _("#Spent"), _("#Planned so far"), _("#Spent so far")),
            tuple(_rows(subject, plan, spent)),
        ),
        width=_WIDTH,
        height=_FLOOR + 36,
    )


def _added_up(amounts: Sequence[Decimal]) -> list[Decimal]:
    found, reached = [], Decimal(0)
    for one in amounts:
        reached += one
        found.append(reached)
    return found


def _points(sums: Sequence[Decimal], up: Scale, along: Scale) -> str:
    pairs = [(along(0), up(0)), *((along(at + 1), up(one)) for at, one in enumerate(sums))]
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in pairs)


def _ends(
    subject: YearLine, plan: list[Decimal], spent: list[Decimal], up: Scale, along: Scale
) -> SafeString:
    """The names of the lines at their ends, pushed apart where they would touch."""
    entries = [(up(plan[-1]), _("Plan %(sum)s"), plan[-1], palette.INK)]
    parts = []
    if spent:
        parts.append(circle(along(len(spent)), up(spent[-1]), 4.5))
        entries.append((up(spent[-1]), _("Spent %(sum)s"), spent[-1], palette.ACCENT))
    if subject.outturn is not None:
        parts.append(circle(along(len(plan)), up(subject.outturn), 4.5, fill=palette.BAD))
        entries.append((up(subject.outturn), _("Forecast %(sum)s"), subject.outturn, palette.BAD))
    above = float("-inf")
    for y, words, amount, colour in sorted(entries, key=lambda one: one[0]):
        above = max(y, above + 17)
        told = words % {"sum": POUNDS.write(amount)}
        parts.append(
            text(_WIDTH - _RIGHT + 10, above + 4, told, size=12, fill=colour, bold=colour == palette.ACCENT)
        )
    return join(*parts)


def _sentence(plan: list[Decimal], spent: list[Decimal]) -> str:
    if not spent:
        return _("The year has not begun; %(plan)s is planned.") % {"plan": POUNDS.write(plan[-1])}
    told = {"spent": POUNDS.write(spent[-1]), "plan": POUNDS.write(plan[len(spent) - 1])}
    return _("%(spent)s spent; the plan to the end of that month is %(plan)s.") % told


def _rows(subject: YearLine, plan: list[Decimal], spent: list[Decimal]) -> Iterator[tuple[Cell, ...]]:
    for at, first in enumerate(subject.months):
        known = at < len(spent)
        yield (
            month(first),
            POUNDS.write(subject.planned[at]),
            POUNDS.write(subject.spent[at]) if known else "–",
            POUNDS.write(plan[at]),
            POUNDS.write(spent[at]) if known else "–",
        )
