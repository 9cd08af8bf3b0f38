"""The sheets around the map: what this is, why each number, ranges and scenarios as values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from coplan.engines import InvalidInput, sroi
from coplan.kit.exchange.cells import written
from coplan.value.queries import Rows
from coplan.value.wording import SETTABLE, SHARES
from coplan.value.workbook import layout
from coplan.value.workbook.lines import range_lines, reason_lines

# How the number of an outcome is called in these sheets; read back by the same words
WORDS = {
    "amount": "Input £",
    "quantity": "Quantity",
    "proxy": "Proxy £",
    "deadweight": "Deadweight",
    "displacement": "Displacement",
    "attribution": "Attribution",
    "drop_off": "Drop-off",
    "duration_years": "Years",
    "discount_rate": "Discount rate",
}
REASON_HEAD = ("Code", "Outcome or input", "Number", "Figure", "Why this figure")
RANGE_HEAD = ("Code", "Outcome", "Number", "Low", "Likely", "High", "Shape")
SCENARIO_HEAD = (
    "What if",
    "Only for the codes",
    *(WORDS[name] for name in SETTABLE),
    "Why it is asked",
    "Ratio",
)
_WRAP = Alignment(wrap_text=True, vertical="top")


def about(sheet: Any, rows: Rows, today: date) -> None:
    """What this workbook is, where it comes from and what to do with it."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 100
    _put(sheet, 1, 1, rows.value_map.title, bold=True)
    sheet["A1"].font = Font(name=layout.FONT, bold=True, size=16)
    sheet["A1"].alignment = Alignment(wrap_text=False)
    for row, (name, words) in enumerate(_about_lines(rows, today), 3):
        _put(sheet, row, 1, name, bold=True)
        _put(sheet, row, 2, words)
        sheet.row_dimensions[row].height = 13.5 * math.ceil(len(words) / 95)
    _paper(sheet)


def _about_lines(rows: Rows, today: date) -> Iterable[tuple[str, str]]:
    value_map = rows.value_map
    yield _("Partnership"), str(value_map.partnership)
    yield _("Map"), f"{value_map.reference}, {value_map.get_sort_display()}"  # type: ignore[attr-defined]
    yield (
        _("Version"),
        _("%(version)s, exported on %(day)s")
        % {"version": value_map.version, "day": date_format(today, "j F Y")},
    )
    yield _("Where the figures come from"), value_map.source or _("Nobody has said yet.")
    if value_map.price_year:
        yield _("Prices of"), value_map.price_year
    yield _("coplan's own answer that day"), _answer_words(rows.engine_map)
    if rows.excluded:
        left_out = "; ".join(f"{row.code} {row.title}" for row in rows.excluded)
        yield _("Outcomes left out of the count"), left_out
    yield from _how_to()


def _how_to() -> Iterable[tuple[str, str]]:
    """What to do with the workbook, and how to read it."""
    yield (
        _("The sheets"),
        _(
            "Value map: the five stages in the column order of Social Value UK's value map. Reasons: why "
            "each number. Ranges: low, likely and high. Scenarios: what if some numbers were otherwise."
        ),
    )
    yield (
        _("What you may change"),
        _(
            "The yellow cells. The totals, the present values and the ratio follow at once, here as in "
            "coplan. The white cells are locked without a password, so that no formula is typed over by "
            "accident."
        ),
    )
    yield (
        _("How to bring it back"),
        _(
            "In coplan: Social value, then 'Load a workbook'. It becomes a new map; the one it came from "
            "stays as it is. coplan reads the yellow cells, the ranges and the scenarios, works "
            "everything out again and shows any difference before it keeps anything."
        ),
    )
    yield (
        _("How sure is it"),
        _(
            "The ratio here is the one at the likely figures. Its range is drawn by coplan from the low "
            "and high figures; it is not worked out in this workbook, because spreadsheets repeat a "
            "random draw in ways that are easy to miss."
        ),
    )
    yield (
        _("How it is worked out"),
        _(
            "Impact = quantity × value × (1 − deadweight) × (1 − displacement) × (1 − attribution). Each "
            "later year is the one before less the drop-off; a last part year counts for its part. "
            "Present value = value × discount factor."
        ),
    )


