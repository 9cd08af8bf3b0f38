"""The PDF and the Word file: accessible, complete, and the same figures."""

from io import BytesIO

import docx
import pdfua
import pytest
from django.utils import timezone
from django_scopes import scope
from docx.oxml.ns import qn
from pypdf import PdfReader

from coplan.documents.registry import DOCUMENTS
from coplan.documents.render import page, pdf, word
from coplan.kit.pdf import own_files


@pytest.fixture
def paper(partnership, kept):
    with scope(partnership=partnership):
        return DOCUMENTS["outline-business-case"].gather(partnership, timezone.localdate(), None)


@pytest.fixture
def report(partnership, kept):
    with scope(partnership=partnership):
        return DOCUMENTS["highlight-report"].gather(partnership, timezone.localdate(), None)


@pytest.mark.parametrize("name", ["paper", "report"])
def test_the_pdf_passes_the_checks_of_pdf_ua(request, name, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf.pdf(request.getfixturevalue(name)))
    assert [(one.rule_id, one.message) for one in pdfua.validate(str(path)).findings] == []


def test_the_pdf_has_a_title_page_contents_and_numbered_pages(paper):
    reader = PdfReader(BytesIO(pdf.pdf(paper)))
    texts = [one.extract_text() for one in reader.pages]
    assert reader.metadata["/Title"] == "Outline business case – Living well together"
    assert "Page" not in texts[0]
    assert "Contents" in texts[1]
    assert f"Page 3 of {len(texts)}" in texts[2]
    assert "Living well together" in texts[2]
    assert "£12,000.00" in "".join(texts)


def test_a_document_opens_nothing_but_its_own_files():
    fetcher = own_files()
    for address in (
        "file:///etc/passwd",
        "https://example.org/a.png",
        "static:../settings.py",
        "static:none.css",
    ):
        with pytest.raises((ValueError, LookupError)):
            fetcher.fetch(address)
    assert fetcher.fetch("data:text/plain,yes").read() == b"yes"


def test_the_page_needs_nothing_but_itself(paper):
    made = page.whole(paper, "living-well")
    assert "<link" not in made
    assert "<script" not in made
    assert made.count("<img") == made.count('alt="') == 3


def test_the_word_file_has_headings_figures_header_rows_and_words_for_pictures(paper):
    document = docx.Document(BytesIO(word.docx(paper)))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "Contents",
        "1  Rationale and objectives",
        "2  Options",
        "3  Costs and benefits",
        "4  Risk assessment",
        "5  Preferred option",
        "6  Pilot plan",
        "Sources of figures",
    ]
    budget = next(one for one in document.tables if one.rows[0].cells[0].text == "For what")
    assert [cell.text for cell in budget.rows[1].cells][4] == "£12,000.00" + "4"
    assert all(one.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for one in document.tables)
    words = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert len(words) == 3
    assert all(words)
    assert document.core_properties.title == "Outline business case"


def test_what_people_typed_does_not_break_the_word_file(partnership, kept):
    partnership.vision = "Tea & cake < 5 {{ title }}"
    with scope(partnership=partnership):
        paper = DOCUMENTS["outline-business-case"].gather(partnership, timezone.localdate(), None)
    document = docx.Document(BytesIO(word.docx(paper)))
    assert "Tea & cake < 5 {{ title }}" in [one.text for one in document.paragraphs]


def test_the_committed_template_is_the_one_that_is_made(tmp_path, monkeypatch):
    """Restyling in Word is welcome; its tags must stay."""
    from coplan.documents.word import make

    def tags(path):
        document = docx.Document(str(path))
        return [one.text for one in document.element.body.iter(qn("w:t"))]

    committed = tags(make.TEMPLATE)
    monkeypatch.setattr(make, "TEMPLATE", tmp_path / "made.docx")
    make.make()
    assert committed == tags(tmp_path / "made.docx")
