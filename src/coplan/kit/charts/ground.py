"""The ground of charts whose bars lie along: an upright line and a figure at each mark."""

from django.utils.safestring import SafeString

from . import palette
from .figures import Axis, Scale, Unit
from .svg import join, line, text


def ground(marks: Axis, scale: Scale, unit: Unit, top: float, floor: float) -> SafeString:
    """Lines from `top` to `floor`, the one at nothing darker, with their figures below."""
    parts = []
    for mark in marks.marks:
        x = scale(mark)
        parts.append(line(x, top, x, floor, stroke=palette.GRID if mark else palette.EDGE))
        written = unit.mark(mark, marks.step)
        parts.append(text(x, floor + 20, written, size=12, fill=palette.MUTED, anchor="middle"))
    return join(*parts)
