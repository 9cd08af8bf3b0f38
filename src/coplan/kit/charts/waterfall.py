"""Waterfall: value for each stakeholder adding up to the total, then what was put in, then the net value."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .figures import POUNDS, Number, Scale, Unit, axis, exact
from .ground import ground
from .lettering import wrap
from .svg import join, line, link, paragraph, quiet, rect, safe_href, text

_WIDTH: Final = 860
_LABEL: Final = 250
_TOP: Final = 14
_ROW: Final = 44
_BAR: Final = 24


@dataclass(frozen=True)
class Step:
    """Value that one stakeholder gains (below zero: loses), or one input when it stands under `inputs`."""

    label: str
    value: Number
    href: str = ""


@dataclass(frozen=True)
class Waterfall:
    """Gains by stakeholder, and inputs as positive amounts that are taken away."""

    title: str
    values: tuple[Step, ...]
    inputs: tuple[Step, ...]
    unit: Unit = POUNDS
    # What the sum is called, where it is not a total value; not part of the ids in the picture
    total: str = field(default="", repr=False)


@dataclass(frozen=True)
class _Bar:
    label: str
    start: Decimal
    end: Decimal
    kind: str
    href: str = ""

    @property
    def amount(self) -> Decimal:
        return self.end - self.start


def waterfall(subject: Waterfall) -> Chart:
    """Each bar starts where the one above it ended; totals start from nothing."""
    key, heads = key_of("waterfall", subject), columns(_("Step"), _("#Amount"), _("#Running total"))
    if not subject.values:
        message = _("No value to add up yet. Give an outcome a quantity and a value and it appears here.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    bars = list(_bars(subject))
    ends = [Decimal(0), *(end for bar in bars for end in (bar.start, bar.end))]
    marks = axis(min(ends), max(ends), about=7)
    scale = Scale(marks.low, marks.high, _LABEL + 10, _WIDTH - 130)
    floor = _TOP + len(bars) * _ROW
    table = Table(heads, tuple(_rows(subject, bars)))
    return compose(
        key,
        quiet(ground(marks, scale, subject.unit, _TOP - 6, floor), _joints(bars, scale)),
        *(_row(subject, bar, scale, _TOP + place * _ROW) for place, bar in enumerate(bars)),
        title=subject.title,
        description=_sentence(subject, bars),
        table=table,
        width=_WIDTH,
        height=floor + 34,
        linked=any(safe_href(bar.href) for bar in bars),
    )


def _bars(subject: Waterfall) -> Iterator[_Bar]:
    running = Decimal(0)
    for step in subject.values:
        after = running + exact(step.value)
        yield _Bar(step.label, running, after, "gain" if step.value >= 0 else "loss", step.href)
        running = after
    yield _Bar(subject.total or _("Total value"), Decimal(0), running, "total")
    for step in subject.inputs:
        after = running - exact(step.value)
        yield _Bar(step.label, running, after, "input", step.href)
        running = after
    if subject.inputs:
        yield _Bar(_("Net value"), Decimal(0), running, "net")


def _joints(bars: list[_Bar], scale: Scale) -> SafeString:
    """Thin lines that carry each running total down to the next bar."""
    parts = []
    for place, bar in enumerate(bars[:-1]):
        x, y = scale(bar.end), _TOP + place * _ROW + (_ROW + _BAR) / 2
        parts.append(line(x, y, x, y + _ROW - _BAR, stroke=palette.EDGE))
    return join(*parts)


def _row(subject: Waterfall, bar: _Bar, scale: Scale, y: float) -> SafeString:
    whole = bar.kind in ("total", "net")
    label = wrap(bar.label, _LABEL - 10, 14, most=2, bold=whole)
    words = paragraph(0, y + _ROW / 2 + 5 - (len(label.lines) - 1) * 8.5, label, leading=17, bold=whole)
    start, end = sorted((scale(bar.start), scale(bar.end)))
    figure = subject.unit.write(bar.amount)
    shape = _shape(bar, start, max(end - start, 3), y + (_ROW - _BAR) / 2)
    rule = line(0, y, _WIDTH, y, stroke=palette.RULE) if whole else ""
    drawn = join(rule, words, shape, text(_WIDTH, y + _ROW / 2 + 5, figure, anchor="end", bold=whole))
    return link(bar.href, f"{bar.label}: {figure}", drawn) if bar.href else quiet(drawn)


def _shape(bar: _Bar, x: float, width: float, y: float) -> SafeString:
    """Totals are dark, gains blue, inputs and losses hollow, so the kinds differ without colour."""
    if bar.kind in ("input", "loss"):
        edge = palette.BAD if bar.kind == "loss" else palette.MUTED
        return rect(
            x + 0.75, y + 0.75, width - 1.5, _BAR - 1.5, fill=palette.WASH, stroke=edge, stroke_width=1.5
        )
    fill = palette.ACCENT if bar.kind == "gain" else palette.ACCENT_DARK
    return rect(x, y, width, _BAR, fill=fill)


def _sentence(subject: Waterfall, bars: list[_Bar]) -> str:
    total = next(bar for bar in bars if bar.kind == "total")
    if subject.total:
        return _("From %(first)s, %(before)s, to %(last)s, %(after)s.") % {
            "first": bars[0].label,
            "before": subject.unit.write(bars[0].amount),
            "last": total.label,
            "after": subject.unit.write(total.amount),
        }
    words = _("Value of %(total)s in all.") % {"total": subject.unit.write(total.amount)}
    most = max(subject.values, key=lambda step: step.value)
    if total.amount > 0 and most.value > 0:
        share = float(most.value) / float(total.amount)
        words += " " + _("The largest part, %(share)s, is for %(label)s.") % {
            "share": f"{share:.0%}",
            "label": most.label,
        }
    if bars[-1].kind == "net":
        words += " " + _("After what was put in, %(net)s is left.") % {
            "net": subject.unit.write(bars[-1].amount)
        }
    return words


def _rows(subject: Waterfall, bars: list[_Bar]) -> Iterator[tuple[Cell, ...]]:
    for bar in bars:
        yield cell(bar.label, bar.href), subject.unit.write(bar.amount), subject.unit.write(bar.end)
