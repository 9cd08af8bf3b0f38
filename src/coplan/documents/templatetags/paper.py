"""Words, figures and pictures of a document: `{% load paper %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coplan.documents.paper import (
    Bullets,
    Column,
    Heading,
    Missing,
    Paragraph,
    Picture,
    Run,
    Table,
    Text,
)
from coplan.kit.charts import alt_text, as_data_uri
from coplan.kit.charts.chart import Chart

register = template.Library()

_KINDS = {
    Paragraph: "paragraph",
    Heading: "heading",
    Bullets: "bullets",
    Table: "table",
    Picture: "picture",
    Missing: "missing",
}


@register.filter
def kind(block: object) -> str:
    """Which block it is, for the template to choose how to draw it."""
    return _KINDS[type(block)]


@register.simple_tag(takes_context=True)
def runs(context: Context, text: Text) -> SafeString:
    """Words, each figure with the number of its source."""
    references: dict[Any, int] = context["references"]
    return format_html_join("", "{}", ((_run(run, references),) for run in text))


def _run(run: Run, references: dict[Any, int]) -> SafeString | str:
    if isinstance(run, str):
        return run
    number = references[run.source_key]
    return format_html(
        '{}<sup class="paper-ref"><a href="#source-{}" aria-label="{}">{}</a></sup>',
        run.value,
        number,
        _("source %(number)s") % {"number": number},
        number,
    )


@register.filter
def cells(row: tuple[Text, ...], table: Table) -> list[tuple[Text, Column]]:
    """The cells of a row, each with its column."""
    return list(zip(row, table.columns, strict=True))


@register.filter
def widths(table: Table) -> list[str]:
    """The part of the table each column takes, as '23%'."""
    whole = sum(column.share for column in table.columns)
    return [f"{100 * column.share / whole:.1f}%" for column in table.columns]


@register.simple_tag
def chart_image(chart: Chart) -> SafeString:
    """A chart as an image with the words for those who cannot see it."""
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}">',
        mark_safe(as_data_uri(chart)),  # noqa: S308 base64 of our own drawing
        alt_text(chart),
        chart.width,
        chart.height,
    )


@register.filter
def is_wide(chart: Chart) -> bool:
    """A drawing that needs the page turned to be read."""
    return chart.width > 1000
