"""`{% chart c %}`: a chart as a figure, with the same data as a table; `{% ladder l %}`: a trace."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from coplan.kit.charts.chart import Chart, Link, table_caption
from coplan.kit.charts.ladder import Ladder

register = template.Library()

_SHOWN = "_kit_charts_shown"
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
        "rows": [_row(drawing, row) for row in drawing.table.rows],
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


def _row(drawing: Chart, row: tuple[str | Link, ...]) -> list[dict[str, Any]]:
    """Cells with what the template asks of each."""
    return [
        {
            "text": cell.text if isinstance(cell, Link) else cell,
            "href": cell.href if isinstance(cell, Link) else "",
            "numeric": column.numeric,
        }
        for cell, column in zip(row, drawing.table.columns, strict=True)
    ]
