"""What every chart function returns: a picture, its words, and the same data as a table."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import palette
from .lettering import wrap
from .svg import paragraph, rect, safe_href, tag

FONT: Final = "Roboto, Arial, sans-serif"


@dataclass(frozen=True)
class Link:
    """A table cell that leads to a record."""

    text: str
    href: str


Cell = str | Link


@dataclass(frozen=True)
class Column:
    """A table column; numbers stand at the right."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """The data of a chart as rows; the first cell of a row names it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A chart ready for a page (`{% chart c %}`) or a document (`as_data_uri`, `as_png`).

    `key` begins every id in the picture. It comes from the data, so the same data always gives
    the same bytes and a stored document can be compared by its hash.
    """

    key: str
    title: str
    description: str
    svg: SafeString
    table: Table
    width: int
    height: int


def key_of(kind: str, subject: object) -> str:
    """The beginning of a chart's ids, from its kind and its data."""
    return f"{kind}-{blake2b(repr(subject).encode('utf-8', 'replace'), digest_size=5).hexdigest()}"


def cell(content: str, href: str = "") -> Cell:
    """A table cell, a link where there is somewhere safe to go."""
    target = safe_href(href)
    return Link(content, target) if target else content


def compose(
    key: str,
    *parts: str,
    title: str,
    description: str,
    table: Table,
    width: float,
    height: float,
    linked: bool = False,
) -> Chart:
    """The parts as a whole chart.

    `role="img"` makes a picture one thing and hides what is inside, which would hide links from a
    screen reader while leaving them in the tab order. A chart with links is therefore a `group`
    with the same name and description, whose links are read and whose decoration is aria-hidden.
    """
    names = f"{key}-title {key}-desc"
    head = (tag("title", title, id=f"{key}-title"), tag("desc", description, id=f"{key}-desc"))
    w, h = round(width), round(height)
    svg = tag(
        "svg",
        *head,
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {w} {h}",
        width=w,
        height=h,
        role="group" if linked else "img",
        aria_labelledby=names,
        font_family=FONT,
        id=key,
    )
    return Chart(key, title, description, svg, table, w, h)


def nothing_yet(key: str, *, title: str, message: str, columns: tuple[Column, ...]) -> Chart:
    """A chart without data: one sentence that says what would fill it."""
    width, height = 640, 112
    frame = rect(0.5, 0.5, width - 1, height - 1, fill=palette.WASH, stroke=palette.RULE, radius=4)
    lines = wrap(message, width - 96, 16, most=3)
    first = height / 2 + 6 - (len(lines.lines) - 1) * 11
    words = paragraph(width / 2, first, lines, size=16, leading=22, fill=palette.MUTED, anchor="middle")
    return compose(
        key,
        frame,
        words,
        title=title,
        description=message,
        table=Table(columns, ()),
        width=width,
        height=height,
    )


def columns(*labels: str) -> tuple[Column, ...]:
    """Table columns from labels; a label that starts with '#' holds numbers."""
    return tuple(Column(label.removeprefix("#"), label.startswith("#")) for label in labels)


def table_caption(chart: Chart) -> str:
    """The caption of a chart's table."""
    return _("%(title)s: the same data as a table") % {"title": chart.title}
