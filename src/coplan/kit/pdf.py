"""A page as tagged PDF (PDF/UA-1), which may open our own static files and nothing else.

WeasyPrint takes a second to load, so it is loaded when the first PDF is made.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

STATIC = "static:"


def static_file(name: str) -> Path:
    """Where a static file lies, whether or not the static files were collected."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise LookupError(f"There is no static file {name!r}.")
    return Path(found)


@cache
def style_sheet(name: str) -> str:
    """The text of a static style sheet, for a page that needs nothing but itself."""
    return static_file(name).read_text(encoding="utf-8")


def tagged(page: str, *, data: bool = True, **options: Any) -> bytes:
    """The PDF of a page; `data` says whether it may hold data addresses, `options` go to WeasyPrint."""
    # Takes a second to load, and only making a PDF needs it
    from weasyprint import HTML  # noqa: PLC0415

    made = HTML(string=page, url_fetcher=own_files(data=data), base_url=STATIC)
    found: bytes = made.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, **options)
    return found


def own_files(*, data: bool = True) -> Any:
    """Opens our own static files, data addresses where they are allowed, and nothing else."""
    # With WeasyPrint
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if data and url.startswith("data:"):
                return super().fetch(url, headers)
            if url.startswith(STATIC) and ".." not in url:
                found = static_file(url.removeprefix(STATIC).lstrip("/"))
                return URLFetcherResponse(url, found.read_bytes())
            raise ValueError(f"A document may not open {url[:80]!r}.")

    return OwnFiles(allowed_protocols=("data",) if data else ())
