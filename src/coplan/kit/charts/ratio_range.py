"""Ratio range: the value for each pound as a range, with break-even and the base case marked."""

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import palette
from .chart import Chart, Table, columns, compose, key_of, nothing_yet
from .figures import POUNDS_AND_PENCE, Axis, Number, Scale, Unit, axis
from .lettering import measure
from .svg import join, line, number, path, rect, text

_WIDTH: Final = 720
_MIDDLE: Final = 76
_THICK: Final = 28


@dataclass(frozen=True)
class RatioRange:
    """The 5th, 50th and 95th percentile of the simulated ratios; None where no range was worked out."""

    title: str
    p5: Number | None
    p50: Number | None
    p95: Number | None
    base: Number | None = None
    break_even: Number = 1
    unit: Unit = POUNDS_AND_PENCE


def ratio_range(subject: RatioRange) -> Chart:
    """A strip from p5 to p95 with the middle marked; break-even is a dashed line, the base case a diamond."""
    key, heads = key_of("ratio-range", subject), columns(_("Mark"), _("#Value for each £1"))
    if subject.p5 is None or subject.p50 is None or subject.p95 is None:
        message = _("No range yet. Give at least one assumption a low and a high, then work out the range.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    p5, p50, p95 = subject.p5, subject.p50, subject.p95
    ends = [
        float(v) for v in (p5, p95, subject.break_even, subject.base if subject.base is not None else p50)
    ]
    marks = axis(min(ends), max(ends))
    scale = Scale(marks.low, marks.high, 36, _WIDTH - 36)
    rows = [(_("Low (5 in 100 fall below)"), p5), (_("Middle"), p50), (_("High (5 in 100 lie above)"), p95)]
    rows += [(_("Base case"), subject.base)] if subject.base is not None else []
    rows.append((_("Break-even"), subject.break_even))
    table = Table(heads, tuple((name, subject.unit.write(value)) for name, value in rows))
    return compose(
        key,
        _ground(subject, marks, scale),
        _strip(subject, scale, p5, p50, p95),
        _break_even(subject, scale),
        _base(subject, scale),
        title=subject.title,
        description=_sentence(subject, p5, p50, p95),
        table=table,
        width=_WIDTH,
        height=178,
    )


def _ground(subject: RatioRange, marks: Axis, scale: Scale) -> SafeString:
    y = 150
    parts = [line(scale(marks.low), y, scale(marks.high), y, stroke=palette.EDGE)]
    for mark in marks.marks:
        x = scale(mark)
        parts.append(line(x, y, x, y + 5, stroke=palette.EDGE))
        parts.append(
            text(x, y + 21, subject.unit.mark(mark, marks.step), size=12, fill=palette.MUTED, anchor="middle")
        )
    return join(*parts)


def _strip(subject: RatioRange, scale: Scale, p5: Number, p50: Number, p95: Number) -> SafeString:
    left, middle, right = scale(p5), scale(p50), scale(p95)
    top, write = _MIDDLE - _THICK / 2, subject.unit.write
    low, centre, high = _spread((left, middle, right), tuple(write(v) for v in (p5, p50, p95)))
    foot = _MIDDLE + _THICK / 2 + 20
    return join(
        rect(
            left,
            top,
            max(right - left, 2),
            _THICK,
            fill=palette.ACCENT_PALE,
            stroke=palette.ACCENT,
            stroke_width=1.5,
            radius=3,
        ),
        line(middle, top - 4, middle, top + _THICK + 4, stroke=palette.ACCENT, width=4),
        text(low, foot, write(p5), anchor="middle"),
        text(centre, foot, write(p50), anchor="middle", bold=True),
        text(high, foot, write(p95), anchor="middle"),
        text(low, foot + 17, _("low"), size=12, fill=palette.MUTED, anchor="middle"),
        text(centre, foot + 17, _("middle"), size=12, fill=palette.MUTED, anchor="middle"),
        text(high, foot + 17, _("high"), size=12, fill=palette.MUTED, anchor="middle"),
    )


def _spread(xs: tuple[float, float, float], labels: tuple[str, ...]) -> tuple[float, float, float]:
    """The three labels' centres, the outer ones moved out where they would touch the middle one."""
    low, centre, high = xs
    widths = [measure(label, 14, bold=True) for label in labels]
    low = min(low, centre - (widths[0] + widths[1]) / 2 - 10)
    return low, centre, max(high, centre + (widths[1] + widths[2]) / 2 + 10)


def _break_even(subject: RatioRange, scale: Scale) -> SafeString:
    x = scale(subject.break_even)
    words = _("Break-even %(value)s") % {"value": subject.unit.write(subject.break_even)}
    return join(
        line(x, 42, x, _MIDDLE + _THICK / 2 + 4, stroke=palette.INK, width=1.5, dashes="5 4"),
        text(_inside(x, words), 34, words, size=13, fill=palette.MUTED, anchor="middle"),
    )


def _base(subject: RatioRange, scale: Scale) -> SafeString:
    """A diamond on the strip; its words go one line higher so they never meet those of break-even."""
    if subject.base is None:
        return join()
    x = scale(subject.base)
    words = _("Base case %(value)s") % {"value": subject.unit.write(subject.base)}
    return join(
        line(x, 20, x, _MIDDLE - 8, stroke=palette.INK),
        path(f"M{number(x - 8)} {_MIDDLE}l8 -8l8 8l-8 8z", fill=palette.INK, stroke=palette.PAPER, width=1.5),
        text(_inside(x, words), 14, words, size=13, anchor="middle", bold=True),
    )


def _inside(x: float, words: str) -> float:
    half = measure(words, 13, bold=True) / 2 + 2
    return min(max(x, half), _WIDTH - half)


def _sentence(subject: RatioRange, p5: Number, p50: Number, p95: Number) -> str:
    write = subject.unit.write
    words = _("Between %(low)s and %(high)s for each £1, most likely near %(middle)s.") % {
        "low": write(p5),
        "high": write(p95),
        "middle": write(p50),
    }
    if p5 >= subject.break_even:
        return words + " " + _("The whole range is above break-even.")
    if p95 < subject.break_even:
        return words + " " + _("The whole range is below break-even.")
    return words + " " + _("Part of the range is below break-even.")
