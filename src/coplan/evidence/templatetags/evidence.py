"""What a card says of an item: `{% load evidence %}`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from coplan.evidence import consent
from coplan.evidence.models import Item

register = template.Library()


@register.filter
def badge(item: Item, today: date) -> consent.Badge:
    return consent.badge(item, today)


@register.filter
def who(item: Item) -> str:
    return consent.attribution(item)


@register.filter
def has_picture(item: Item, pictures: dict[int, int]) -> bool:
    return item.pk in pictures


@register.filter
def outcome_tags(item: Any) -> list[Any]:
    """The outcomes an item bears on, by way of its indicators too, each once."""
    found = {tag.element or tag.indicator: tag.element or tag.indicator for tag in item.live_tags}
    return list(found)
