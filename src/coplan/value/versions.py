"""The version of a map, which rises whenever one of its rows changes."""

from __future__ import annotations

from typing import Any

from coplan.kit import history
from coplan.value.models import ValueMap


def touch(*, value_map: ValueMap, by: Any) -> None:
    """Raise the version of a map whose rows changed."""
    value_map.version += 1
    history.note(value_map, by=by)
    value_map.save(update_fields=["version"])
