"""Writes the workbook. Everything that follows from a typed cell is a formula, so that it recalculates."""

from __future__ import annotations

import io
import math
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins

from coplan.kit.exchange.cells import written
from coplan.value.queries import Rows
from coplan.value.workbook import layout, notes
from coplan.value.workbook.layout import Columns
from coplan.value.workbook.lines import lines_of, yearly_rates, years_of

INK, SOFT, TYPED, WASH = "1A1A1A", "5E5E5E", "FFF6D6", "E8EEF4"
_LINE = Side(style="thin", color="C8CDD2")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAP = Alignment(wrap_text=True, vertical="top")
_HEAD = Alignment(wrap_text=True, vertical="center")
_ASIDE = Alignment(horizontal="right", vertical="top")
LINE_HEIGHT = 13.5
A3_PAPER = 8


def workbook_of(rows: Rows, today: date) -> bytes:
    """The map as an XLSX file. `today` is the day it is written on."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = layout.MAP
    drawn = MapSheet(book, sheet, rows)
    drawn.draw()
    notes.about(book.create_sheet(layout.ABOUT, 0), rows, today)
    notes.reasons(book.create_sheet(layout.REASONS), rows)
    notes.ranges(book.create_sheet(layout.RANGES), rows)
    notes.scenarios(book.create_sheet(layout.SCENARIOS), rows)
    book.active = 1
    for one in book.worksheets:
        one.sheet_view.tabSelected = one.title == layout.MAP
    book.calculation.fullCalcOnLoad = True
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


class MapSheet:
    """The sheet with the five stages, its settings above and its results below."""

    def __init__(self, book: Workbook, sheet: Any, rows: Rows) -> None:
        self.book, self.sheet, self.rows = book, sheet, rows
        self.lines = lines_of(rows)
        self.columns = Columns(years_of(rows))
        self.last_row = layout.FIRST_ROW + len(self.lines) + layout.SPARE - 1
        self.total_row = self.last_row + 1

    def draw(self) -> None:
        self._settings()
        self._headings()
        for place in range(len(self.lines) + layout.SPARE):
            line = self.lines[place] if place < len(self.lines) else {}
            self._line(layout.FIRST_ROW + place, line)
        self._totals()
        self._results()
        self._page()

    # Cells

    def _put(self, row: int, column: int, value: Any, form: str = "General", **style: Any) -> Any:
        cell = self.sheet.cell(row, column)
        cell.value = value
        cell.number_format = form
        cell.alignment = style.get("alignment", _WRAP)
        cell.font = Font(
            name=layout.FONT, size=10, bold=style.get("bold", False), color=style.get("color", INK)
        )
        if fill := style.get("fill"):
            cell.fill = PatternFill("solid", fgColor=fill)
        if style.get("box"):
            cell.border = _BOX
        cell.protection = Protection(locked=not style.get("typed", False))
        return cell

    def _text(self, row: int, column: int, text: str, **style: Any) -> None:
        # Marked as text: what begins with = would otherwise be saved as a formula
        self._put(row, column, written(text), layout.TEXT, **style).data_type = "s"

    def _typed(self, row: int, column: int, value: Any, form: str) -> None:
        style = {"fill": TYPED, "box": True, "typed": True}
        if isinstance(value, str) and value:
            self._text(row, column, value, **style)
        else:
            self._put(row, column, value, form, **style)

    def _name(self, name: str, row: int, column: int) -> None:
        place = f"'{layout.MAP}'!${get_column_letter(column)}${row}"
        self.book.defined_names[name] = DefinedName(name, attr_text=place)

    # Above the table

    def _settings(self) -> None:
        value_map, at = self.rows.value_map, layout.SETTING_COLUMN
        self._text(layout.TITLE_ROW, 1, f"{value_map.reference} {value_map.title}", bold=True)
        self.sheet.cell(layout.TITLE_ROW, 1).font = Font(name=layout.FONT, bold=True, size=16)
        self.sheet.cell(layout.TITLE_ROW, 1).alignment = Alignment(wrap_text=False)
        self._put(2, 1, "Yellow cells are typed. White cells are formulas and are locked.", color=SOFT)
        self.sheet.cell(2, 1).alignment = Alignment(wrap_text=False)
        self._put(layout.RATE_ROW, 1, "Discount rate", bold=True)
        self._typed(layout.RATE_ROW, at, float(value_map.discount_rate), layout.PERCENT)
        self._name("Discount_rate", layout.RATE_ROW, at)
        if value_map.discounting:
            self._text(layout.RATE_ROW, at + 1, value_map.discounting)
            self._name("Discount_schedule", layout.RATE_ROW, at + 1)
            self._put(layout.RATE_ROW, at + 2, "The rates of this national schedule are used.", color=SOFT)
            self.sheet.cell(layout.RATE_ROW, at + 2).alignment = Alignment(wrap_text=False)
        self._put(layout.FIRST_YEAR_ROW, 1, "Is year 1 discounted?", bold=True)
        self._typed(layout.FIRST_YEAR_ROW, at, "Yes" if value_map.first_year_discounted else "No", "@")
        self._name("First_year_discounted", layout.FIRST_YEAR_ROW, at)
        choice = DataValidation(type="list", formula1='"Yes,No"', allow_blank=False)
        self.sheet.add_data_validation(choice)
        choice.add(self.sheet.cell(layout.FIRST_YEAR_ROW, at))
        self._factors()

    def _factors(self) -> None:
        """A rate and a factor for every year; a factor is the one before it, discounted once more."""
        label = self.columns.at("impact")
        self._put(layout.YEAR_RATES, label, "Rate of the year", bold=True, alignment=_ASIDE)
        self._put(layout.FACTORS, label, "Discount factor", bold=True, alignment=_ASIDE)
        rates = yearly_rates(self.rows.engine_map, self.columns.years)
        for year, rate in enumerate(rates, 1):
            column, own = self.columns.year_at(year), f"=$B${layout.RATE_ROW}"
            if self.rows.value_map.discounting:
                self._typed(layout.YEAR_RATES, column, rate, layout.PERCENT)
            else:
                self._put(layout.YEAR_RATES, column, own, layout.PERCENT, box=True)
            self._put(layout.FACTORS, column, self._factor(year), "0.000000", box=True)

    def _factor(self, year: int) -> str:
        """Where year 1 is not discounted, the nth year has one rate fewer behind it."""
        late, rate = (
            f'$B${layout.FIRST_YEAR_ROW}="No"',
            f"{self.columns.year_letter(year)}${layout.YEAR_RATES}",
        )
        if year == 1:
            return f"=IF({late},1,1/(1+{rate}))"
        before = self.columns.year_letter(year - 1)
        return f"={before}${layout.FACTORS}/(1+IF({late},{before}${layout.YEAR_RATES},{rate}))"

    def _headings(self) -> None:
        column = 1
        for stage, places in layout.STAGES:
            self._band(stage, column, column + len(places) - 1)
            for place in places:
                self._heading(column, place.heading, place.question, place.width)
                column += 1
        self._band("Stage 5: calculating social return", column, column + self.columns.years)
        for year in range(1, self.columns.years + 1):
            self._heading(column, f"Year {year}", "", 14)
            column += 1
        for place in layout.AFTER_YEARS:
            self._heading(column, place.heading, place.question, place.width)
            column += 1
        self.sheet.row_dimensions[layout.HEADING_ROW].height = 34
        self.sheet.row_dimensions[layout.QUESTION_ROW].height = 48

    def _band(self, words: str, first: int, last: int) -> None:
        for column in range(first, last + 1):
            self._put(layout.STAGE_ROW, column, None, fill="2B4A66", box=True)
        self._put(layout.STAGE_ROW, first, words, bold=True, color="FFFFFF", fill="2B4A66", alignment=_HEAD)
        self.sheet.merge_cells(
            start_row=layout.STAGE_ROW, end_row=layout.STAGE_ROW, start_column=first, end_column=last
        )

    def _heading(self, column: int, heading: str, question: str, width: int) -> None:
        look = {"fill": WASH, "box": True, "alignment": _HEAD}
        self._put(layout.HEADING_ROW, column, heading, bold=True, **look)
        self._put(layout.QUESTION_ROW, column, question or None, color=SOFT, **look)
        self.sheet.column_dimensions[get_column_letter(column)].width = width

    # The table

    def _line(self, row: int, line: dict[str, Any]) -> None:
        for place in (*layout.BEFORE_YEARS, *layout.AFTER_YEARS):
            if place.key in layout.TYPED:
                self._typed(row, self.columns.at(place.key), line.get(place.key), place.form)
        at = {key: f"${self.columns.letter(key)}{row}" for key in (*layout.NUMBERS_TYPED, "impact")}
        self._height(row, line)
        impact = "={quantity}*{proxy}*(1-{deadweight})*(1-{displacement})*(1-{attribution})"
        self._put(row, self.columns.at("impact"), impact.format(**at), layout.POUNDS, box=True)
        for year in range(1, self.columns.years + 1):
            self._put(
                row, self.columns.year_at(year), self._year_formula(row, year, at), layout.POUNDS, box=True
            )
        first, last = self.columns.year_letter(1), self.columns.year_letter(self.columns.years)
        factors = f"${first}${layout.FACTORS}:${last}${layout.FACTORS}"
        present = f"=SUMPRODUCT({first}{row}:{last}{row},{factors})"
        self._put(row, self.columns.at("present"), present, layout.POUNDS, box=True)

    def _height(self, row: int, line: dict[str, Any]) -> None:
        """Room for the longest text: some programs do not find it by themselves."""
        told = [
            math.ceil(len(text) / (place.width * 1.2))
            for place in layout.BEFORE_YEARS
            if isinstance(text := line.get(place.key), str)
        ]
        self.sheet.row_dimensions[row].height = LINE_HEIGHT * max(1, *told, 1)

    def _year_formula(self, row: int, year: int, at: dict[str, str]) -> str:
        """Year 1 is the impact; each later year is the one before it less the drop-off; the last may be a part."""
        if year == 1:
            return "={impact}*MIN(1,{duration_years})".format(**at)
        before = f"{self.columns.year_letter(year - 1)}{row}"
        part = f"MIN(1,{at['duration_years']}-{year - 1})"
        return f"=IF({at['duration_years']}>{year - 1},{before}*(1-{at['drop_off']})*{part},0)"

    # Below the table

    def _sum(self, column: int, row: int) -> None:
        letter = get_column_letter(column)
        span = f"{letter}{layout.FIRST_ROW}:{letter}{self.last_row}"
        self._put(row, column, f"=SUM({span})", layout.POUNDS, bold=True, box=True, fill=WASH)

    def _totals(self) -> None:
        for column in range(1, self.columns.last + 1):
            self._put(self.total_row, column, None, fill=WASH, box=True)
        self._put(self.total_row, 1, "Total", bold=True, fill=WASH, box=True)
        years = [self.columns.year_at(year) for year in range(1, self.columns.years + 1)]
        for column in (self.columns.at("amount"), self.columns.at("impact"), *years):
            self._sum(column, self.total_row)
        self._sum(self.columns.at("present"), self.total_row)
        label = self.columns.at("impact")
        self._put(self.total_row + 1, label, "Present value of each year", bold=True, alignment=_ASIDE)
        for column in years:
            letter = get_column_letter(column)
            worth = f"={letter}{self.total_row}*{letter}{layout.FACTORS}"
            self._put(self.total_row + 1, column, worth, layout.POUNDS, bold=True, box=True)

    def _results(self) -> None:
        """Totals and the ratio, in the order of the value map; each has a name of its own."""
        first, last = self.columns.year_letter(1), self.columns.year_letter(self.columns.years)
        at, row = self.columns.year_at(1), self.total_row + 3
        present = f"=SUM({first}{self.total_row + 1}:{last}{self.total_row + 1})"
        inputs = f"={self.columns.letter('amount')}{self.total_row}"
        worth, cost, net = (f"{first}{row + step}" for step in range(3))
        told = (
            ("Total present value (PV)", "Total_present_value", present, layout.POUNDS),
            ("Total inputs", "Total_inputs", inputs, layout.POUNDS),
            ("Net present value (PV less the inputs)", "Net_present_value", f"={worth}-{cost}", layout.POUNDS),
            ("Social return, £ per £ invested", "Social_return", f"=IF({cost}=0,0,{worth}/{cost})", layout.POUNDS),
            ("Net social return, £ per £ invested", "Net_return", f"=IF({cost}=0,0,{net}/{cost})", layout.POUNDS),
        )  # fmt: skip
        for step, (words, name, formula, form) in enumerate(told):
            self._put(row + step, at - 1, words, bold=True, alignment=_ASIDE)
            big = name == "Social_return"
            self._put(row + step, at, formula, form, bold=True, box=True, fill=WASH if big else None)
            self._name(name, row + step, at)
        self._too_long(row + len(told))

    def _too_long(self, row: int) -> None:
        """A duration beyond the last year column would lose value without a word."""
        letter, many = self.columns.letter("duration_years"), self.columns.years
        longest = f"MAX({letter}{layout.FIRST_ROW}:{letter}{self.last_row})"
        words = (
            f"An outcome lasts longer than the {many} years shown here. Change it in coplan and export again."
        )
        self._put(
            row,
            self.columns.year_at(1) - 1,
            f'=IF({longest}>{many},"{words}","")',
            color="B00020",
            alignment=_ASIDE,
        )

    def _page(self) -> None:
        sheet = self.sheet
        sheet.freeze_panes = sheet.cell(layout.FIRST_ROW, 2)
        sheet.sheet_view.zoomScale = 85
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = A3_PAPER
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins = PageMargins(left=0.3, right=0.3, top=0.4, bottom=0.5)
        sheet.print_title_rows = f"{layout.STAGE_ROW}:{layout.HEADING_ROW}"
        sheet.oddFooter.center.text = "&A, page &P of &N"
        # Without a password: it keeps formulas from being typed over by accident, and can be taken off
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
