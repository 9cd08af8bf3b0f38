"""Paired bars: what was expected beside what came, row by row, on one scale."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .figures import POUNDS, Number, Scale, Unit, axis, exact
from .ground import ground
from .lettering import measure, wrap
from .svg import join, link, paragraph, quiet, rect, safe_href, text

_BARS: Final = 430
_END: Final = 96
_LABEL: Final = 250
_TOP: Final = 40
_ROW: Final = 52
_BAR: Final = 16


@dataclass(frozen=True)
class Pair:
    """One row: the first figure and the second; None where there is none (which is not 0)."""

    label: str
    first: Number | None
    second: Number | None
    href: str = ""


@dataclass(frozen=True)
class PairedBars:
    """Rows of two figures each, and what the first and the second are called."""

    title: str
    first: str
    second: str
    pairs: tuple[Pair, ...]
    unit: Unit = POUNDS


def paired_bars(subject: PairedBars) -> Chart:
    """The first figure hollow, the second filled, so that the two differ without colour."""
    key = key_of("paired-bars", subject)
    heads = columns(_("Row"), f"#{subject.first}", f"#{subject.second}", _("#Difference"))
    known = [exact(one) for pair in subject.pairs for one in (pair.first, pair.second) if one is not None]
    if not known:
        message = _("Nothing to compare yet. Add the figures of a row and they appear here side by side.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    nothing = Decimal(0)
    marks = axis(min(nothing, *known), max(nothing, *known))
    label = min(_LABEL, max(measure(pair.label, 14) for pair in subject.pairs) + 14)
    scale = Scale(marks.low, marks.high, label, label + _BARS)
    floor = _TOP + len(subject.pairs) * _ROW
    return compose(
        key,
        quiet(ground(marks, scale, subject.unit, _TOP - 6, floor), _legend(subject)),
        *(_row(subject, pair, scale, label, _TOP + place * _ROW) for place, pair in enumerate(subject.pairs)),
        title=subject.title,
        description=_sentence(subject),
        table=Table(heads, tuple(_rows(subject))),
        width=label + _BARS + _END,
        height=floor + 34,
        linked=any(safe_href(pair.href) for pair in subject.pairs),
    )


def _legend(subject: PairedBars) -> SafeString:
    second = 24 + measure(subject.first, 13) + 20
    return join(
        rect(0.75, 4.75, 12.5, 12.5, fill=palette.PAPER, stroke=palette.ACCENT, stroke_width=1.5),
        text(22, 16, subject.first, size=13),
        rect(second, 4, 14, 14, fill=palette.ACCENT),
        text(second + 22, 16, subject.second, size=13),
    )


def _row(subject: PairedBars, pair: Pair, scale: Scale, width: float, y: float) -> SafeString:
    label = wrap(pair.label, width - 10, 14, most=2)
    words = paragraph(0, y + _ROW / 2 + 3 - (len(label.lines) - 1) * 8.5, label, leading=17)
    middle = y + _ROW / 2 - 1
    bars = (
        *_bar(subject, pair.first, scale, middle - _BAR, hollow=True),
        *_bar(subject, pair.second, scale, middle + 1, hollow=False),
    )
    said = _("%(label)s: %(first)s %(one)s, %(second)s %(other)s") % {
        "label": pair.label,
        "first": subject.first,
        "one": _written(subject, pair.first),
        "second": subject.second,
        "other": _written(subject, pair.second),
    }
    drawn = join(words, *bars)
    return link(pair.href, said, drawn) if pair.href else quiet(drawn)


def _bar(
    subject: PairedBars, value: Number | None, scale: Scale, y: float, *, hollow: bool
) -> Iterator[SafeString]:
    if value is None:
        yield text(scale(0) + 6, y + _BAR - 4, _("not known yet"), size=12, fill=palette.MUTED)
        return
    start, end = sorted((scale(0), scale(value)))
    width = max(end - start, 2)
    if hollow:
        yield rect(
            start, y + 0.75, width, _BAR - 2.5, fill=palette.PAPER, stroke=palette.ACCENT, stroke_width=1.5
        )
    else:
        yield rect(start, y, width, _BAR - 1, fill=palette.ACCENT)
    yield text(end + 6, y + _BAR - 4, subject.unit.write(value), size=12)


def _written(subject: PairedBars, value: Number | None) -> str:
    return _("not known yet") if value is None else subject.unit.write(value)


def _sentence(subject: PairedBars) -> str:
    both = [one for one in subject.pairs if one.first is not None and one.second is not None]
    if not both:
        return _("No row has both figures yet.")
    below = [one for one in both if exact(one.second or 0) < exact(one.first or 0)]
    return _("%(second)s is below %(first)s in %(below)s of %(all)s rows that have both.") % {
        "first": subject.first,
        "second": subject.second,
        "below": len(below),
        "all": len(both),
    }


def _rows(subject: PairedBars) -> Iterator[tuple[Cell, ...]]:
    for pair in subject.pairs:
        gap = "–"
        if pair.first is not None and pair.second is not None:
            gap = subject.unit.write(exact(pair.second) - exact(pair.first), signed=True)
        yield (
            cell(pair.label, pair.href),
            "–" if pair.first is None else subject.unit.write(pair.first),
            "–" if pair.second is None else subject.unit.write(pair.second),
            gap,
        )
