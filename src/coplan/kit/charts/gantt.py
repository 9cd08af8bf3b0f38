"""Gantt chart: tasks as bars over the days, milestones as diamonds, what waits for what as lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .figures import axis_days, month, written
from .svg import fitted, group, join, line, link, number, path, quiet, rect, tag, text

_NAMES: Final = 268
_DAYS: Final = 820
_TOP: Final = 42
_ROW: Final = 26
_HEAD: Final = 28
_BAR: Final = 13
_KEY: Final = 46
# Below this width of a day, single days off are no longer seen
_SEEN: Final = 2.2


class BarState(Enum):
    """Where a task or a milestone stands."""

    TO_COME = "to_come"
    BEGUN = "begun"
    DONE = "done"
    LATE = "late"


BAR_WORDS: Final = {
    BarState.TO_COME: gettext_lazy("To come"),
    BarState.BEGUN: gettext_lazy("Begun"),
    BarState.DONE: gettext_lazy("Done"),
    BarState.LATE: gettext_lazy("Late"),
}
_FILLS: Final = {
    BarState.TO_COME: palette.ACCENT_PALE,
    BarState.BEGUN: palette.ACCENT,
    BarState.DONE: palette.RULE,
    BarState.LATE: "#fbe3e0",
}
_EDGES: Final = {
    BarState.TO_COME: palette.ACCENT,
    BarState.BEGUN: palette.ACCENT_DARK,
    BarState.DONE: palette.EDGE,
    BarState.LATE: palette.BAD,
}


@dataclass(frozen=True)
class Bar:
    """One row: a task from its first to its last day, or a milestone on its day.

    `before` is where the baseline had it; `last_start` the last day it may safely begin; `hold` the day a milestone is
    to be held on; `under` the heading it stands under.
    """

    key: str
    name: str
    start: date
    finish: date
    href: str = ""
    state: BarState = BarState.TO_COME
    owner: str = ""
    under: str = ""
    is_milestone: bool = False
    critical: bool = False
    after: tuple[str, ...] = ()
    before: tuple[date, date] | None = None
    last_start: date | None = None
    spare: int | None = None
    hold: date | None = None


@dataclass(frozen=True)
class Gantt:
    """The rows in order, today, and the days in their span that are not worked (first and last of each run)."""

    title: str
    today: date
    bars: tuple[Bar, ...]
    rests: tuple[tuple[date, date], ...] = field(default=())


class _Days:
    """Days as places from left to right."""

    def __init__(self, subject: Gantt) -> None:
        ends = [day for one in subject.bars for day in _days_of(one)]
        self.first = min(*ends, subject.today) - timedelta(days=3)
        self.last = max(*ends, subject.today) + timedelta(days=4)
        self.width = _DAYS / ((self.last - self.first).days + 1)

    def at(self, day: date) -> float:
        """The left edge of a day."""
        return _NAMES + (day - self.first).days * self.width


def _days_of(one: Bar) -> list[date]:
    return [one.start, one.finish, *(one.before or ()), *([one.hold] if one.hold else [])]


def gantt(subject: Gantt) -> Chart:
    """Critical bars have a heavy dark edge and a bold name; a thin grey bar beneath shows the baseline."""
    key = key_of("gantt", subject)
    heads = columns(
        _("What"),
        _("Who"),
        _("Starts"),
        _("Ends"),
        _("Last safe start"),
        _("#Days to spare"),
        _("State"),
        _("Decides the end"),
        _("Waits for"),
    )
    if not subject.bars:
        message = _("No tasks yet. Add the first, or begin from a template, and it appears here.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    days = _Days(subject)
    tops, heads_at, floor = _places(subject.bars)
    drawn = [_row(one, days, tops[one.key]) for one in subject.bars]
    return compose(
        key,
        quiet(_ground(subject, days, floor), _headings(heads_at), _links(subject.bars, days, tops)),
        *drawn,
        quiet(_today(subject.today, days, floor), _legend(floor, subject.bars)),
        title=subject.title,
        description=_sentence(subject),
        table=Table(heads, tuple(_rows(subject.bars))),
        width=_NAMES + _DAYS + 12,
        height=floor + _KEY,
        linked=any(one.href for one in subject.bars),
    )


def _places(bars: tuple[Bar, ...]) -> tuple[dict[str, float], list[tuple[float, str]], float]:
    """The top of each row, the headings with theirs, and where the last row ends."""
    tops: dict[str, float] = {}
    heads: list[tuple[float, str]] = []
    y, under = float(_TOP), ""
    for one in bars:
        if one.under != under and one.under:
            heads.append((y, one.under))
            y += _HEAD
        under = one.under
        tops[one.key] = y
        y += _ROW
    return tops, heads, y + 6


def _ground(subject: Gantt, days: _Days, floor: float) -> SafeString:
    """Days off, months, and the edge of the names."""
    high = number(floor - _TOP)
    parts: list[SafeString] = []
    if days.width >= _SEEN:
        runs = "".join(
            f"M{number(days.at(first))} {_TOP}h{number(((last - first).days + 1) * days.width)}v{high}"
            f"h-{number(((last - first).days + 1) * days.width)}z"
            for first, last in subject.rests
        )
        if runs:
            parts.append(path(runs, fill=palette.WASH))
    for day in axis_days(days.first, days.last):
        x = days.at(day)
        parts.append(line(x, _TOP - 8, x, floor))
        if x < _NAMES + _DAYS - 50:
            parts.append(text(x + 4, _TOP - 12, month(day), size=12, fill=palette.MUTED))
    parts.append(line(0, _TOP, _NAMES + _DAYS, _TOP, stroke=palette.RULE))
    return join(*parts)


def _headings(heads: list[tuple[float, str]]) -> SafeString:
    return join(*(fitted(4, y + 19, name, _NAMES - 12, size=13, bold=True) for y, name in heads))


def _row(one: Bar, days: _Days, y: float) -> SafeString:
    """A name and its bar, as one link."""
    ink = palette.MUTED if one.state is BarState.DONE else palette.INK
    name = fitted(12, y + 17, one.name, _NAMES - 24, size=13, fill=ink, bold=one.critical)
    shape = _diamond(one, days, y) if one.is_milestone else _bar(one, days, y)
    # The whole row can be pressed, between its name and its bar too
    ground = tag("rect", x=0, y=y, width=_NAMES + _DAYS, height=_ROW, fill=palette.PAPER, fill_opacity=0)
    drawn = join(ground, name, _baseline(one, days, y), shape)
    return link(one.href, _told(one), drawn)


def _bar(one: Bar, days: _Days, y: float) -> SafeString:
    x = days.at(one.start)
    width = max(days.at(one.finish) + days.width - x, 3)
    bar = rect(
        x,
        y + 5,
        width,
        _BAR,
        fill=_FILLS[one.state],
        stroke=palette.INK if one.critical else _EDGES[one.state],
        stroke_width=2.5 if one.critical else 1,
        radius=2,
    )
    return join(bar, _sign(one.state, x + width + 4, y + 16))


def _sign(state: BarState, x: float, y: float) -> SafeString:
    """Done and late are told by a sign, not by colour alone."""
    if state is BarState.DONE:
        return path(f"M{number(x)} {number(y - 5)}l3 3.5l6 -8", stroke=palette.MUTED, width=1.8, cap="round")
    if state is BarState.LATE:
        return text(x, y, "!", size=14, fill=palette.BAD, bold=True)
    return SafeString()


def _diamond(one: Bar, days: _Days, y: float) -> SafeString:
    """A milestone; where it is to be held on another day than it will be, a hollow one stands there."""
    x = days.at(one.finish) + days.width / 2
    filled = palette.MUTED if one.state is BarState.DONE else palette.INK
    fill = palette.BAD if one.state is BarState.LATE else filled
    shape = path(f"M{number(x)} {number(y + 4)}l8 8l-8 8l-8 -8z", fill=fill)
    hold = SafeString()
    if one.hold and one.hold != one.finish and one.state is not BarState.DONE:
        at = days.at(one.hold) + days.width / 2
        hold = path(f"M{number(at)} {number(y + 5)}l7 7l-7 7l-7 -7z", fill=palette.PAPER, stroke=palette.INK)
    return join(hold, shape, _sign(one.state, x + 11, y + 16))


def _baseline(one: Bar, days: _Days, y: float) -> SafeString:
    if one.before is None:
        return SafeString()
    x = days.at(one.before[0])
    width = max(days.at(one.before[1]) + days.width - x, 3)
    return rect(x, y + 20, width, 3, fill=palette.EDGE)


def _links(bars: tuple[Bar, ...], days: _Days, tops: dict[str, float]) -> SafeString:
    """All lines in two paths: those between critical tasks are darker and thicker."""
    by_key = {one.key: one for one in bars}
    usual: list[str] = []
    critical: list[str] = []
    for one in bars:
        for key in one.after:
            if before := by_key.get(key):
                way = _way(before, one, days, tops)
                (critical if one.critical and before.critical else usual).append(way)
    return join(
        path("".join(usual), stroke=palette.EDGE, width=1) if usual else "",
        path("".join(critical), stroke=palette.INK, width=1.8) if critical else "",
    )


def _way(before: Bar, one: Bar, days: _Days, tops: dict[str, float]) -> str:
    """From the end of one bar down or up to the start of the other, with a small head."""
    x1 = days.at(before.finish) + days.width
    x2 = days.at(one.start) + (days.width / 2 - 8 if one.is_milestone else 0)
    y1, y2 = tops[before.key] + 11.5, tops[one.key] + 11.5
    turn = x1 + 4
    if x2 >= turn + 4:
        middle = f"M{number(x1)} {number(y1)}H{number(turn)}V{number(y2)}H{number(x2)}"
    else:
        half = y2 - _ROW / 2 if y2 > y1 else y2 + _ROW / 2
        middle = (
            f"M{number(x1)} {number(y1)}H{number(turn)}V{number(half)}H{number(x2 - 7)}V{number(y2)}"
            f"H{number(x2)}"
        )
    return f"{middle}m-4 -3l4 3l-4 3"


def _today(today: date, days: _Days, floor: float) -> SafeString:
    x = days.at(today) + days.width / 2
    return join(
        line(x, _TOP - 26, x, floor, stroke=palette.BAD, width=1.5, dashes="5 3"),
        text(x + 4, _TOP - 27, _("Today"), size=12, fill=palette.BAD, bold=True),
    )


def _legend(floor: float, bars: tuple[Bar, ...]) -> SafeString:
    """What the marks mean, only those that stand on the picture."""
    y = floor + 22
    marks: list[tuple[SafeString, str]] = []
    if any(one.critical for one in bars):
        edge = rect(0, -10, 22, 11, fill=palette.ACCENT_PALE, stroke=palette.INK, stroke_width=2.5, radius=2)
        marks.append((edge, _("Decides the end")))
    for state in (BarState.BEGUN, BarState.DONE, BarState.LATE):
        if any(one.state is state and not one.is_milestone for one in bars):
            bar = rect(0, -10, 22, 11, fill=_FILLS[state], stroke=_EDGES[state], radius=2)
            marks.append((join(bar, _sign(state, 26, 0)), str(BAR_WORDS[state])))
    if any(one.is_milestone for one in bars):
        marks.append((path("M11 -13l8 8l-8 8l-8 -8z", fill=palette.INK), _("Milestone")))
    if any(one.is_milestone and one.hold and one.hold != one.finish for one in bars):
        hollow = path("M11 -12l7 7l-7 7l-7 -7z", fill=palette.PAPER, stroke=palette.INK)
        marks.append((hollow, _("Day to hold")))
    if any(one.before for one in bars):
        marks.append((rect(0, -6, 22, 3, fill=palette.EDGE), _("Baseline")))
    parts, x = [], 12.0
    for shape, words in marks:
        parts.append(group(shape, transform=f"translate({number(x)} {number(y)})"))
        parts.append(text(x + 40, y, words, size=12, fill=palette.MUTED))
        x += 60 + 7 * len(words)
    return join(*parts)


def _told(one: Bar) -> str:
    named = {"name": one.name, "start": written(one.start), "end": written(one.finish)}
    told = _("%(name)s: %(end)s") if one.is_milestone else _("%(name)s: %(start)s to %(end)s")
    words = [told % named, str(BAR_WORDS[one.state])]
    if one.critical:
        words.append(_("decides the end"))
    return ", ".join(words)


def _sentence(subject: Gantt) -> str:
    bars = subject.bars
    counted = {
        "tasks": sum(not one.is_milestone for one in bars),
        "milestones": sum(one.is_milestone for one in bars),
        "late": sum(one.state is BarState.LATE for one in bars),
        "first": written(min(one.start for one in bars)),
        "last": written(max(one.finish for one in bars)),
    }
    return (
        _(
            "%(tasks)s tasks and %(milestones)s milestones from %(first)s to %(last)s; %(late)s late. "
            "What decides the end has a heavy dark edge and a bold name."
        )
        % counted
    )


def _rows(bars: tuple[Bar, ...]) -> Iterator[tuple[Cell, ...]]:
    names = {one.key: one.name for one in bars}
    for one in bars:
        yield (
            cell(one.name, one.href),
            one.owner or "–",
            written(one.start),
            written(one.finish),
            written(one.last_start) if one.last_start else "–",
            "–" if one.spare is None else str(one.spare).replace("-", "−"),
            str(BAR_WORDS[one.state]),
            _("Yes") if one.critical else _("No"),
            "; ".join(names.get(key, key) for key in one.after) or "–",
        )