def _answer_words(engine_map: sroi.ValueMap) -> str:
    try:
        result = sroi.calculate(engine_map)
    except InvalidInput:
        return _("It could not be worked out yet.")
    return _("£%(ratio)s for each £1; total present value £%(worth)s, inputs £%(cost)s") % {
        "ratio": f"{result.ratio:,.2f}",
        "worth": f"{result.total_present_value:,.2f}",
        "cost": f"{result.total_inputs:,.2f}",
    }


def reasons(sheet: Any, rows: Rows) -> None:
    _head(sheet, REASON_HEAD, (8, 34, 16, 14, 90))
    for at, (code, title, name, figure, why) in enumerate(reason_lines(rows), 2):
        _cells(sheet, at, (code, title, WORDS[name], figure, why))
        sheet.cell(at, 4).number_format = _form(name)
    _paper(sheet)


def ranges(sheet: Any, rows: Rows) -> None:
    _head(sheet, RANGE_HEAD, (8, 40, 16, 14, 14, 14, 14))
    for at, (code, title, name, *figures, shape) in enumerate(range_lines(rows), 2):
        _cells(sheet, at, (code, title, WORDS[name], *figures, shape))
        for column in (4, 5, 6):
            sheet.cell(at, column).number_format = _form(name)
    _paper(sheet)


def scenarios(sheet: Any, rows: Rows) -> None:
    _head(sheet, SCENARIO_HEAD, (34, 20, *[13] * len(SETTABLE), 50, 10))
    ratios = _scenario_ratios(rows.engine_map)
    for place, row in enumerate(rows.scenarios):
        settings = [row.settings.get(name) for name in SETTABLE]
        ratio = ratios[place] if ratios else None
        _cells(sheet, place + 2, (row.name, ", ".join(row.codes or ()), *settings, row.because, ratio))
        for column, name in enumerate(SETTABLE, 3):
            sheet.cell(place + 2, column).number_format = _form(name)
        sheet.cell(place + 2, len(SCENARIO_HEAD)).number_format = "0.00"
    _paper(sheet)


def _scenario_ratios(engine_map: sroi.ValueMap) -> tuple[float, ...]:
    try:
        return tuple(one.ratio for one in sroi.calculate(engine_map).scenarios)
    except InvalidInput:
        return ()


def _form(name: str) -> str:
    if name in SHARES:
        return layout.PERCENT
    return layout.POUNDS if name in ("proxy", "amount") else layout.PLAIN


def _put(sheet: Any, row: int, column: int, value: Any, *, bold: bool = False) -> None:
    cell = sheet.cell(row, column)
    cell.value = written(value) if isinstance(value, str) else value
    if isinstance(value, str) and value:
        cell.data_type, cell.number_format = "s", layout.TEXT
    cell.font, cell.alignment = Font(name=layout.FONT, size=10, bold=bold), _WRAP


def _cells(sheet: Any, row: int, values: Sequence[Any]) -> None:
    lines = 1
    for column, value in enumerate(values, 1):
        _put(sheet, row, column, value)
        width = sheet.column_dimensions[get_column_letter(column)].width
        lines = max(lines, math.ceil(len(value) / width) if isinstance(value, str) else 1)
    sheet.row_dimensions[row].height = 13.5 * lines


def _head(sheet: Any, words: Sequence[str], widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _cells(sheet, 1, words)
    for column in range(1, len(words) + 1):
        cell = sheet.cell(1, column)
        cell.font = Font(name=layout.FONT, size=10, bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF4")
    sheet.freeze_panes = "A2"


def _paper(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
