"""A document as tagged PDF (PDF/UA-1), from the same HTML as the page."""

from __future__ import annotations

from typing import Any

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from coplan.documents.paper import Paper
from coplan.documents.render.page import static_file, whole
from coplan.documents.render.pdf_scope import say_scope

STATIC = "static:"


def pdf(paper: Paper) -> bytes:
    fetcher = _fetcher()
    # Both in the page itself: sheets given beside it would lose against the page's own
    page = whole(paper, sheets=("documents/paper.css", "documents/paged.css"))
    made = HTML(string=page, url_fetcher=fetcher, base_url=STATIC)
    found: bytes = made.write_pdf(
        font_config=FontConfiguration(),
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
        presentational_hints=True,
        finisher=say_scope,
    )
    return found


def _fetcher() -> Any:
    """Opens our own static files and data addresses, and nothing else."""

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if url.startswith(STATIC) and ".." not in url:
                with open(static_file(url.removeprefix(STATIC).lstrip("/")), "rb") as file:
                    return URLFetcherResponse(url, file.read())
            raise ValueError(f"A document may not open {url[:80]!r}.")

    return OwnFiles(allowed_protocols=("data",))
