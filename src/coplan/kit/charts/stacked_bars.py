"""Stacked bars: amounts by year (or any step) and by funder, told apart by pattern as well as colour."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .figures import POUNDS, Axis, Number, Scale, Unit, axis
from .lettering import measure, wrap
from .svg import circle, fitted, group, join, line, link, paragraph, path, quiet, rect, safe_href, tag, text

_LEFT: Final = 88
_TOP: Final = 32
_FLOOR: Final = 330
_LEGEND: Final = 250
_SOLID: Final = (0, 5)
_MOST: Final = len(palette.SERIES)


@dataclass(frozen=True)
class Series:
    """One funder: an amount for each step, in the order of the chart's steps."""

    name: str
    amounts: tuple[Number, ...]
    href: str = ""


@dataclass(frozen=True)
class StackedBars:
    """Steps along the bottom (years), series stacked above each."""

    title: str
    steps: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit = POUNDS


def stacked_bars(subject: StackedBars) -> Chart:
    """The largest series at the bottom; beyond eight, the smallest are drawn together as 'Other'."""
    key = key_of("stacked-bars", subject)
    if any(amount < 0 for series in subject.series for amount in series.amounts):
        raise ValueError(
            "Stacked bars cannot show an amount below zero; use a waterfall for what is taken away."
        )
    heads = columns(_("Source"), *(f"#{step}" for step in subject.steps), _("#Total"))
    if not subject.steps or not any(_total(series) for series in subject.series):
        message = _("No amounts yet. Add one with its year and who pays, and the bars appear here.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    drawn = _drawn(subject)
    totals = [sum(_amount(s, place) for s in subject.series) for place in range(len(subject.steps))]
    marks = axis(0, max(totals))
    up, slot = Scale(marks.low, marks.high, _FLOOR, _TOP), min(max(560 / len(subject.steps), 64), 120)
    right = _LEFT + slot * len(subject.steps) + 16
    height = max(_FLOOR + 40, _TOP + sum(_entry_height(s) for s in drawn))
    return compose(
        key,
        tag("defs", *(_pattern(key, place) for place in range(1, len(drawn)))),
        quiet(
            _ground(subject, marks, up, right),
            _bars(key, subject, drawn, up, slot),
            _totals(subject, totals, up, slot),
        ),
        *_legend(key, subject, drawn, right + 24),
        title=subject.title,
        description=_sentence(subject, totals),
        table=Table(heads, tuple(_rows(subject, totals))),
        width=right + 24 + _LEGEND,
        height=height,
        linked=any(safe_href(s.href) for s in drawn),
    )


def _amount(series: Series, place: int) -> float:
    return float(series.amounts[place]) if place < len(series.amounts) else 0.0


def _total(series: Series) -> float:
    return sum(float(amount) for amount in series.amounts)


def _drawn(subject: StackedBars) -> list[Series]:
    ordered = sorted(subject.series, key=lambda s: -_total(s))
    if len(ordered) <= _MOST:
        return ordered
    rest = ordered[_MOST - 1 :]
    amounts = tuple(sum(_amount(s, place) for s in rest) for place in range(len(subject.steps)))
    return [*ordered[: _MOST - 1], Series(_("Other (%(n)s)") % {"n": len(rest)}, amounts)]


def _pattern(key: str, place: int) -> SafeString:
    """Eight tiles that stay apart in black and white: solid, stripes, dots, grid and their like."""
    colour = palette.SERIES[place]
    strokes = {
        1: path("M-2 2l4 -4M0 8l8 -8M6 10l4 -4", stroke=colour, width=3.2),
        2: join(circle(2, 2, 1.6, fill=colour), circle(6, 6, 1.6, fill=colour)),
        3: path("M0 2h8M0 6h8", stroke=colour, width=2),
        4: path("M-2 6l4 4M0 0l8 8M6 -2l4 4", stroke=colour, width=1.4),
        5: circle(4, 4, 1.8, fill=palette.PAPER),
        6: path("M2 0v8M6 0v8", stroke=colour, width=2),
        7: path("M0 4h8M4 0v8", stroke=colour, width=1.6),
    }
    tile = strokes.get(place, "")
    return tag("pattern", tile, id=f"{key}-fill{place}", width=8, height=8, patternUnits="userSpaceOnUse")


def _filled(key: str, index: int, x: float, y: float, width: float, height: float) -> SafeString:
    """An outlined rectangle with a plain ground under its pattern.

    The ground is not part of the tile: tiles meet with hairlines in some PDF viewers.
    """
    colour = palette.SERIES[index]
    ground = rect(
        x,
        y,
        width,
        height,
        fill=colour if index in _SOLID else palette.PAPER,
        stroke=colour,
        stroke_width=1.25,
    )
    return join(ground, rect(x, y, width, height, fill=f"url(#{key}-fill{index})") if index else "")


def _ground(subject: StackedBars, marks: Axis, up: Scale, right: float) -> SafeString:
    parts = []
    for mark in marks.marks:
        parts.append(line(_LEFT, up(mark), right, up(mark), stroke=palette.GRID if mark else palette.EDGE))
        written = subject.unit.mark(mark, marks.step)
        parts.append(text(_LEFT - 10, up(mark) + 4, written, size=12, fill=palette.MUTED, anchor="end"))
    return join(*parts)


def _bars(key: str, subject: StackedBars, drawn: list[Series], up: Scale, slot: float) -> SafeString:
    parts, wide = [], slot * 0.62
    for place in range(len(subject.steps)):
        x, below = _LEFT + 8 + place * slot + (slot - wide) / 2, 0.0
        for index, series in enumerate(drawn):
            amount = max(_amount(series, place), 0.0)
            if not amount:
                continue
            top, foot = up(below + amount), up(below)
            parts.append(_filled(key, index, x + 0.75, top + 0.75, wide - 1.5, foot - top - 1.5))
            below += amount
    return group(*parts)


def _totals(subject: StackedBars, totals: list[float], up: Scale, slot: float) -> SafeString:
    parts = []
    for place, (step, total) in enumerate(zip(subject.steps, totals, strict=True)):
        middle = _LEFT + 8 + (place + 0.5) * slot
        amount, size = subject.unit.write(total), 13
        while size > 9 and measure(amount, size, bold=True) > slot - 4:
            size -= 1
        parts.append(text(middle, up(total) - 8, amount, size=size, anchor="middle", bold=True))
        parts.append(fitted(middle, _FLOOR + 22, step, slot - 6, size=13, anchor="middle"))
    return join(*parts)


def _entry_height(series: Series) -> int:
    return 27 + len(wrap(series.name, _LEGEND - 36, 13, most=2).lines) * 17


def _legend(key: str, subject: StackedBars, drawn: list[Series], x: float) -> Iterator[SafeString]:
    """Top down in the order of the stack, each with its total."""
    y = _TOP
    for index in range(len(drawn) - 1, -1, -1):
        series = drawn[index]
        name = wrap(series.name, _LEGEND - 36, 13, most=2)
        foot = y + 9 + len(name.lines) * 17
        swatch = _filled(key, index, x, y, 22, 22)
        total = text(x + 32, foot, subject.unit.write(_total(series)), size=13, fill=palette.MUTED)
        words = f"{series.name}: {subject.unit.write(_total(series))}"
        yield link(series.href, words, swatch, paragraph(x + 32, y + 9, name, size=13, leading=17), total)
        y += _entry_height(series)


def _sentence(subject: StackedBars, totals: list[float]) -> str:
    words = _("%(total)s in all") % {"total": subject.unit.write(sum(totals))}
    if len(subject.steps) > 1:
        words += _(", from %(first)s to %(last)s") % {"first": subject.steps[0], "last": subject.steps[-1]}
    most = max(subject.series, key=_total)
    return (
        words
        + "; "
        + _("the largest source is %(name)s with %(amount)s.")
        % {
            "name": most.name,
            "amount": subject.unit.write(_total(most)),
        }
    )


def _rows(subject: StackedBars, totals: list[float]) -> Iterator[tuple[Cell, ...]]:
    write = subject.unit.write
    for series in sorted(subject.series, key=lambda s: -_total(s)):
        amounts = [write(_amount(series, place)) for place in range(len(subject.steps))]
        yield cell(series.name, series.href), *amounts, write(_total(series))
    yield _("Total"), *(write(total) for total in totals), write(sum(totals))
