"""The points of an XmR chart: a shape and a colour for each kind, so that neither is needed alone."""

from typing import Final

from django.utils.safestring import SafeString

from . import palette
from .svg import circle, number, path, rect

COLOURS: Final = {
    "common": palette.MUTED,
    "improvement": palette.ACCENT,
    "concern": palette.WARN,
    "neutral": palette.CHANGED,
}


def mark(kind: str, x: float, y: float, size: float = 1.0) -> SafeString:
    """A circle for the usual (hollow: not judged), a diamond for better, a triangle for worse, else a square."""
    if kind == "unjudged":
        return circle(x, y, 3.5 * size, fill=palette.PAPER, stroke=palette.MUTED, stroke_width=1.75)
    colour = COLOURS[kind]
    if kind == "common":
        return circle(x, y, 4 * size, fill=colour, stroke=palette.PAPER, stroke_width=size)
    if kind == "neutral":
        half = 5 * size
        return rect(
            x - half, y - half, 2 * half, 2 * half, fill=colour, stroke=palette.PAPER, stroke_width=size
        )
    r = 7 * size
    shape = f"l{number(r)} {number(r)}l{number(-r)} {number(r)}l{number(-r)} {number(-r)}z"
    if kind == "concern":
        shape = f"l{number(r)} {number(1.75 * r)}h{number(-2 * r)}z"
    return path(f"M{number(x)} {number(y - r)}{shape}", fill=colour, stroke=palette.PAPER, width=size)
