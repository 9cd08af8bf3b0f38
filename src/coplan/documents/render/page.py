"""A document as HTML: the body for the preview, and the whole page that is stored."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe

from coplan.documents.paper import Figure, Paper, Source
from coplan.evidence.models import Item
from coplan.kit.pdf import style_sheet


def context(paper: Paper, slug: str = "") -> dict[str, Any]:
    """What the templates see: the paper, the numbers of its figures, and where their traces are.

    Without a slug there are no addresses, as in a file that is read away from here.
    """
    sources = paper.sources
    return {
        "paper": paper,
        "references": references(sources),
        "sources": [(one, address(one.figure, slug) if slug else "") for one in sources],
    }


def references(sources: tuple[Source, ...]) -> dict[Any, int]:
    """The number of each source, by what figures know of it."""
    return {one.figure.source_key: place for place, one in enumerate(sources, 1)}


def address(figure: Figure, slug: str) -> str:
    """Where a figure is traced, or the list whose sum it is."""
    try:
        if figure.kind == Item.kind:
            return reverse("evidence:evidence-bank-detail", args=[slug, figure.number])
        if figure.kind:
            return reverse("reporting:trace", args=[slug, figure.kind, figure.number])
        return reverse(figure.page, args=[slug]) if figure.page else ""
    except NoReverseMatch:
        return ""


def whole(paper: Paper, slug: str = "", *, sheets: tuple[str, ...] = ("documents/paper.css",)) -> str:
    """A page that needs nothing but itself."""
    # Our own style sheet, not anybody's input
    style = mark_safe("\n".join(style_sheet(name) for name in sheets))  # noqa: S308
    return render_to_string("documents/stored.html", {**context(paper, slug), "style": style})
