"""Logic model: what goes in, what is done, what comes of it, and the links between."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import palette
from .chart import Cell, Chart, Table, cell, columns, compose, key_of, nothing_yet
from .lettering import Wrapped, wrap
from .logic_layout import BOX, Layout, lay_out
from .svg import circle, group, join, line, link, number, paragraph, path, quiet, rect, safe_href, text

_HEAD: Final = 44
_LETTER: Final = 13
_LEADING: Final = 17
_LINES: Final = 5


def usual_columns() -> tuple[str, ...]:
    """The six columns, from what goes in to what lasts."""
    return (
        _("Inputs"),
        _("Activities"),
        _("Outputs"),
        _("Short-term outcomes"),
        _("Medium-term outcomes"),
        _("Long-term outcomes"),
    )


class State(Enum):
    """How the readings under a box stand."""

    NO_DATA = "no_data"
    OFF = "off"
    ON = "on"
    CHANGED = "changed"


STATE_WORDS: Final = {
    State.NO_DATA: gettext_lazy("No data"),
    State.OFF: gettext_lazy("Off target"),
    State.ON: gettext_lazy("On target"),
    State.CHANGED: gettext_lazy("Changed since signed"),
}
_STATE_COLOURS: Final = {
    State.NO_DATA: palette.EDGE,
    State.OFF: palette.BAD,
    State.ON: palette.GOOD,
    State.CHANGED: palette.CHANGED,
}


@dataclass(frozen=True)
class Box:
    """One box: `key` is unique in the model, `column` counts from 0 (inputs)."""

    key: str
    column: int
    label: str
    href: str = ""
    state: State | None = None


@dataclass(frozen=True)
class LogicModel:
    """Boxes and the links between them as (from key, to key). `highlight` is the key of one box."""

    title: str
    boxes: tuple[Box, ...]
    links: tuple[tuple[str, str], ...]
    highlight: str = ""
    column_names: tuple[str, ...] = field(default_factory=usual_columns)


def logic_model(subject: LogicModel) -> Chart:
    """Columns from inputs to long-term outcomes; what `highlight` rests on and leads to stands out."""
    key = key_of("logic-model", subject)
    heads = columns(_("Box"), _("Column"), _("State"), _("Leads to"))
    if not subject.boxes:
        message = _("The logic model is empty. Add an outcome you want for people, then what leads to it.")
        return nothing_yet(key, title=subject.title, message=message, columns=heads)
    known = {box.key: box for box in subject.boxes}
    if len(known) < len(subject.boxes):
        raise ValueError("Two boxes of a logic model share a key; give each box its own.")
    links = tuple(dict.fromkeys(pair for pair in subject.links if pair[0] in known and pair[1] in known))
    labels = {box.key: wrap(box.label, BOX - 20, _LETTER, most=_LINES) for box in subject.boxes}
    heights = {box.key: _height(box, labels[box.key]) for box in subject.boxes}
    layout = lay_out(
        {box.key: box.column for box in subject.boxes}, heights, links, len(subject.column_names), _HEAD
    )
    lit = path_of(subject.highlight, links) if subject.highlight in known else None
    return compose(
        key,
        quiet(_headings(subject, layout), _links(layout, lit)),
        *(
            _box(box, labels[box.key], layout, heights, lit, subject.highlight)
            for box in _reading_order(subject, layout)
        ),
        title=subject.title,
        description=_sentence(subject, links, known),
        table=Table(heads, tuple(_rows(subject, layout, links, known))),
        width=layout.width,
        height=layout.height,
        linked=any(safe_href(box.href) for box in subject.boxes),
    )


def path_of(start: str, links: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The box with all it rests on and all it leads to, however far."""
    return frozenset({start} | _reach(start, links) | _reach(start, tuple((b, a) for a, b in links)))


