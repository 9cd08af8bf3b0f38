"""`{% chart c %}`: a chart as a figure, with the same data as a table; `{% ladder l %}`: a trace."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from coplan.kit.charts.chart import Chart, Link, table_caption
from coplan.kit.charts.ladder import Ladder

register = template.Library()

_SHOWN = "_kit_charts_shown"
_NUMERIC = mark_safe(' class="kit-num"')
_PHONE = 360
_COLUMN = 960


@register.inclusion_tag("kit/charts/figure.html", takes_context=True)
def chart(context: Context, drawing: Chart, *, heading: bool = True) -> dict[str, Any]:
    """The figure of a chart; `heading=False` where the page has already said the title."""
    return {
        "chart": drawing,
        "svg": _with_own_ids(context, drawing),
        "heading": heading,
        "wide": drawing.width > _COLUMN,
        # A wide picture scrolls on a phone; without links inside, the keyboard needs a stop to scroll it.
        "scrolls": drawing.width > _PHONE and "<a " not in drawing.svg,
        "caption": table_caption(drawing),
        "rows": _rows(drawing),
    }


@register.simple_tag(takes_context=True)
def picture(context: Context, drawing: Chart) -> SafeString:
    """The drawing alone, for a sparkline in a row that has its figures beside it."""
    return _with_own_ids(context, drawing)


@register.inclusion_tag("kit/charts/ladder.html")
def ladder(rungs: Ladder) -> dict[str, Any]:
    """What a figure rests on, rung by rung."""
    return {"ladder": rungs}


def _with_own_ids(context: Context, drawing: Chart) -> SafeString:
    """The SVG, its ids made unique when the same chart stands twice on a page."""
    shown: dict[str, int] = context.dicts[0].setdefault(_SHOWN, {})
    shown[drawing.key] = times = shown.get(drawing.key, 0) + 1
    if times == 1:
        return drawing.svg
    # Still safe: the key is our own word and a hash, and so is what replaces it.
    return SafeString(drawing.svg.replace(drawing.key, f"{drawing.key}-{times}"))


@lru_cache(maxsize=512)
def _rows(drawing: Chart) -> SafeString:
    """The rows of the table beneath, the first cell of each a heading."""
    return format_html_join("\n", "<tr>{}</tr>", ((_cells(drawing, row),) for row in drawing.table.rows))


def _cells(drawing: Chart, row: tuple[str | Link, ...]) -> SafeString:
    first, *others = row
    rest = (
        (_NUMERIC if column.numeric else "", _shown(cell))
        for cell, column in zip(others, drawing.table.columns[1:], strict=True)
    )
    return format_html(
        '<th scope="row">{}</th>{}', _shown(first), format_html_join("", "<td{}>{}</td>", rest)
    )


def _shown(cell: str | Link) -> str | SafeString:
    return format_html('<a href="{}">{}</a>', cell.href, cell.text) if isinstance(cell, Link) else cell
