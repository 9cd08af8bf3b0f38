"""Progress: readings of an indicator over time against its baseline and its targets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .figures import COUNT, Axis, Number, Scale, Unit, axis, axis_days, month, written
from .lettering import measure
from .svg import circle, join, line, link, number, path, quiet, safe_href, tag, text

_WIDTH: Final = 800
_LEFT: Final = 64
_RIGHT: Final = 150
_TOP: Final = 34
_FLOOR: Final = 286
_WITH_WORDS: Final = 16


@dataclass(frozen=True)
class Reading:
    """One reading; a value of None is a period without a figure, and breaks the line."""

    on: date
    value: Number | None
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Target:
    """A target that holds from the target before it (or the start) until its date."""

    by: date
    value: Number


@dataclass(frozen=True)
class Progress:
    """An indicator's readings, baseline and targets; `higher_is_better` gives the direction."""

    title: str
    readings: tuple[Reading, ...]
    targets: tuple[Target, ...] = ()
    baseline: Reading | None = None
    higher_is_better: bool = True
    unit: Unit = COUNT


def progress(subject: Progress) -> Chart:
    """Readings as a line with points, targets as dashed steps, the baseline as a thin dotted line."""
    key, heads = key_of("progress", subject), columns(_("Date"), _("What"), _("#Figure"), _("Note"))
    table = Table(heads, tuple(_rows(subject)))
    if not any(reading.value is not None for reading in subject.readings):
        message = _("No readings yet. Add the first reading and the line starts here.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    marks, days = _marks(subject), _days(subject)
    up = Scale(marks.low, marks.high, _FLOOR, _TOP)
    along = Scale(days[0].toordinal(), days[-1].toordinal(), _LEFT, _WIDTH - _RIGHT)
    return compose(
        key,
        quiet(
            _ground(subject, marks, days, up, along),
            _baseline(subject, up),
            _targets(subject, days, up, along),
        ),
        quiet(_line(subject, up, along)),
        *_points(subject, up, along),
        quiet(_end_words(subject, up)),
        title=subject.title,
        description=_sentence(subject),
        table=table,
        width=_WIDTH,
        height=_FLOOR + 40,
        linked=any(safe_href(reading.href) for reading in subject.readings),
    )


def sparkline(subject: Progress) -> Chart:
    """The same line without words, small enough for a row of a table."""
    key = key_of("sparkline", subject)
    table = Table(columns(_("Date"), _("What"), _("#Figure"), _("Note")), tuple(_rows(subject)))
    known = [r for r in subject.readings if r.value is not None]
    if not known:
        dash = line(4, 14, 116, 14, stroke=palette.RULE, dashes="3 4")
        return compose(
            key,
            dash,
            title=subject.title,
            description=_("No readings yet."),
            table=table,
            width=120,
            height=28,
        )
    marks, days = _marks(subject), _days(subject)
    up, along = Scale(marks.low, marks.high, 25, 3), Scale(days[0].toordinal(), days[-1].toordinal(), 4, 112)
    steps = path(_stairs(subject, days, up, along), stroke=palette.EDGE, width=1, dashes="3 2")
    trend = path(_strokes(subject, up, along), stroke=palette.ACCENT, width=1.75, join_="round")
    last = known[-1]
    dot = circle(along(last.on.toordinal()), up(last.value or 0), 3)
    return compose(
        key,
        steps,
        trend,
        dot,
        title=subject.title,
        description=_sentence(subject),
        table=table,
        width=120,
        height=28,
    )


def _marks(subject: Progress) -> Axis:
    """From nothing where the figures are near it; never cut so that a small change looks large."""
    values = [float(r.value) for r in subject.readings if r.value is not None]
    values += [float(t.value) for t in subject.targets]
    if subject.baseline and subject.baseline.value is not None:
        values.append(float(subject.baseline.value))
    low, high = min(values), max(values)
    return axis(0 if 0 <= low <= high * 0.75 else low - (high - low) * 0.2, high)


def _days(subject: Progress) -> list[date]:
    """First and last day in sight, at least a month apart."""
    days = [r.on for r in subject.readings] + [t.by for t in subject.targets]
    if subject.baseline:
        days.append(subject.baseline.on)
    first, last = min(days), max(days)
    return [first, max(last, first + timedelta(days=30))]


def _ground(subject: Progress, marks: Axis, days: list[date], up: Scale, along: Scale) -> SafeString:
    right = _WIDTH - _RIGHT
    parts = [
        line(_LEFT, up(m), right, up(m), stroke=palette.EDGE if m == marks.low else palette.GRID)
        for m in marks.marks
    ]
    for mark in marks.marks:
        written_mark = subject.unit.mark(mark, marks.step)
        parts.append(text(_LEFT - 10, up(mark) + 4, written_mark, size=12, fill=palette.MUTED, anchor="end"))
    for day in axis_days(days[0], days[-1]):
        x = along(day.toordinal())
        parts += [
            line(x, _FLOOR, x, _FLOOR + 5, stroke=palette.EDGE),
            text(x, _FLOOR + 22, month(day), size=12, fill=palette.MUTED, anchor="middle"),
        ]
    words = _("Higher is better") if subject.higher_is_better else _("Lower is better")
    parts.append(_arrow(_LEFT, upward=subject.higher_is_better))
    parts.append(text(_LEFT + 16, 16, words, size=12, fill=palette.MUTED))
    return join(*parts)


def _arrow(x: float, *, upward: bool) -> SafeString:
    shape = f"M{x + 5} 17v-11m-4 4l4 -4l4 4" if upward else f"M{x + 5} 6v11m-4 -4l4 4l4 -4"
    return path(shape, stroke=palette.MUTED, width=1.5, cap="round", join_="round")


def _baseline(subject: Progress, up: Scale) -> SafeString:
    if not subject.baseline or subject.baseline.value is None:
        return join()
    y = up(subject.baseline.value)
    return line(_LEFT, y, _WIDTH - _RIGHT, y, stroke=palette.MUTED, width=1.25, dashes="1.5 4")


def _stairs(subject: Progress, days: list[date], up: Scale, along: Scale) -> str:
    ordered = sorted(subject.targets, key=lambda target: target.by)
    start, commands = along(days[0].toordinal()), []
    for place, target in enumerate(ordered):
        end, y = along(target.by.toordinal()), number(up(target.value))
        commands.append(f"{'L' if place else 'M'}{number(start)} {y}H{number(end)}")
        start = end
    return "".join(commands)


def _targets(subject: Progress, days: list[date], up: Scale, along: Scale) -> SafeString:
    if not subject.targets:
        return join()
    return path(_stairs(subject, days, up, along), stroke=palette.INK, width=1.75, dashes="7 4")


def _runs(subject: Progress) -> Iterator[list[Reading]]:
    """Readings between gaps."""
    run: list[Reading] = []
    for reading in sorted(subject.readings, key=lambda r: r.on):
        if reading.value is None:
            yield run
            run = []
        else:
            run.append(reading)
    yield run


def _strokes(subject: Progress, up: Scale, along: Scale) -> str:
    runs = ([(along(r.on.toordinal()), up(r.value or 0)) for r in run] for run in _runs(subject) if run)
    return "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in run) for run in runs)


def _line(subject: Progress, up: Scale, along: Scale) -> SafeString:
    return path(_strokes(subject, up, along), stroke=palette.ACCENT, width=2.5, join_="round", cap="round")


def _points(subject: Progress, up: Scale, along: Scale) -> Iterator[SafeString]:
    known = [r for r in subject.readings if r.value is not None]
    for reading in known:
        x, y = along(reading.on.toordinal()), up(reading.value or 0)
        words = f"{written(reading.on)}: {subject.unit.write(reading.value or 0)}"
        dot = circle(x, y, 4.5, stroke=palette.PAPER, stroke_width=1.5)
        labelled = len(known) <= _WITH_WORDS
        figure = _figure(x, y - 11, subject.unit.write(reading.value or 0)) if labelled else ""
        drawn = link(reading.href, words, dot, figure)
        yield drawn if safe_href(reading.href) else quiet(drawn)


def _figure(x: float, y: float, words: str) -> SafeString:
    """A figure on a white ground of its own shape, so that it stays readable where lines pass behind it."""
    plain: dict[str, str | float] = {"x": x, "y": y, "font_size": 12, "text_anchor": "middle"}
    ground = tag(
        "text",
        words,
        **plain,
        fill=palette.PAPER,
        stroke=palette.PAPER,
        stroke_width=4,
        stroke_linejoin="round",
    )
    return join(ground, tag("text", words, **plain, fill=palette.INK))


def _end_words(subject: Progress, up: Scale) -> SafeString:
    """Names of the lines at their right ends, pushed apart where they would touch."""
    write, entries = subject.unit.write, []
    known = [r for r in sorted(subject.readings, key=lambda r: r.on) if r.value is not None]
    entries.append(
        (
            up(known[-1].value or 0),
            _("Latest %(value)s") % {"value": write(known[-1].value or 0)},
            palette.ACCENT,
        )
    )
    if subject.targets:
        last = max(subject.targets, key=lambda target: target.by)
        entries.append((up(last.value), _("Target %(value)s") % {"value": write(last.value)}, palette.INK))
    if subject.baseline and subject.baseline.value is not None:
        named = _("Baseline %(value)s") % {"value": write(subject.baseline.value)}
        entries.append((up(subject.baseline.value), named, palette.MUTED))
    parts, above = [], float("-inf")
    for y, words, colour in sorted(entries):
        above = max(y, above + 18)
        size = 13 if measure(words, 13, bold=True) < _RIGHT - 12 else 11
        parts.append(
            text(
                _WIDTH - _RIGHT + 12, above + 4, words, size=size, fill=colour, bold=colour == palette.ACCENT
            )
        )
    return join(*parts)


def _sentence(subject: Progress) -> str:
    known = [r for r in sorted(subject.readings, key=lambda r: r.on) if r.value is not None]
    last, write = known[-1], subject.unit.write
    value = last.value or 0
    words = _("%(value)s on %(date)s") % {"value": write(value), "date": written(last.on)}
    if subject.baseline and subject.baseline.value is not None:
        words += _(", from a baseline of %(value)s") % {"value": write(subject.baseline.value)}
    target = next((t for t in sorted(subject.targets, key=lambda t: t.by) if t.by >= last.on), None)
    if not target:
        return words + "."
    met = value >= target.value if subject.higher_is_better else value <= target.value
    told = {"value": write(target.value), "date": written(target.by)}
    ending = (
        _("; the target of %(value)s by %(date)s is met.")
        if met
        else _("; the target is %(value)s by %(date)s.")
    )
    return words + ending % told


def _rows(subject: Progress) -> Iterator[tuple[Cell, ...]]:
    write = subject.unit.write
    if subject.baseline:
        base = subject.baseline
        yield (
            cell(written(base.on), base.href),
            _("Baseline"),
            write(base.value) if base.value is not None else "–",
            base.note or "–",
        )
    for reading in sorted(subject.readings, key=lambda r: r.on):
        figure = write(reading.value) if reading.value is not None else _("No figure")
        yield cell(written(reading.on), reading.href), _("Reading"), figure, reading.note or "–"
    for target in sorted(subject.targets, key=lambda t: t.by):
        yield written(target.by), _("Target"), write(target.value), "–"
