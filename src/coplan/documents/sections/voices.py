"""In people's words: quotes and case studies whose consent covers reports, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from coplan.documents.paper import Block, Figure, Heading, Paper, Paragraph, Part, figures_of, paragraphs
from coplan.evidence import queries
from coplan.evidence.models import Item, Sort
from coplan.kit.templatetags.kit import day

MOST = 6


def part(today: date, within: tuple[date, date] | None = None) -> tuple[Part, ...]:
    """The part, or nothing where nobody's words may be used."""
    found = queries.voices(today, *(within or ()))[:MOST]
    if not found:
        return ()
    blocks = (block for item in found for block in _voice(item))
    return (Part("voices", _("In people's words"), tuple(blocks)),)


def _voice(item: Item) -> Iterator[Block]:
    # The reference is a figure, so that it stands among the sources and shows what has left
    source = _("Evidence bank: %(source)s") % {"source": item.source}
    reference = Figure(item.reference, source, item.kind, item.number, item.collected_on)
    said = queries.attribution(item)
    if item.sort == Sort.QUOTE:
        yield Paragraph((f"“{item.text.strip()}”",))
    else:
        yield Heading(item.title)
        yield from paragraphs(item.text)
    yield Paragraph((f"{said}, {day(item.collected_on)} (", reference, ")"))
    if item.does_not_show:
        yield Paragraph((_("What it does not show: %(words)s") % {"words": item.does_not_show},))


def numbers_in(paper: Paper) -> set[int]:
    """The items of the evidence bank that a document holds."""
    return {one.number for part in paper.parts for one in figures_of(part) if one.kind == Item.kind}
