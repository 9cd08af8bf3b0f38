"""A document for a word processor, from a template that staff may restyle: `documents/word/paper.docx`."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText

from coplan.documents.paper import (
    Block,
    Bullets,
    Heading,
    Missing,
    Paper,
    Paragraph,
    Picture,
    Source,
    Table,
    Text,
)
from coplan.documents.render.page import references
from coplan.documents.word.make import TEMPLATE
from coplan.kit.charts import alt_text, as_png
from coplan.kit.templatetags.kit import day

WIDTH_MM = 170
CELL_HALF_POINTS = 18


@dataclass
class Drawn:
    """A block as the Word template reads it."""

    kind: str
    text: Any = ""
    caption: str = ""
    image: Any = None
    entries: list[Any] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)


def docx(paper: Paper) -> bytes:
    template = DocxTemplate(str(TEMPLATE))
    sources = paper.sources
    numbers = references(sources)
    parts = [
        {
            "number": place,
            "title": part.title,
            "blocks": [_draw(template, one, numbers) for one in part.blocks],
        }
        for place, part in enumerate(paper.parts, 1)
    ]
    template.render(
        {
            "partnership": paper.partnership,
            "title": paper.title,
            "lead": paper.lead,
            "facts": ((_("Drawn from the record on"), day(paper.as_of)), *paper.facts),
            "contents_title": _("Contents"),
            "missing": _("Not in the record yet."),
            "parts": parts,
            "sources_title": _("Sources of figures"),
            "sources": [_source(place, one) for place, one in enumerate(sources, 1)],
        },
        autoescape=True,
    )
    _finish(template.docx, paper)
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def _source(number: int, source: Source) -> str:
    dated = f" ({day(source.figure.as_of)})" if source.figure.as_of else ""
    return f"{number}. {source.figure.source}{dated}: {'; '.join(source.values)}"


def _draw(template: Any, block: Block, numbers: dict[Any, int]) -> Drawn:
    match block:
        case Paragraph():
            return Drawn("paragraph", _rich(block.text, numbers))
        case Heading():
            return Drawn("heading", block.text)
        case Missing():
            return Drawn("missing", block.words)
        case Bullets():
            return Drawn("bullets", entries=[_rich(item, numbers) for item in block.items])
        case Picture():
            return _picture(template, block)
        case Table():
            rows = [[_rich(cell, numbers, size=CELL_HALF_POINTS) for cell in row] for row in block.rows]
            return Drawn(
                "table", caption=block.caption, columns=[one.label for one in block.columns], rows=rows
            )


def _picture(template: Any, block: Picture) -> Drawn:

    image = InlineImage(template, BytesIO(as_png(block.chart)), width=Mm(WIDTH_MM))
    return Drawn("picture", image=image, caption=block.chart.title)


def _rich(text: Text, numbers: dict[Any, int], size: int | None = None) -> Any:
    """Words with each figure's source number raised behind it."""

    rich = RichText()
    for run in text:
        if isinstance(run, str):
            rich.add(run, size=size)
        else:
            rich.add(run.value, size=size)
            rich.add(str(numbers[run.source_key]), superscript=True, size=size)
    return rich


def _finish(document: Any, paper: Paper) -> None:
    """What the template cannot say: titles, the words of pictures, and how columns stand."""

    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title, paper.partnership, "en-GB"
    blocks = [block for part in paper.parts for block in part.blocks]
    pictures = [block.chart for block in blocks if isinstance(block, Picture)]
    for shape, chart in zip(document.element.body.iter(qn("wp:docPr")), pictures, strict=True):
        shape.set("descr", alt_text(chart))
        shape.set("title", chart.title)
    for drawn, table in zip(document.tables, (b for b in blocks if isinstance(b, Table)), strict=True):
        whole = sum(column.share for column in table.columns)
        drawn.autofit = False
        widths = [Mm(WIDTH_MM * column.share / whole) for column in table.columns]
        for grid, width in zip(drawn.columns, widths, strict=True):
            grid.width = width
        for row in drawn.rows:
            for cell, column, width in zip(row.cells, table.columns, widths, strict=True):
                cell.width = width
                if column.numeric:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
