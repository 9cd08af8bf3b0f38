"""Small builders of SVG markup. All text and attribute values are escaped here and nowhere else.

Only presentation attributes are written: a strict content security policy refuses `style`, and a
chart shown as an image in a document has no style sheet to lean on.
"""

import re
from functools import lru_cache
from html import escape
from typing import Final

from django.utils.safestring import SafeString

from . import palette
from .lettering import Wrapped, shorten

# Characters XML 1.0 forbids even when escaped; one of them would blank the whole picture in a PDF.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL: Final = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SAFE_HREF: Final = re.compile(r"(?:https?://|mailto:|[/#?])", re.IGNORECASE)

Value = str | int | float | None


def safe_href(href: str) -> str:
    """The address if a chart may link to it, else an empty string (`javascript:` and its kin)."""
    return href if _SAFE_HREF.match(href) else ""


def tag(name: str, *children: str, **attributes: Value) -> SafeString:
    """One element. Children that are not already markup are escaped; `font_size=` becomes `font-size=`."""
    written = "".join(
        [f' {_named(key)}="{_written(value)}"' for key, value in attributes.items() if value is not None]
    )
    inside = "".join([child if isinstance(child, SafeString) else _clean(child) for child in children])
    return SafeString(f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>")


def join(*parts: str) -> SafeString:
    """Markup one after the other, without an element around it."""
    return SafeString("".join([part if isinstance(part, SafeString) else _clean(part) for part in parts]))


def group(*parts: str, **attributes: Value) -> SafeString:
    """A `<g>` around the parts."""
    return tag("g", *parts, **attributes)


def quiet(*parts: str) -> SafeString:
    """Drawing that assistive technology skips in a chart whose links it reads."""
    return tag("g", *parts, aria_hidden="true")


def link(href: str, label: str, *parts: str) -> SafeString:
    """The parts as a link named `label`, or just the parts where there is nowhere safe to go."""
    target = safe_href(href)
    if not target:
        return tag("g", tag("title", label), *parts)
    return tag("a", tag("title", label), *parts, href=target, aria_label=label)


def text(
    x: float,
    y: float,
    content: str,
    *,
    size: float = 14,
    fill: str = palette.INK,
    anchor: str | None = None,
    bold: bool = False,
) -> SafeString:
    """One line of text on its baseline."""
    return tag(
        "text",
        content,
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        text_anchor=anchor,
        font_weight="bold" if bold else None,
    )


def fitted(
    x: float,
    y: float,
    content: str,
    width: float,
    *,
    size: float = 14,
    fill: str = palette.INK,
    anchor: str | None = None,
    bold: bool = False,
) -> SafeString:
    """One line cut to a width, with the whole text as its tooltip where it was cut."""
    shown = shorten(content, width, size, bold=bold)
    line = text(x, y, shown, size=size, fill=fill, anchor=anchor, bold=bold)
    return line if shown == content else tag("g", tag("title", content), line)


def paragraph(
    x: float,
    y: float,
    wrapped: Wrapped,
    *,
    size: float = 14,
    leading: float = 18,
    fill: str = palette.INK,
    anchor: str | None = None,
    bold: bool = False,
) -> SafeString:
    """Wrapped lines, the first on baseline `y`; the whole text as a tooltip where it was cut."""
    lines = [
        text(x, y + index * leading, line, size=size, fill=fill, anchor=anchor, bold=bold)
        for index, line in enumerate(wrapped.lines)
    ]
    return tag("g", tag("title", wrapped.whole), *lines) if wrapped.cut else join(*lines)


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    stroke: str = palette.GRID,
    width: float = 1,
    dashes: str | None = None,
) -> SafeString:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_dasharray=dashes)


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = palette.PAPER,
    stroke: str | None = None,
    stroke_width: float | None = None,
    radius: float | None = None,
) -> SafeString:
    """A rectangle; a negative size is drawn as none."""
    return tag(
        "rect",
        x=x,
        y=y,
        width=max(width, 0),
        height=max(height, 0),
        rx=radius,
        fill=fill,
        stroke=stroke,
        stroke_width=stroke_width,
    )


def circle(
    cx: float,
    cy: float,
    r: float,
    *,
    fill: str = palette.ACCENT,
    stroke: str | None = None,
    stroke_width: float | None = None,
) -> SafeString:
    """A circle."""
    return tag("circle", cx=cx, cy=cy, r=r, fill=fill, stroke=stroke, stroke_width=stroke_width)


def path(
    d: str,
    *,
    fill: str = "none",
    stroke: str | None = None,
    width: float | None = None,
    dashes: str | None = None,
    cap: str | None = None,
    join_: str | None = None,
) -> SafeString:
    """A path from its commands."""
    return tag(
        "path",
        d=d,
        fill=fill,
        stroke=stroke,
        stroke_width=width,
        stroke_dasharray=dashes,
        stroke_linecap=cap,
        stroke_linejoin=join_,
    )


def number(value: float) -> str:
    """A coordinate to a tenth of a pixel, without trailing zeros."""
    return f"{value:.1f}".removesuffix(".0")


def _written(value: str | int | float) -> str:
    if isinstance(value, str):
        return _clean(value)
    return number(value) if isinstance(value, float) else str(value)


@lru_cache(maxsize=128)
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _clean(content: str) -> str:
    content = str(content)
    # Most values have nothing to escape: one search instead of six passes, a third off a big chart.
    if not _SPECIAL.search(content):
        return content
    return escape(_FORBIDDEN.sub("", content))
