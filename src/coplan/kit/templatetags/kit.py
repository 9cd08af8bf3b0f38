"""Words, money and marks that every page shares: `{% load kit %}`."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.forms import BaseForm, BoundField
from django.template.defaultfilters import date as written
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from coplan.guidance import page

register = template.Library()
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@register.filter
def money(amount: Any, pence: str = "pence") -> str:
    """'£1,234.50'; `{{ amount|money:"round" }}` leaves the pence out: '£1,235'."""
    if amount is None or amount == "":
        return ""
    try:
        exact = Decimal(str(amount))
        places = Decimal("1") if pence == "round" else Decimal("0.01")
        shown = exact.quantize(places, rounding=ROUND_HALF_UP)
    except (InvalidOperation, ValueError):
        return str(amount)
    sign = "−" if shown < 0 else ""
    return f"{sign}£{abs(shown):,}"


@register.filter
def number(amount: Any, places: int = 0) -> str:
    """'12,345'; `{{ ratio|number:2 }}` gives '3.42'."""
    if amount is None or amount == "":
        return ""
    try:
        shown = Decimal(str(amount)).quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)
    except (InvalidOperation, ValueError):
        return str(amount)
    return f"{'−' if shown < 0 else ''}{abs(shown):,}"


@register.filter
def day(value: date | None) -> str:
    """'3 March 2027', also for a moment in time."""
    return written(value, "j F Y") if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """'3 Mar 2027', for narrow columns."""
    return written(value, "j M Y") if value else ""


@register.filter
def days_from(value: date | None, today: date) -> str:
    """'today', 'in 12 days', '3 days late'; `today` comes from the view."""
    if not value:
        return ""
    gap = (value - today).days
    if gap == 0:
        return _("today")
    if gap == 1:
        return _("tomorrow")
    if gap > 1:
        return _("in %(days)s days") % {"days": gap}
    return _("1 day late") if gap == -1 else _("%(days)s days late") % {"days": -gap}


_STATUS = {
    "red": "bad",
    "amber": "warn",
    "green": "good",
    "off": "bad",
    "on": "good",
    "bad": "bad",
    "warn": "warn",
    "good": "good",
    "late": "bad",
    "open": "info",
    "draft": "none",
    "done": "good",
    "info": "info",
}


@register.filter
def rag(status: Any) -> str:
    """The tone of a status, for `badge` and `tag_status`: good, warn, bad, info or none."""
    return _STATUS.get(str(status).strip().lower(), "none")


@register.filter
def undo_address(message: Message) -> str:
    """Where to send an undo, for messages made with `shell.say(..., undo=...)`."""
    tags = message.extra_tags or ""
    address = tags.removeprefix("undo:") if tags.startswith("undo:/") else ""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


@register.inclusion_tag("kit/forms/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """The errors of a form, each a link to its field."""
    return {"form": form}


@register.simple_tag
def cell(field: BoundField, row: str = "") -> SafeString:
    """A field in a sheet, named by its column and its row, with its error below it."""
    attrs: dict[str, Any] = {"aria-label": ", ".join(filter(None, (str(field.label), str(row))))}
    if field.errors:
        attrs["aria-describedby"] = f"{field.auto_id}_error"
    # Without a template of its own: a sheet draws this up to 3,000 times
    widget = field.as_widget(attrs=attrs)
    if not field.errors:
        return widget
    lines = format_html_join(mark_safe("<br>"), "{}", ((error,) for error in field.errors))
    return format_html('{}<p class="kit-sheet__error" id="{}_error">{}</p>', widget, field.auto_id, lines)


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown written here as HTML; any HTML within it is shown as text."""
    rendered: str = _markdown.render(text or "")
    return mark_safe(rendered)  # noqa: S308 html is off in the parser


@lru_cache(maxsize=256)
def _guidance(slug: str) -> dict[str, Any]:
    shown = page(slug)
    return {"title": shown.title, "summary": shown.summary, "body": markdown(shown.body_markdown)}


@register.inclusion_tag("kit/components/help_panel.html")
def guidance(slug: str) -> dict[str, Any]:
    """A guidance page folded away: `{% guidance 'raid' %}`."""
    return _guidance(slug)


@register.filter
def page_range(paginator: Paginator[Any], at: int) -> list[int | str]:
    """The page numbers worth showing: the ends and those around this one."""
    return list(paginator.get_elided_page_range(at, on_each_side=1, on_ends=1))
