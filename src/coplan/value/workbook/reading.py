"""A workbook's sheets as cells with their place and number format. Anything dangerous or doubtful is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from coplan.kit.exchange.reading import BadFile, refuse_dangerous

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 25 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, MOST_MERGES = 1500, 160, 30, 5000
# Of one sheet, and of all together
MOST_CELLS, MOST_IN_ALL = 40_000, 200_000
MOST_MERGED = 50_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_DATA_TABLE = re.compile(rb't="dataTable"|MULTIPLE\.OPERATIONS', re.IGNORECASE)
_RANDOM = re.compile(r"\bRAND(BETWEEN|ARRAY)?\s*\(", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """One filled-in cell; `value` is what the program that saved the file worked out."""

    row: int
    column: int
    value: Any
    form: str = "General"
    formula: str = ""

    @property
    def place(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        return "" if self.value is None else " ".join(str(self.value).split())

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    @property
    def is_percent(self) -> bool:
        return "%" in self.form


@dataclass
class Grid:
    """One sheet: its cells by row and column, and which cells stand for a merged block."""

    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    # Row and column of a cell inside a merged block, and of the one that shows in its place
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    draws_at_random: bool = False
    cut: bool = False

    def at(self, row: int, column: int) -> Cell | None:
        return self.rows.get(row, {}).get(column)

    def cells(self) -> Iterator[Cell]:
        for row in sorted(self.rows):
            yield from (self.rows[row][column] for column in sorted(self.rows[row]))

    def head_of(self, row: int, column: int) -> Cell | None:
        """The cell itself, or the one that a merged block shows in its place."""
        own = self.at(row, column)
        if own is not None:
            return own
        shown = self.merged.get((row, column))
        return self.at(*shown) if shown else None

    def merge(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        rows = range(first[0], min(last[0], MOST_ROWS) + 1)
        columns = range(first[1], min(last[1], MOST_COLUMNS) + 1)
        if len(rows) * len(columns) + len(self.merged) <= MOST_MERGED:
            self.merged.update({(row, column): first for row in rows for column in columns})


@dataclass(frozen=True)
class Book:
    grids: tuple[Grid, ...]
    # Cells with a name of their own: (sheet, row, column)
    names: dict[str, tuple[str, int, int]]

    def grid(self, title: str) -> Grid | None:
        return next((grid for grid in self.grids if grid.title == title), None)

    def named(self, name: str) -> Cell | None:
        if name not in self.names:
            return None
        title, row, column = self.names[name]
        grid = self.grid(title)
        return grid.at(row, column) if grid else None


def read(content: bytes) -> Book:
    """Every sheet of a workbook. Raises BadFile with a sentence."""
    if not content.strip():
        raise BadFile(_("The file is empty. Choose another."))
    if len(content) > MOST_BYTES:
        raise BadFile(_("The file is larger than 5 MB. Save the value map's sheets alone and try again."))
    if not content.startswith(b"PK\x03\x04"):
        raise BadFile(_("This is not an XLSX workbook. Open it in a spreadsheet and save it as XLSX."))
    refuse_dangerous(content)
    _refuse_heavy(content)
    try:
        return _read(content)
    except BadFile:
        raise
    # The reader raises anything at all for a workbook that is not quite one
    except Exception as error:
        raise BadFile(
            _("The workbook cannot be read. Open it in a spreadsheet, save it as XLSX and try again.")
        ) from error


def _refuse_heavy(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise BadFile(
                _("The workbook is too large when unpacked. Save the value map's sheets alone and try again.")
            )


def _read(content: bytes) -> Book:
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        _opened(content, values=True) as shown,
        _opened(content, values=False) as typed,
    ):
        if len(shown.worksheets) > MOST_SHEETS:
            raise BadFile(_("The workbook has more than 30 sheets. Save the value map's sheets alone."))
        grids: list[Grid] = []
        left = MOST_IN_ALL
        for one, other in zip(shown.worksheets, typed.worksheets, strict=True):
            grids.append(_grid(archive, one, other, min(left, MOST_CELLS)))
            left -= sum(map(len, grids[-1].rows.values()))
        return Book(tuple(grids), dict(_names(shown)))


class _opened:
    def __init__(self, content: bytes, *, values: bool) -> None:
        self.book = load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)

    def __enter__(self) -> Any:
        return self.book

    def __exit__(self, *_error: object) -> None:
        self.book.close()


def _grid(archive: zipfile.ZipFile, shown: Any, typed: Any, most: int) -> Grid:
    grid = Grid(shown.title)
    raw = archive.read(shown._worksheet_path)
    for found in _MERGE.findall(raw)[:MOST_MERGES]:
        first_column, first_row, last_column, last_row = range_boundaries(found.decode())
        grid.merge((first_row, first_column), (last_row, last_column))
    grid.draws_at_random = bool(_DATA_TABLE.search(raw))
    many = 0
    for one, other in zip(_lines(shown), _lines(typed), strict=False):
        for cell, source in zip(one, other, strict=False):
            if cell.value is None and source.value is None:
                continue
            many += 1
            if many > most:
                grid.cut = True
                return grid
            formula = _formula(source)
            grid.draws_at_random |= bool(_RANDOM.search(formula))
            # A formula nobody worked out yet is empty where values are read
            row, column = source.row, source.column
            grid.rows.setdefault(row, {})[column] = Cell(
                row, column, cell.value, source.number_format or "General", formula
            )
    return grid


def _lines(sheet: Any) -> Any:
    sheet.reset_dimensions()
    return sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)


def _formula(source: Any) -> str:
    if source.data_type != "f":
        return ""
    # Array formulas and data tables come as objects
    return str(getattr(source.value, "text", None) or source.value)


def _names(book: Any) -> Iterator[tuple[str, tuple[str, int, int]]]:
    for name, defined in list(book.defined_names.items())[:500]:
        found = re.fullmatch(r"'?(.+?)'?!\$?([A-Z]{1,3})\$?(\d{1,7})", defined.attr_text or "")
        if found:
            column, row, _c, _r = range_boundaries(f"{found[2]}{found[3]}")
            if row is not None and column is not None:
                yield str(name), (found[1].replace("''", "'"), int(row), int(column))
