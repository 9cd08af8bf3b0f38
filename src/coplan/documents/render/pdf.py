"""A document as tagged PDF (PDF/UA-1), from the same HTML as the page."""

from __future__ import annotations

from weasyprint.text.fonts import FontConfiguration

from coplan.documents.paper import Paper
from coplan.documents.render.page import whole
from coplan.documents.render.pdf_scope import say_scope
from coplan.kit.pdf import tagged


def pdf(paper: Paper) -> bytes:
    # Both in the page itself: sheets given beside it would lose against the page's own
    page = whole(paper, sheets=("documents/paper.css", "documents/paged.css"))
    return tagged(page, font_config=FontConfiguration(), presentational_hints=True, finisher=say_scope)
