"""Makes the Word template, `paper.docx`, which staff may then restyle in Word.

Run `python -m coplan.documents.word.make` after a change here; restyling in Word needs no run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TEMPLATE = Path(__file__).parent / "paper.docx"
FONT = "Arial"
BLUE = RGBColor(0x00, 0x65, 0xBD)
GREY = RGBColor(0x4A, 0x55, 0x63)
_STYLES = (
    ("Normal", 10.5, None, False),
    ("Title", 30, None, True),
    ("Subtitle", 14, BLUE, True),
    ("Heading 1", 18, BLUE, True),
    ("Heading 2", 13, None, True),
    ("Caption", 10, None, True),
    ("List Bullet", 10.5, None, False),
    ("List Number", 9, None, False),
    ("Header", 9, GREY, False),
    ("Footer", 9, GREY, False),
    ("Intense Quote", 10.5, RGBColor(0x8A, 0x45, 0x00), False),
)


def make() -> None:
    document = Document()
    _style(document)
    _head_and_foot(document)
    _front(document)
    _parts(document)
    _sources(document)
    document.save(str(TEMPLATE))


def _style(document: Any) -> None:
    for name, size, colour, bold in _STYLES:
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        style.font.italic = False
        style.font.color.rgb = colour or RGBColor(0x1B, 0x1F, 0x24)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(22)
        section.different_first_page_header_footer = True
    document.styles["Caption"].paragraph_format.keep_with_next = True
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _head_and_foot(document: Any) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ partnership }}  ·  {{ title }}"
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    for sort in ("begin", None, "separate", "text", "end"):
        if sort is None:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = f" {code} "
        elif sort == "text":
            part = OxmlElement("w:t")
            part.text = "1"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), sort)
        run._r.append(part)


def _front(document: Any) -> None:
    document.add_paragraph("{{ partnership }}", style="Subtitle").paragraph_format.space_before = Pt(160)
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ lead }}")
    document.add_paragraph("{%p for name, value in facts %}")
    fact = document.add_paragraph()
    fact.add_run("{{ name }}: ").bold = True
    fact.add_run("{{ value }}")
    document.add_paragraph("{%p endfor %}")
    document.add_page_break()
    document.add_paragraph("{{ contents_title }}", style="Heading 1")
    document.add_paragraph("{%p for part in parts %}")
    document.add_paragraph("{{ part.number }}  {{ part.title }}")
    document.add_paragraph("{%p endfor %}")
    document.add_page_break()


def _parts(document: Any) -> None:
    document.add_paragraph("{%p for part in parts %}")
    document.add_paragraph("{{ part.number }}  {{ part.title }}", style="Heading 1")
    document.add_paragraph("{%p for block in part.blocks %}")
    document.add_paragraph("{%p if block.kind == 'paragraph' %}")
    document.add_paragraph("{{r block.text }}")
    document.add_paragraph("{%p elif block.kind == 'heading' %}")
    document.add_paragraph("{{ block.text }}", style="Heading 2")
    document.add_paragraph("{%p elif block.kind == 'missing' %}")
    document.add_paragraph("{{ missing }} {{ block.text }}", style="Intense Quote")
    document.add_paragraph("{%p elif block.kind == 'bullets' %}")
    document.add_paragraph("{%p for entry in block.entries %}")
    document.add_paragraph("{{r entry }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p elif block.kind == 'picture' %}")
    document.add_paragraph("{{ block.image }}").paragraph_format.keep_with_next = True
    document.add_paragraph("{{ block.caption }}")
    document.add_paragraph("{%p elif block.kind == 'table' %}")
    document.add_paragraph("{{ block.caption }}", style="Caption")
    _table(document)
    document.add_paragraph("")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")


def _table(document: Any) -> None:
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    cells = (
        ("{%tc for column in block.columns %}", "{{ column }}", "{%tc endfor %}"),
        ("{%tr for row in block.rows %}", "", ""),
        ("{%tc for cell in row %}", "{{r cell }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    for run in table.rows[0].cells[1].paragraphs[0].runs:
        run.bold = True
    for row, mark in ((table.rows[0], "w:tblHeader"), (table.rows[2], "w:cantSplit")):
        row._tr.get_or_add_trPr().append(OxmlElement(mark))


def _sources(document: Any) -> None:
    document.add_paragraph("{%p if sources %}")
    document.add_paragraph("{{ sources_title }}", style="Heading 1")
    document.add_paragraph("{%p for source in sources %}")
    document.add_paragraph("{{ source }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


if __name__ == "__main__":
    make()
