"""XmR: figures over time with the limits of their usual ups and downs, and what is a real change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coplan.engines.spc import Group, Result

from . import palette
from .chart import Chart, Table, compose, key_of, nothing_yet
from .figures import Axis, Scale, axis, axis_days, month, month_day, written
from .lettering import measure, wrap
from .svg import circle, fitted, join, line, link, number, paragraph, path, quiet, safe_href, text
from .xmr_icons import (
    ASSURANCE_LABELS,
    RADIUS,
    VARIATION_LABELS,
    assurance_sign,
    at,
    direction_in_words,
    in_words,
    variation_sign,
)
from .xmr_marks import mark
from .xmr_subject import KINDS, Annotation, Xmr, kind_of, shows, too_few
from .xmr_table import heads, rows

_WIDTH: Final = 800
_LEFT: Final = 64
_RIGHT: Final = 150
_HEAD: Final = 52
_LANE: Final = 22
_PLOT: Final = 250
_LIST: Final = 20
_CROWDED: Final = 60
_DAYS_BY_MONTH: Final = 150


@dataclass(frozen=True)
class _Frame:
    """Where figures and days fall."""

    marks: Axis
    up: Scale
    along: Scale
    top: float
    floor: float

    def x(self, day: date) -> float:
        return self.along(day.toordinal())


def xmr(subject: Xmr) -> Chart:
    """Points with mean and limits; each kind of point has its own shape, and what happened a number.

    Limits that would rest on fewer than 12 points are not drawn, and a sentence says so; the points
    they would judge are shown as plain ones.
    """
    key = key_of("xmr", subject)
    if subject.result is None:
        message = _("No readings yet. Add the first reading and the line starts here.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads(None))
    result = subject.result
    lanes = _lanes(subject, result)
    frame = _frame(subject, result, max(lanes, default=-1) + 1)
    foot, height = _foot(subject, result, frame)
    return compose(
        key,
        quiet(_header(result), _ground(subject, frame, result), _rebase_lines(result, frame)),
        quiet(*(_group_lines(group, frame, _reach(result, index, frame)) for index, group in _drawn(result))),
        quiet(_target(result, frame), _strokes(result, frame)),
        *_annotation_marks(subject, lanes, frame),
        *_points(subject, result, frame),
        quiet(_end_words(subject, result, frame)),
        *foot,
        title=subject.title,
        description=_sentence(subject, result),
        table=Table(heads(result), tuple(rows(subject, result))),
        width=_WIDTH,
        height=height,
        linked=any(map(safe_href, [*subject.hrefs.values(), *(note.href for note in subject.annotations)])),
    )


def _drawn(result: Result) -> list[tuple[int, Group]]:
    return [(index, group) for index, group in enumerate(result.groups) if group.enough_points]


def _frame(subject: Xmr, result: Result, lanes: int) -> _Frame:
    figures = [point.value for point in result.points]
    for _index, group in _drawn(result):
        figures += [limit for limit in (group.lower_limit, group.upper_limit) if limit is not None]
    figures += [result.target] if result.target is not None else []
    marks, days = axis(min(figures), max(figures)), _days(subject, result)
    top = _HEAD + 14 + lanes * _LANE
    floor = top + _PLOT
    along = Scale(
        days[0].toordinal(),
        max(days[-1].toordinal(), days[0].toordinal() + 1),
        _LEFT + 14,
        _WIDTH - _RIGHT - 14,
    )
    return _Frame(marks, Scale(marks.low, marks.high, floor, top), along, top, floor)


def _days(subject: Xmr, result: Result) -> list[date]:
    return sorted([point.on for point in result.points] + [note.on for note in subject.annotations])


def _header(result: Result) -> SafeString:
    """The icons with their labels; under 12 points the sentence that says why there are none."""
    y = _HEAD / 2 - 4
    words = direction_in_words(result.improvement)
    way = text(_WIDTH - 8, y + 5, words, size=12, fill=palette.MUTED, anchor="end")
    if not result.enough_points:
        return join(fitted(8, y + 5, too_few(result.groups[-1]), _WIDTH - 170, bold=True), way)
    parts, x = [way], 4.0
    found = [(variation_sign(result.variation), str(VARIATION_LABELS[result.variation]))]
    if result.assurance:
        found.append((assurance_sign(result.assurance), str(ASSURANCE_LABELS[result.assurance])))
    for sign, label in found:
        parts += [at(sign, x + RADIUS, y), text(x + 2 * RADIUS + 8, y + 5, label, bold=True)]
        x += 2 * RADIUS + 8 + measure(label, 14, bold=True) + 28
    return join(*parts)


def _ground(subject: Xmr, frame: _Frame, result: Result) -> SafeString:
    right, marks = _WIDTH - _RIGHT, frame.marks
    parts = []
    for value in marks.marks:
        y = frame.up(value)
        words = subject.unit.mark(value, marks.step)
        parts += [
            line(_LEFT, y, right, y, stroke=palette.EDGE if value == marks.low else palette.GRID),
            text(_LEFT - 10, y + 4, words, size=12, fill=palette.MUTED, anchor="end"),
        ]
    for day, words in _day_marks(_days(subject, result)):
        x = frame.x(day)
        parts += [
            line(x, frame.floor, x, frame.floor + 5, stroke=palette.EDGE),
            text(x, frame.floor + 22, words, size=12, fill=palette.MUTED, anchor="middle"),
        ]
    return join(*parts)


def _day_marks(days: list[date]) -> list[tuple[date, str]]:
    """Months, or days of the points themselves where the points span a few months only."""
    if (days[-1] - days[0]).days >= _DAYS_BY_MONTH:
        return [(day, month(day)) for day in axis_days(days[0], days[-1])]
    different = sorted(set(days))
    every = -(-len(different) // 7)
    return [(day, month_day(day)) for day in different[::every]]


def _reach(result: Result, index: int, frame: _Frame) -> tuple[float, float]:
    """From where to where the lines of a group go: half way to its neighbours, or the edge."""
    groups = result.groups
    left = _border(groups, index, frame) if index else float(_LEFT)
    right = _border(groups, index + 1, frame) if index + 1 < len(groups) else float(_WIDTH - _RIGHT)
    return left, right


def _border(groups: tuple[Group, ...], index: int, frame: _Frame) -> float:
    return (frame.x(groups[index - 1].end) + frame.x(groups[index].start)) / 2


def _group_lines(group: Group, frame: _Frame, reach: tuple[float, float]) -> SafeString:
    mean = frame.up(group.mean)
    parts = [line(reach[0], mean, reach[1], mean, stroke=palette.MUTED, width=1.5)]
    for limit in (group.lower_limit, group.upper_limit):
        if limit is not None:
            y = frame.up(limit)
            parts.append(line(reach[0], y, reach[1], y, stroke=palette.MUTED, width=1.5, dashes="2 4"))
    return join(*parts)


def _rebase_lines(result: Result, frame: _Frame) -> SafeString:
    borders = [_border(result.groups, index, frame) for index in range(1, len(result.groups))]
    return join(*(line(x, frame.top - 6, x, frame.floor, stroke=palette.EDGE, width=1.5) for x in borders))


def _target(result: Result, frame: _Frame) -> SafeString:
    if result.target is None:
        return join()
    y = frame.up(result.target)
    return line(_LEFT, y, _WIDTH - _RIGHT, y, stroke=palette.INK, width=1.75, dashes="7 4")


def _strokes(result: Result, frame: _Frame) -> SafeString:
    places = "L".join(f"{number(frame.x(p.on))} {number(frame.up(p.value))}" for p in result.points)
    return path(f"M{places}", stroke=palette.EDGE, width=1.25, join_="round")


def _points(subject: Xmr, result: Result, frame: _Frame) -> Iterator[SafeString]:
    size = 0.75 if len(result.points) > _CROWDED else 1.0
    for point in result.points:
        kind = kind_of(result, point)
        told = {
            "date": written(point.on),
            "value": subject.unit.write(point.value),
            "what": shows(kind, point),
        }
        words = _("%(date)s: %(value)s. %(what)s") % told
        href = subject.hrefs.get(point.on, "")
        drawn = link(href, words, mark(kind, frame.x(point.on), frame.up(point.value), size))
        yield drawn if safe_href(href) else quiet(drawn)


def _lanes(subject: Xmr, result: Result) -> list[int]:
    """For each annotation in order of date, the line above the plot where its number has room."""
    frame = _frame(subject, result, 0)
    taken: list[float] = []
    lanes = []
    for note in _ordered(subject):
        x = frame.x(note.on)
        lane = next((index for index, last in enumerate(taken) if x - last >= _LANE), len(taken))
        taken[lane : lane + 1] = [x]
        lanes.append(lane)
    return lanes


def _ordered(subject: Xmr) -> list[Annotation]:
    return sorted(subject.annotations, key=lambda note: note.on)


def _annotation_marks(subject: Xmr, lanes: list[int], frame: _Frame) -> Iterator[SafeString]:
    for index, (note, lane) in enumerate(zip(_ordered(subject), lanes, strict=True), 1):
        x, y = frame.x(note.on), frame.top - 18 - lane * _LANE
        stem = line(x, y + 9, x, frame.floor, stroke=palette.INK, dashes="1.5 3")
        drawn = link(note.href, f"{written(note.on)}: {note.label}", stem, _numbered(index, x, y))
        yield drawn if safe_href(note.href) else quiet(drawn)


def _numbered(index: int, x: float, y: float) -> SafeString:
    ring = circle(x, y, 9, fill=palette.PAPER, stroke=palette.INK, stroke_width=1.25)
    return join(ring, text(x, y + 4, str(index), size=11, anchor="middle"))


def _end_words(subject: Xmr, result: Result, frame: _Frame) -> SafeString:
    """Names of the lines at their right ends, pushed apart where they would touch."""
    write, last = subject.lines_unit.write, result.groups[-1]
    entries: list[tuple[float, str, str]] = []
    if last.enough_points and last.upper_limit is not None and last.lower_limit is not None:
        told = (
            (last.upper_limit, _("Upper limit %(value)s")),
            (last.mean, _("Mean %(value)s")),
            (last.lower_limit, _("Lower limit %(value)s")),
        )
        entries += [
            (frame.up(value), words % {"value": write(value)}, palette.MUTED) for value, words in told
        ]
    if result.target is not None:
        words = _("Target %(value)s") % {"value": subject.unit.write(result.target)}
        entries.append((frame.up(result.target), words, palette.INK))
    parts, above = [], float("-inf")
    # sorting keeps the order of lines at one height: upper limit, mean, lower limit, target
    for y, words, colour in sorted(entries, key=lambda entry: entry[0]):
        above = max(y, above + 17)
        parts.append(fitted(_WIDTH - _RIGHT + 10, above + 4, words, _RIGHT - 12, size=13, fill=colour))
    return join(*parts)


def _foot(subject: Xmr, result: Result, frame: _Frame) -> tuple[list[SafeString], float]:
    """The legend, what the numbers stand for, and notes on limits not drawn; with the height of it all."""
    y = frame.floor + 52
    parts = [quiet(_legend(result, y))]
    for index, note in enumerate(_ordered(subject), 1):
        y += _LIST + (6 if index == 1 else 0)
        words = _("%(date)s: %(label)s") % {"date": written(note.on), "label": note.label}
        told = wrap(words, _WIDTH - _LEFT - 30, 13, most=2)
        words_drawn = paragraph(_LEFT + 22, y + 4, told, size=13, leading=17)
        parts.append(quiet(_numbered(index, _LEFT + 6, y), words_drawn))
        y += (len(told.lines) - 1) * 17
    for short in result.groups[:-1]:
        if not short.enough_points:
            y += _LIST
            parts.append(quiet(fitted(_LEFT, y + 4, too_few(short), _WIDTH - _LEFT - 8, size=13)))
    return parts, y + 20


def _legend(result: Result, y: float) -> SafeString:
    shown = {kind_of(result, point) for point in result.points}
    kinds = [kind for kind in KINDS if kind in shown]
    parts, x = [], float(_LEFT) + 6
    for kind in kinds:
        words = str(KINDS[kind])
        parts += [mark(kind, x, y), text(x + 14, y + 4, words, size=12)]
        x += 14 + measure(words, 12) + 26
    if len(result.groups) > 1:
        words = _("Limits start again")
        parts += [
            line(x, y - 8, x, y + 8, stroke=palette.EDGE, width=1.5),
            text(x + 8, y + 4, words, size=12),
        ]
    return join(*parts)


def _sentence(subject: Xmr, result: Result) -> str:
    last = result.points[-1]
    words = _("%(value)s on %(date)s.") % {"value": subject.unit.write(last.value), "date": written(last.on)}
    if not result.enough_points:
        until = _("Until then a change cannot be told from chance.")
        return f"{words} {too_few(result.groups[-1])} {until}"
    return f"{words} {in_words(result.variation, result.assurance, result.improvement)}"
