"""The engine's faults as sentences that lead to the cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coplan.engines import Fault
from coplan.value.queries import Rows
from coplan.value.wording import SHORT

_PLACE = re.compile(r"^(inputs|outcomes|scenarios)\[(\d+)\](?:\.(?:set\.)?(\w+))?(?:\.(low|high|likely))?")


@dataclass(frozen=True)
class Said:
    """What is wrong, in words, and the address where it is put right."""

    words: str
    href: str


def said(faults: Iterable[Fault], rows: Rows, sheet: str) -> Iterator[Said]:
    """`sheet` is the address of the map's sheet."""
    for fault in faults:
        if fault.path == "inputs":
            words = _("Inputs: enter at least one above £0, for a ratio needs something put in.")
            yield Said(words, f"{sheet}#inputs")
        elif fault.path == "outcomes":
            yield Said(_("Outcomes: enter at least one."), f"{sheet}#outcomes")
        else:
            yield _at_row(fault, rows, sheet)


def _at_row(fault: Fault, rows: Rows, sheet: str) -> Said:
    found = _PLACE.match(fault.path)
    if found is None:
        return Said(f"{fault.path.replace('_', ' ').capitalize()}: {fault.message}", sheet)
    part, place, name, end = found.groups()
    row: Any = getattr(rows, part)[int(place)]
    if part == "outcomes":
        # In the sheet stand those left out too
        place = rows.every_outcome.index(row)
    named = f"{row.code} {row.title}" if part == "outcomes" else str(row)
    words = f"{named}, {SHORT.get(name or '', name or '')}: {fault.message}"
    if part == "outcomes" and (end or getattr(row, f"{name}_low", None) is not None):
        # The low and the high are kept on the outcome's own page
        return Said(words, f"{row.get_absolute_url()}edit/#id_{name}")
    return Said(words, f"{sheet}#id_{part}-{place}-{name}")
