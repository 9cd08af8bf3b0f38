"""The pages of one map, side by side."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.value.models import ValueMap


def tabs_of(value_map: ValueMap, slug: str) -> list[tuple[str, str]]:
    one = [slug, value_map.number]
    return [
        (_("Results"), reverse("value:value-maps-detail", args=one)),
        (_("Six steps"), reverse("value:path", args=one)),
        (_("Checks"), reverse("value:checks", args=one)),
        (_("What is material"), reverse("value:material", args=one)),
        (_("Forecast and evaluation"), reverse("value:compare", args=one)),
        (_("Assurance"), reverse("value:assurance", args=one)),
    ]
