"""The engine's faults as sentences that lead to the cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coplan.engines import Fault
from coplan.value.queries import Rows
from coplan.value.row_forms import SHORT

_PLACE = re.compile(r"^(inputs|outcomes|scenarios)\[(\d+)\](?:\.(?:set\.)?(\w+))?(?:\.(low|high|likely))?")


@dataclass(frozen=True)
class Said:
    """What is wrong, in words, and the part of the sheet's address that leads there."""

    words: str
    anchor: str


def said(faults: Iterable[Fault], rows: Rows) -> Iterator[Said]:
    for fault in faults:
        if fault.path == "inputs":
            yield Said(
                _("Inputs: enter at least one above £0, for a ratio needs something put in."), "#inputs"
            )
        elif fault.path == "outcomes":
            yield Said(_("Outcomes: enter at least one."), "#outcomes")
        else:
            yield _at_row(fault, rows)


def _at_row(fault: Fault, rows: Rows) -> Said:
    found = _PLACE.match(fault.path)
    if found is None:
        return Said(f"{fault.path.replace('_', ' ').capitalize()}: {fault.message}", "")
    part, place, name, _end = found.groups()
    row: Any = getattr(rows, part)[int(place)]
    named = f"{row.code} {row.title}" if part == "outcomes" else str(row)
    field = str(SHORT.get(name or "", name or ""))
    return Said(f"{named}, {field}: {fault.message}", f"#id_{part}-{place}-{name}")
