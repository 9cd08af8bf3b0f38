"""Pictures of the budget: by year and funder, line by line, and one line through its year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coplan.kit.charts import (
    POUNDS,
    Chart,
    Series,
    StackedBars,
    Table,
    palette,
    stacked_bars,
)
from coplan.kit.charts.chart import Cell, cell, columns, compose, key_of, nothing_yet
from coplan.kit.charts.figures import Axis, Scale, axis
from coplan.kit.charts.lettering import measure, wrap
from coplan.kit.charts.svg import join, line, link, paragraph, path, quiet, rect, text
from coplan.money.queries import NOTHING, Totals
from coplan.money.variance import Position

_WIDTH: Final = 860
_LABEL: Final = 250
_TOP: Final = 56
_ROW: Final = 44


def by_year_and_funder(added: Totals) -> Chart:
    """The budget of each year, told apart by who pays."""
    series = (
        Series(
            funder.words,
            tuple(added.amounts.get((funder.words, int(year.key)), NOTHING) for year in added.by_year),
        )
        for funder in added.by_funder
    )
    steps = tuple(year.words for year in added.by_year)
    return stacked_bars(StackedBars(title=_("Budget by year and funder"), steps=steps, series=tuple(series)))


@dataclass(frozen=True)
class Bar:
    """One line or one type: what was planned, spent and ordered, and what the year will come to."""

    label: str
    budget: Decimal
    spent: Decimal
    committed: Decimal
    outturn: Decimal
    href: str = ""


@dataclass(frozen=True)
class BudgetBars:
    title: str
    bars: tuple[Bar, ...]


def bars_of(positions: Sequence[Position], *, by_type: bool, slug: str) -> tuple[Bar, ...]:
    """A bar a line, or a bar a type; the largest budget first."""
    if not by_type:
        return tuple(
            Bar(
                one.line.title,
                one.budget,
                max(one.spent, NOTHING),
                one.committed,
                one.expected,
                one.line.get_absolute_url(),
            )
            for one in sorted(positions, key=lambda one: -one.budget)
        )
    found: dict[str, list[Position]] = {}
    for one in positions:
        found.setdefault(str(one.line.get_sort_display()), []).append(one)
    return tuple(sorted((_sum(name, rows) for name, rows in found.items()), key=lambda bar: -bar.budget))


def _sum(name: str, rows: list[Position]) -> Bar:
    return Bar(
        name,
        sum((one.budget for one in rows), NOTHING),
        max(sum((one.spent for one in rows), NOTHING), NOTHING),
        sum((one.committed for one in rows), NOTHING),
        sum((one.expected for one in rows), NOTHING),
    )


def budget_bars(subject: BudgetBars) -> Chart:
    """A frame as long as each budget, filled with what is spent and ordered, and a mark at the forecast."""
    key = key_of("budget-bars", subject)
    heads = columns(_("For what"), _("#Budget"), _("#Spent"), _("#Ordered"), _("#Year's end"))
    if not subject.bars:
        message = _("No budget line in this year yet. Add one, and its bar appears here.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    marks = axis(0, max(max(bar.budget, bar.spent + bar.committed, bar.outturn) for bar in subject.bars) or 1)
    scale, floor = Scale(marks.low, marks.high, _LABEL, _WIDTH - 24), _TOP + len(subject.bars) * _ROW
    return compose(
        key,
        quiet(_ground(marks, scale, floor), _legend()),
        *(_bar(bar, scale, _TOP + place * _ROW) for place, bar in enumerate(subject.bars)),
        title=subject.title,
        description=_sentence(subject),
        table=Table(heads, tuple(_rows(subject))),
        width=_WIDTH,
        height=floor + 32,
        linked=any(bar.href for bar in subject.bars),
    )


def _ground(marks: Axis, scale: Scale, floor: float) -> SafeString:
    parts = []
    for mark in marks.marks:
        x, words = scale(mark), POUNDS.mark(mark, marks.step)
        parts += [
            line(x, _TOP - 6, x, floor, stroke=palette.GRID),
            text(x, floor + 20, words, size=12, fill=palette.MUTED, anchor="middle"),
        ]
    return join(*parts)


def _legend() -> SafeString:
    x, parts = 0.0, []
    for words, swatch in (
        (_("Spent"), _spent),
        (_("Ordered, not yet paid"), _ordered),
        (_("Budget"), _frame),
    ):
        parts += [swatch(x, 4, 22), text(x + 30, 17, words, size=13)]
        x += 30 + measure(words, 13) + 24
    parts += [_mark(x + 6, 2, 22), text(x + 22, 17, _("What the year will come to"), size=13)]
    return join(*parts)


def _spent(x: float, y: float, width: float) -> SafeString:
    return rect(x, y, width, 16, fill=palette.ACCENT)


def _ordered(x: float, y: float, width: float) -> SafeString:
    ground = rect(x, y, width, 16, fill=palette.ACCENT_PALE, stroke=palette.ACCENT, stroke_width=1)
    if width < 8:
        return ground
    strokes = "".join(f"M{x + at:.1f} {y + 16}l8 -16" for at in range(0, int(width) - 7, 8))
    return join(ground, path(strokes, stroke=palette.ACCENT, width=1))


def _frame(x: float, y: float, width: float) -> SafeString:
    return rect(x, y - 3, width, 22, fill="none", stroke=palette.INK, stroke_width=1.5)


def _mark(x: float, y: float, height: float) -> SafeString:
    return path(
        f"M{x:.1f} {y}v{height}M{x - 5:.1f} {y}h10M{x - 5:.1f} {y + height}h10", stroke=palette.BAD, width=2.5
    )


def _bar(bar: Bar, scale: Scale, y: float) -> SafeString:
    label = wrap(bar.label, _LABEL - 16, 14, most=2)
    first = y + _ROW / 2 + 4 - (len(label.lines) - 1) * 8.5
    start, spent = scale(0), scale(min(bar.spent, Decimal(10) ** 12))
    bound = scale(bar.spent + bar.committed)
    words = _("%(label)s: budget %(budget)s, spent %(spent)s, ordered %(ordered)s, year's end %(end)s") % {
        "label": bar.label,
        "budget": POUNDS.write(bar.budget),
        "spent": POUNDS.write(bar.spent),
        "ordered": POUNDS.write(bar.committed),
        "end": POUNDS.write(bar.outturn),
    }
    drawn = join(
        paragraph(0, first, label, leading=17),
        _spent(start, y + 12, spent - start),
        _ordered(spent, y + 12, bound - spent) if bar.committed > 0 else "",
        _frame(start, y + 12, scale(bar.budget) - start),
        _mark(scale(bar.outturn), y + 6, 28) if bar.outturn > bar.spent + bar.committed else "",
    )
    return link(bar.href, words, drawn) if bar.href else quiet(drawn)


def _sentence(subject: BudgetBars) -> str:
    told = {
        "spent": POUNDS.write(sum((bar.spent for bar in subject.bars), NOTHING)),
        "ordered": POUNDS.write(sum((bar.committed for bar in subject.bars), NOTHING)),
        "budget": POUNDS.write(sum((bar.budget for bar in subject.bars), NOTHING)),
        "end": POUNDS.write(sum((bar.outturn for bar in subject.bars), NOTHING)),
    }
    return (
        _("%(spent)s spent and %(ordered)s ordered of %(budget)s; the year is expected to come to %(end)s.")
        % told
    )


def _rows(subject: BudgetBars) -> Iterator[tuple[Cell, ...]]:
    write = POUNDS.write
    for bar in subject.bars:
        yield (
            cell(bar.label, bar.href),
            write(bar.budget),
            write(bar.spent),
            write(bar.committed),
            write(bar.outturn),
        )
