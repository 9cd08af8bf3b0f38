"""What a browser sends when a sheet is saved."""

from __future__ import annotations

from typing import Any

from django_scopes import scope

from coplan.value.models import ValueMap
from coplan.value.queries import rows_of
from coplan.value.sheet import Sheet


def sent(value_map: ValueMap, **changes: str) -> dict[str, str]:
    """Every cell as the page shows it; `outcomes_0_code="b"` types something else into one."""
    with scope(partnership=value_map.partnership):
        sheet = Sheet(rows_of(ValueMap.objects.get(pk=value_map.pk)))
        told: dict[str, str] = {}
        for name, part in sheet.parts.items():
            told |= {
                f"{name}-TOTAL_FORMS": str(len(part.forms)),
                f"{name}-INITIAL_FORMS": str(part.initial_form_count()),
            }
            for form in part.forms:
                for field in form.fields:
                    value: Any = form[field].value()
                    told[form.add_prefix(field)] = "" if value in (None, False) else str(value)
    for key, value in changes.items():
        part, place, field = key.split("_", 2)
        told[f"{part}-{place}-{field}"] = value
    return told
