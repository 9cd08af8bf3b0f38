"""Tornado: how far the result moves when each assumption goes to its low and its high."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .figures import POUNDS_AND_PENCE, Axis, Number, Scale, Unit, axis, exact
from .lettering import measure, wrap
from .svg import join, line, link, paragraph, quiet, rect, safe_href, text

_WIDTH: Final = 860
_LABEL: Final = 260
_TOP: Final = 58
_ROW: Final = 46
_BAR: Final = 22


@dataclass(frozen=True)
class Swing:
    """One assumption: the result at its low and at its high, and what low and high were, in words."""

    label: str
    low: Number
    high: Number
    low_case: str = ""
    high_case: str = ""
    href: str = ""

    @property
    def size(self) -> Decimal:
        """How far apart the two results are."""
        return abs(exact(self.high) - exact(self.low))


@dataclass(frozen=True)
class Tornado:
    """The result in the base case and the swings around it; `break_even` is marked where it is in sight."""

    title: str
    base: Number
    swings: tuple[Swing, ...]
    unit: Unit = POUNDS_AND_PENCE
    break_even: Number | None = 1


def tornado(subject: Tornado) -> Chart:
    """The assumption that matters most on top; bars run from the base line to each result."""
    key = key_of("tornado", subject)
    heads = columns(
        _("Assumption"), _("Low case"), _("#Result at low"), _("High case"), _("#Result at high"), _("#Swing")
    )
    if not subject.swings:
        message = _(
            "No assumption has a low and a high yet. Give one a range to see how far the result moves."
        )
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    swings = sorted(subject.swings, key=lambda swing: -swing.size)
    marks = _marks(subject)
    scale = Scale(marks.low, marks.high, _LABEL + 70, _WIDTH - 70)
    floor = _TOP + len(swings) * _ROW
    return compose(
        key,
        quiet(_ground(subject, marks, scale, floor)),
        *(_row(subject, swing, scale, _TOP + place * _ROW) for place, swing in enumerate(swings)),
        quiet(line(scale(subject.base), _TOP - 8, scale(subject.base), floor, stroke=palette.INK, width=2)),
        title=subject.title,
        description=_sentence(subject, swings),
        table=Table(heads, tuple(_rows(subject, swings))),
        width=_WIDTH,
        height=floor + 34,
        linked=any(safe_href(swing.href) for swing in swings),
    )


def _marks(subject: Tornado) -> Axis:
    """The axis covers every result, and break-even when it is near enough not to squeeze the bars."""
    ends = [float(v) for swing in subject.swings for v in (swing.low, swing.high)] + [float(subject.base)]
    low, high = min(ends), max(ends)
    if subject.break_even is not None and low - (high - low) <= subject.break_even <= high + (high - low):
        low, high = min(low, float(subject.break_even)), max(high, float(subject.break_even))
    return axis(low, high)


def _ground(subject: Tornado, marks: Axis, scale: Scale, floor: float) -> SafeString:
    parts = []
    for mark in marks.marks:
        x = scale(mark)
        parts += [
            line(x, _TOP - 8, x, floor),
            text(
                x,
                floor + 20,
                subject.unit.mark(mark, marks.step),
                size=12,
                fill=palette.MUTED,
                anchor="middle",
            ),
        ]
    if subject.break_even is not None and marks.low <= subject.break_even <= marks.high:
        x = scale(subject.break_even)
        parts.append(line(x, _TOP - 8, x, floor, stroke=palette.MUTED, width=1.5, dashes="5 4"))
        if abs(x - scale(subject.base)) > 130:
            parts.append(text(x, _TOP - 16, _("Break-even"), size=13, fill=palette.MUTED, anchor="middle"))
    named = _("Base case %(value)s") % {"value": subject.unit.write(subject.base)}
    parts.append(text(scale(subject.base), _TOP - 16, named, size=14, anchor="middle", bold=True))
    return join(*parts, _legend())


def _legend() -> SafeString:
    low, high = _("At the low case"), _("At the high case")
    second = 24 + measure(low, 13) + 20
    return join(
        rect(0, 4, 14, 14, fill=palette.PAPER, stroke=palette.ACCENT, stroke_width=1.5),
        text(22, 16, low, size=13),
        rect(second, 4, 14, 14, fill=palette.ACCENT),
        text(second + 22, 16, high, size=13),
    )


def _row(subject: Tornado, swing: Swing, scale: Scale, y: float) -> SafeString:
    label = wrap(swing.label, _LABEL - 8, 14, most=2)
    first = y + _ROW / 2 + 5 - (len(label.lines) - 1) * 8.5
    bars = [_bar(subject, swing.low, scale, y, low=True), _bar(subject, swing.high, scale, y, low=False)]
    ends = _ends(subject, swing, scale, y)
    words = _("%(label)s: %(low)s at the low case, %(high)s at the high case") % {
        "label": swing.label,
        "low": subject.unit.write(swing.low),
        "high": subject.unit.write(swing.high),
    }
    drawn = join(paragraph(0, first, label, leading=17), *bars, ends)
    return link(swing.href, words, drawn) if swing.href else quiet(drawn)


def _bar(subject: Tornado, value: Number, scale: Scale, y: float, *, low: bool) -> SafeString:
    start, end = sorted((scale(subject.base), scale(value)))
    if low:
        return rect(
            start,
            y + 12.75,
            end - start,
            _BAR - 1.5,
            fill=palette.PAPER,
            stroke=palette.ACCENT,
            stroke_width=1.5,
        )
    return rect(start, y + 12, end - start, _BAR, fill=palette.ACCENT)


def _ends(subject: Tornado, swing: Swing, scale: Scale, y: float) -> SafeString:
    """Result and case beside each end; both results on one side are written one above the other."""
    low, high = (swing.low, swing.low_case), (swing.high, swing.high_case)
    smaller, larger = (low, high) if swing.low <= swing.high else (high, low)
    left_x, right_x = min(scale(smaller[0]), scale(subject.base)), max(scale(larger[0]), scale(subject.base))
    return join(
        *_end(subject, smaller, left_x - 8, y, "end"), *_end(subject, larger, right_x + 8, y, "start")
    )


def _end(subject: Tornado, end: tuple[Number, str], x: float, y: float, anchor: str) -> list[SafeString]:
    value, case = end
    if not case:
        return [text(x, y + _ROW / 2 + 5, subject.unit.write(value), size=13, anchor=anchor)]
    figure = text(x, y + 20, subject.unit.write(value), size=13, anchor=anchor)
    return [figure, text(x, y + 35, case, size=12, fill=palette.MUTED, anchor=anchor)]


def _sentence(subject: Tornado, swings: list[Swing]) -> str:
    most = swings[0]
    words = _("Base case %(base)s. The result moves most with %(label)s: from %(low)s to %(high)s.") % {
        "base": subject.unit.write(subject.base),
        "label": most.label,
        "low": subject.unit.write(min(most.low, most.high)),
        "high": subject.unit.write(max(most.low, most.high)),
    }
    if subject.break_even is not None:
        below = sum(1 for swing in swings if min(swing.low, swing.high) < subject.break_even)
        if not below and subject.base >= subject.break_even:
            words += " " + _("No single assumption takes it below break-even.")
        elif below:
            words += " " + _("Assumptions that can take it below break-even: %(n)s.") % {"n": below}
    return words


def _rows(subject: Tornado, swings: list[Swing]) -> Iterator[tuple[Cell, ...]]:
    write = subject.unit.write
    for swing in swings:
        yield (
            cell(swing.label, swing.href),
            swing.low_case or "–",
            write(swing.low),
            swing.high_case or "–",
            write(swing.high),
            write(swing.size),
        )
