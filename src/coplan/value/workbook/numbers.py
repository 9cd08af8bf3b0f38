"""Numbers in somebody's workbook: typed as numbers or as text, shares as 10, 10% or 0.1."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coplan.value.workbook.reading import Cell

_NUMBER = re.compile(r"^[-+]?\d[\d,]*(\.\d+)?$|^[-+]?\.\d+$")


class BadCell(Exception):
    """A cell that is not the number it should be; the text says what to do."""


@dataclass(frozen=True)
class ShareColumn:
    """How the shares of one column are written where no cell says so."""

    in_percent: bool
    doubtful: tuple[str, ...]


def number(cell: Cell | None) -> float | None:
    """The number in a cell; None where it is empty. Raises BadCell."""
    if cell is None:
        return None
    if cell.value is None:
        if cell.formula:
            raise BadCell(
                _(
                    "It holds a formula nobody has worked out yet. Open the workbook in a spreadsheet and save it."
                )
            )
        return None
    if cell.is_number:
        return float(cell.value)
    text = re.sub(r"[£\s\u00a0]", "", cell.text.removeprefix("'"))
    if not text or text in {"-", "–", "—", "n/a", "N/A"}:
        return None
    if text.startswith("#"):
        raise BadCell(
            _("It shows the error %(error)s. Put the formula right first.") % {"error": cell.text[:20]}
        )
    if not _NUMBER.match(text):
        raise BadCell(_("“%(text)s” is not a number.") % {"text": cell.text[:40]})
    return float(text.replace(",", ""))


def share_column(cells: Iterable[Cell | None]) -> ShareColumn:
    """Cells that say % are plain. Among the others, one above 1 shows that the column is in percent."""
    plain = [cell for cell in cells if cell is not None and cell.is_number and not cell.is_percent]
    in_percent = any(cell.value > 1 for cell in plain)
    # 0 is 0 either way, and nobody takes more than 1 for a share of 1
    doubtful = tuple(cell.place for cell in plain if 0 < cell.value <= 1)
    return ShareColumn(in_percent, doubtful)


def share(cell: Cell | None, column: ShareColumn) -> float | None:
    """A share of 1. Raises BadCell."""
    if cell is None:
        return None
    if isinstance(cell.value, str) and cell.text.endswith("%"):
        value = number(Cell(cell.row, cell.column, cell.text[:-1].strip()))
        found = None if value is None else value / 100
    else:
        value = number(cell)
        whole = value is not None and not cell.is_percent and (column.in_percent or value > 1)
        found = value / 100 if whole and value is not None else value
    if found is not None and not 0 <= found <= 1:
        raise BadCell(_("%(shown)s is not between 0%% and 100%%.") % {"shown": cell.text[:20]})
    # 22 / 100 is not quite 0.22; four decimals are what a map keeps
    return None if found is None else tidy(found, 4)


def tidy(value: float, decimals: int) -> float:
    """The number without the dust of binary fractions; one that is finer than that stays as it is."""
    near = round(value, decimals)
    return near if abs(near - value) < 1e-9 * max(1.0, abs(value)) else value
