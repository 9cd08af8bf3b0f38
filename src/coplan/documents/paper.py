"""What a document is made of: parts of blocks, blocks of words and figures.

Frozen, and without a database: whatever is gathered here can be drawn as a page, a PDF or a Word file, stored
as JSON, and compared with what is gathered later. A figure is never typed: it carries its source and its trace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from coplan.kit.charts import Chart
from coplan.kit.charts import Link as ChartLink


@dataclass(frozen=True)
class Figure:
    """A value in words, where it comes from, and the record whose trace it has.

    A sum has no record of its own: `page` then names the list that it adds up.
    """

    value: str
    source: str
    kind: str = ""
    number: int = 0
    as_of: date | None = None
    page: str = ""

    @property
    def source_key(self) -> tuple[str, str, int, str, date | None]:
        """Figures that share it share one entry among the sources."""
        return self.source, self.kind, self.number, self.page, self.as_of


@dataclass(frozen=True)
class Source:
    """One entry of the list of sources: a figure to trace, and every value that was taken from it."""

    figure: Figure
    values: tuple[str, ...]


Run = str | Figure
Text = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    text: Text
    lead: bool = False


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Column:
    """A table column; `share` is its part of the width, next to the other columns' shares."""

    label: str
    numeric: bool = False
    share: int = 4


@dataclass(frozen=True)
class Table:
    """The first cell of a row names it. `total` says that the last row adds up the others."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    total: bool = False


@dataclass(frozen=True)
class Picture:
    chart: Chart


@dataclass(frozen=True)
class Missing:
    """What the record does not say yet, and where it is mended (not part of the document itself)."""

    words: str
    href: str
    action: str


Block = Paragraph | Heading | Bullets | Table | Picture | Missing


@dataclass(frozen=True)
class Part:
    code: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def missing(self) -> tuple[Missing, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Missing))


@dataclass(frozen=True)
class Paper:
    """One document as gathered on one day. `facts` stand on the title page."""

    code: str
    title: str
    partnership: str
    lead: str
    as_of: date
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    # A short one has neither a title page nor contents
    is_short: bool = False

    @property
    def missing(self) -> tuple[tuple[Part, Missing], ...]:
        """Each gap once, with the part that first meets it."""
        found: dict[tuple[str, str], tuple[Part, Missing]] = {}
        for part in self.parts:
            for one in part.missing:
                found.setdefault((one.words, one.href), (part, one))
        return tuple(found.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source once, in the order it is first read; its place here is its reference."""
        found: dict[Any, list[Figure]] = {}
        for part in self.parts:
            for figure in figures_of(part):
                found.setdefault(figure.source_key, []).append(figure)
        return tuple(
            Source(figures[0], tuple(dict.fromkeys(one.value for one in figures)))
            for figures in found.values()
        )


def words(*runs: Run | None) -> Text:
    """Runs without the empty ones."""
    return tuple(run for run in runs if run not in (None, ""))  # type: ignore[misc]


def paragraphs(text: str, *, lead: bool = False) -> tuple[Paragraph, ...]:
    """What people wrote, a paragraph a line."""
    return tuple(Paragraph((line.strip(),), lead) for line in text.splitlines() if line.strip())


def plain(text: Text) -> str:
    return "".join(run.value if isinstance(run, Figure) else run for run in text)


def texts_of(block: Block) -> Iterator[Text]:
    """Every text of a block, in reading order."""
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row


def figures_of(part: Part) -> Iterator[Figure]:
    for block in part.blocks:
        for text in texts_of(block):
            yield from (run for run in text if isinstance(run, Figure))


def as_record(paper: Paper) -> dict[str, Any]:
    """The gathered record as plain data, for storing, hashing and comparing."""
    return {
        "code": paper.code,
        "title": paper.title,
        "partnership": paper.partnership,
        "lead": paper.lead,
        "as_of": paper.as_of.isoformat(),
        "facts": [list(fact) for fact in paper.facts],
        "parts": [
            {"code": part.code, "title": part.title, "blocks": [_block(block) for block in part.blocks]}
            for part in paper.parts
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": _text(block.text)}
        case Heading():
            return {"kind": "heading", "text": [block.text]}
        case Bullets():
            return {"kind": "bullets", "items": [_text(item) for item in block.items]}
        case Table():
            heads = [column.label for column in block.columns]
            rows = [[_text(cell) for cell in row] for row in block.rows]
            return {"kind": "table", "caption": block.caption, "columns": heads, "rows": rows}
        case Picture():
            return _picture(block.chart)
        case Missing():
            return {"kind": "missing", "text": [block.words]}


def _picture(chart: Chart) -> dict[str, Any]:
    rows = [
        [[cell.text if isinstance(cell, ChartLink) else cell] for cell in row] for row in chart.table.rows
    ]
    return {"kind": "picture", "title": chart.title, "description": chart.description, "rows": rows}


def _text(text: Text) -> list[Any]:
    return [_figure(run) if isinstance(run, Figure) else run for run in text]


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "source": figure.source,
        "trace": f"{figure.kind}/{figure.number}" if figure.kind else figure.page,
        "as_of": figure.as_of.isoformat() if figure.as_of else "",
    }
