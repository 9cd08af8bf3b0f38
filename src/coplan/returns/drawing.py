"""How far a round is, as a strip: one box a return, told apart by word and pattern as well as colour."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from coplan.kit.charts import Chart, Table, palette
from coplan.kit.charts.chart import cell, columns, compose, key_of
from coplan.kit.charts.lettering import wrap
from coplan.kit.charts.svg import fitted, group, link, paragraph, path, rect
from coplan.returns.standing import ReturnLine

_WIDE, _HIGH, _GAP = 216, 78, 10
_IN_A_ROW = 4
_COLOURS = {"good": palette.GOOD, "info": palette.ACCENT, "warn": palette.WARN, "bad": palette.BAD}
_MARKS = {
    "good": "M-6 0l4 5l8 -10",
    "info": "M-6 0h11M1 -5l5 5l-5 5",
    "warn": "M6 0h-11M-1 -5l-5 5l5 5",
    "bad": "M0 -7v8M0 5v1",
}


def progress(lines: Iterable[ReturnLine], title: str, summary: str) -> Chart:
    """The returns of a round in order, each a box with its partner and its state."""
    found = list(lines)
    across = min(len(found), _IN_A_ROW) or 1
    down = -(-len(found) // _IN_A_ROW) or 1
    parts = [_box(line, place) for place, line in enumerate(found)]
    rows = tuple(
        (cell(str(line.one.partner), line.one.get_absolute_url()), line.words, line.done) for line in found
    )
    return compose(
        key_of("round", tuple((str(one.one.partner), one.words) for one in found)),
        *parts,
        title=title,
        description=summary,
        table=Table(columns(_("Partner"), _("State"), _("Figures")), rows),
        width=across * (_WIDE + _GAP) + _GAP,
        height=down * (_HIGH + _GAP) + _GAP,
        linked=True,
    )


def _box(line: ReturnLine, place: int) -> str:
    x = _GAP + place % _IN_A_ROW * (_WIDE + _GAP)
    y = _GAP + place // _IN_A_ROW * (_HIGH + _GAP)
    name = wrap(str(line.one.partner), _WIDE - 46, 14, most=2)
    colour = _COLOURS.get(line.tone, palette.EDGE)
    mark = _MARKS.get(line.tone, "")
    shapes = [
        rect(x, y, _WIDE, _HIGH, fill=palette.PAPER, stroke=colour, stroke_width=2, radius=4),
        rect(x, y, 28, _HIGH, fill=colour),
    ]
    if mark:
        shapes.append(_sign(mark, x + 14, y + _HIGH / 2))
    return link(
        line.one.get_absolute_url(),
        f"{line.one.partner}: {line.words}",
        *shapes,
        paragraph(x + 38, y + 24, name, size=14, leading=17, bold=True),
        fitted(x + 38, y + 28 + 17 * len(name.lines), line.words, _WIDE - 46, size=13),
    )


def _sign(mark: str, x: float, y: float) -> str:
    return group(path(mark, stroke=palette.PAPER, width=2.5), transform=f"translate({x} {y})")