def _reach(start: str, links: tuple[tuple[str, str], ...]) -> set[str]:
    following: dict[str, list[str]] = {}
    for one, other in links:
        following.setdefault(one, []).append(other)
    found: set[str] = set()
    waiting = [start]
    while waiting:
        fresh = [name for name in following.get(waiting.pop(), ()) if name not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _height(box: Box, label: Wrapped) -> float:
    return 22 + max(len(label.lines), 1) * _LEADING + (20 if box.state else 0)


def _reading_order(subject: LogicModel, layout: Layout) -> list[Box]:
    return sorted(subject.boxes, key=lambda box: layout.corners[box.key])


def _headings(subject: LogicModel, layout: Layout) -> SafeString:
    parts = []
    for index, name in enumerate(subject.column_names):
        x = layout.column_left(index)
        parts.append(text(x, 18, str(name), size=14, bold=True))
        parts.append(line(x, 28, x + BOX, 28, stroke=palette.ACCENT, width=2))
    return join(*parts)


def _links(layout: Layout, lit: frozenset[str] | None) -> SafeString:
    """Faint links first, so that a highlighted path lies on top."""
    faint: list[SafeString] = []
    strong: list[SafeString] = []
    for (one, other), points in layout.routes.items():
        chosen = lit is not None and one in lit and other in lit
        stroke = palette.ACCENT if chosen else palette.RULE if lit is not None else palette.EDGE
        x, y = points[-1]
        back = points[0][0] > x
        head = path(f"M{number(x)} {number(y)}l{7 if back else -7} -4v8z", fill=stroke)
        curve = path(_curve(points), stroke=stroke, width=2.25 if chosen else 1.25)
        (strong if chosen else faint).append(join(curve, head))
    return group(*faint, *strong)


def _curve(points: tuple[tuple[float, float], ...]) -> str:
    """Level at every point, so that a link leaves, passes and enters along the reading direction."""
    (x, y), final = points[0], len(points) - 1
    if x == points[-1][0]:
        return _side_curve(x, y, points[-1][1])
    commands = [f"M{number(x)} {number(y)}"]
    for index, (to_x, to_y) in enumerate(points[1:], start=1):
        end = to_x - 5 * (1 if to_x > x else -1) if index == final else to_x
        middle = (x + end) / 2
        commands.append(
            f"C{number(middle)} {number(y)} {number(middle)} {number(to_y)} {number(end)} {number(to_y)}"
        )
        x, y = to_x, to_y
    return "".join(commands)


def _side_curve(x: float, y: float, to_y: float) -> str:
    """Between two boxes of one column: out to the left and back in."""
    out = x - 28
    bend = f"C{number(out)} {number(y)} {number(out)} {number(to_y)} {number(x - 5)} {number(to_y)}"
    return f"M{number(x)} {number(y)}{bend}"


def _box(
    box: Box,
    label: Wrapped,
    layout: Layout,
    heights: dict[str, float],
    lit: frozenset[str] | None,
    highlight: str,
) -> SafeString:
    x, y = layout.corners[box.key]
    dimmed = lit is not None and box.key not in lit
    stroke = palette.RULE if dimmed else palette.ACCENT
    chosen = box.key == highlight and lit is not None
    frame = rect(
        x,
        y,
        BOX,
        heights[box.key],
        fill=palette.ACCENT_PALE if chosen else palette.PAPER,
        stroke=stroke,
        stroke_width=2.5 if chosen else 1.25,
        radius=4,
    )
    words = paragraph(
        x + 10, y + 24, label, size=_LETTER, leading=_LEADING, fill=palette.MUTED if dimmed else palette.INK
    )
    foot = _state(box.state, x + 10, y + heights[box.key] - 14) if box.state else ""
    named = f"{box.label} ({STATE_WORDS[box.state]})" if box.state else box.label
    drawn = join(frame, words, foot)
    return link(box.href, named, drawn) if box.href else drawn


def _state(state: State, x: float, y: float) -> SafeString:
    """A mark with its own shape per state, and the word beside it."""
    mark = _mark(state, x, y - 4)
    return join(mark, text(x + 16, y, str(STATE_WORDS[state]), size=12, fill=palette.MUTED))


def _mark(state: State, x: float, y: float) -> SafeString:
    colour = _STATE_COLOURS[state]
    if state is State.NO_DATA:
        return circle(x + 5, y, 4.25, fill=palette.PAPER, stroke=colour, stroke_width=1.5)
    if state is State.ON:
        return circle(x + 5, y, 5, fill=colour)
    if state is State.OFF:
        return path(f"M{number(x)} {number(y + 5)}h10l-5 -10z", fill=colour)
    return path(f"M{number(x)} {number(y)}l5 -5.5l5 5.5l-5 5.5z", fill=colour)


def _sentence(subject: LogicModel, links: tuple[tuple[str, str], ...], known: dict[str, Box]) -> str:
    words = _("Boxes: %(boxes)s. Links: %(links)s. Read from left to right.") % {
        "boxes": len(subject.boxes),
        "links": len(links),
    }
    loose = len(known.keys() - {end for pair in links for end in pair})
    if loose:
        words += " " + _("%(loose)s not linked to anything yet.") % {"loose": loose}
    if subject.highlight in known:
        words += " " + _("Highlighted: %(label)s and all it rests on or leads to.") % {
            "label": known[subject.highlight].label
        }
    return words


def _rows(
    subject: LogicModel, layout: Layout, links: tuple[tuple[str, str], ...], known: dict[str, Box]
) -> Iterator[tuple[Cell, ...]]:
    for box in _reading_order(subject, layout):
        onward = [known[other].label for one, other in links if one == box.key]
        state = str(STATE_WORDS[box.state]) if box.state else "–"
        place = min(max(box.column, 0), len(subject.column_names) - 1)
        yield cell(box.label, box.href), str(subject.column_names[place]), state, "; ".join(onward) or "–"
