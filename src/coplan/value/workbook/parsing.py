"""From the cells of a workbook to a value map: what was typed in it, never what it works out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coplan.engines import sroi
from coplan.engines.sroi.calculation import discounting_of
from coplan.engines.sroi.checks import complaint
from coplan.kit.exchange.cells import unsafe
from coplan.kit.exchange.reading import BadFile
from coplan.kit.forms import readable
from coplan.value.files import DECIMALS
from coplan.value.inputs import schedule
from coplan.value.workbook import layout, matching, numbers, sidesheets
from coplan.value.workbook.found import Found, InputRow, OutcomeRow, Wrong
from coplan.value.workbook.matching import Head
from coplan.value.workbook.numbers import BadCell, ShareColumn
from coplan.value.workbook.reading import Book, Cell, Grid

SHARES: Final = ("deadweight", "displacement", "attribution", "drop_off")
_TOTAL: Final = re.compile(r"^(sub ?-?|grand )?totals?\b|^(total |net )?present value|^social return|^sroi\b")
_SIMULATED: Final = re.compile(r"monte ?carlo|simulat|random|\bspread\b|\bdraws?\b", re.IGNORECASE)
# Texts a map keeps, and how long they may be
LONGEST: Final = {
    "stakeholder": 160,
    "outcome": 160,
    "input": 160,
    "proxy_name": 250,
    "proxy_source": 400,
    "proxy_year": 9,
    "code": 12,
    "source": 400,
}


def parse(book: Book) -> Found:
    """The value map of a workbook. Raises BadFile where it has none."""
    grid, head = _sheet(book)
    found = Found(grid.title, grid, head)
    Rows(grid, head, found, carries=book.named("Social_return") is None).read()
    _settings(book, found)
    found.title = readable(_title(book, grid))[:160]
    _simulations(book, found)
    if grid.cut:
        found.notices.append(
            _("Only the first part of “%(sheet)s” was read: it is larger than a map.") % {"sheet": grid.title}
        )
    sidesheets.take(book, found)
    if not found.outcomes and not found.wrong:
        raise BadFile(
            _("“%(sheet)s” has the heads of a value map and no outcome under them.") % {"sheet": grid.title}
        )
    return found


def _sheet(book: Book) -> tuple[Grid, Head]:
    """The sheet that looks most like a value map."""
    heads = [(grid, head) for grid in book.grids if (head := matching.find(grid)) is not None]
    heads.sort(key=lambda pair: (pair[1].is_enough, len(pair[1].columns)), reverse=True)
    if not heads:
        raise BadFile(
            _(
                "No sheet has the heads of a value map. It needs a row with Stakeholders, Outcomes, Quantity, "
                "Financial proxy with its value, Deadweight and so on, in the order of Social Value UK's map."
            )
        )
    grid, head = heads[0]
    _proxy_without_name(grid, head)
    if not head.is_enough:
        names = {
            "outcome": _("the outcome"),
            "quantity": _("the quantity"),
            "proxy": _("the value of the proxy in £"),
        }
        missing = ", ".join(names[key] for key in head.missing)
        raise BadFile(
            _("“%(sheet)s” has no column for %(missing)s. Put its head in row %(row)s and try again.")
            % {"sheet": grid.title, "missing": missing, "row": head.last_row}
        )
    return grid, head


def _proxy_without_name(grid: Grid, head: Head) -> None:
    """One column 'Financial proxy' with numbers in it is the value, not the name."""
    if "proxy" in head.columns or "proxy_name" not in head.columns:
        return
    cells = [
        cell
        for cell in grid.cells()
        if cell.column == head.columns["proxy_name"] and cell.row > head.last_row
    ]
    if cells and sum(cell.is_number for cell in cells) * 2 >= len(cells):
        head.columns["proxy"] = head.columns.pop("proxy_name")


class Rows:
    """The rows under the heads, one after the other."""

    def __init__(self, grid: Grid, head: Head, found: Found, *, carries: bool) -> None:
        self.grid, self.head, self.found = grid, head, found
        # Our own workbook names the stakeholder in every row that has one
        self.carries = carries
        self.stakeholder = ""
        self.codes: set[str] = set()
        self.shares = {name: self._share_column(name) for name in SHARES}

    def read(self) -> None:
        for row in sorted(self.grid.rows):
            if row <= self.head.last_row:
                continue
            if self._is_total(row):
                # What stands under the totals is about them, or notes
                break
            self._row(row)
        for name, column in self.shares.items():
            self._doubt(name, column)

    def _share_column(self, name: str) -> ShareColumn:
        rows = [row for row in sorted(self.grid.rows) if row > self.head.last_row and not self._is_total(row)]
        return numbers.share_column(matching.cell_of(self.grid, self.head, row, name) for row in rows)

    def _doubt(self, name: str, column: ShareColumn) -> None:
        if not column.doubtful:
            return
        words = (
            _("%(name)s: no %% sign or format in %(cells)s, so read as parts of a hundred: 10 is 10%%.")
            if column.in_percent
            else _("%(name)s: no %% sign or format in %(cells)s, so read as parts of 1: 0.1 is 10%%.")
        )
        places = ", ".join(column.doubtful[:6]) + (" …" if len(column.doubtful) > 6 else "")
        self.found.notices.append(words % {"name": layout_heading(name), "cells": places})

    def _is_total(self, row: int) -> bool:
        """A row of totals: it says so, and holds no outcome of its own."""
        cells = self.grid.rows.get(row, {})
        quantity = matching.cell_of(self.grid, self.head, row, "quantity")
        if quantity is not None and quantity.is_number:
            return False
        return any(_TOTAL.search(matching.folded(cell.text)) for cell in cells.values() if not cell.is_number)

    def _row(self, row: int) -> None:
        carried = self.grid.head_of(row, self.head.columns.get("stakeholder", 0))
        if carried is not None and carried.text:
            self.stakeholder = self._clean(carried.text)
        elif not self.carries:
            self.stakeholder = ""
        amount, quantity, proxy = (self._number(row, key) for key in ("amount", "quantity", "proxy"))
        outcome = self._text(row, "outcome")
        told = False
        if amount is not None:
            self._input(row, amount)
            told = True
        if quantity is not None or proxy is not None:
            self._outcome(row, outcome, quantity, proxy)
            told = True
        elif outcome and not self._is_head_again(row):
            self._wrong(row, "quantity", _("It is empty. Enter how many changed, or take the row out."))
            told = True
        self.found.skipped += not told and any(
            self._text(row, key) for key in ("outcome", "input", "proxy_name")
        )

    def _is_head_again(self, row: int) -> bool:
        return matching.folded(self._text(row, "outcome")) in {"outcome", "outcomes", "description"}

    def _input(self, row: int, amount: float) -> None:
        name = self._text(row, "input") or _("Input")
        if fault := complaint("amount", amount):
            self._wrong(row, "amount", _("%(why)s.") % {"why": fault})
            return
        if round(amount, 2) != amount:
            amount = self._rounded(row, "amount", amount, 2)
        if amount or self._text(row, "input"):
            self.found.inputs.append(InputRow(row, sroi.Input(amount, name, self.stakeholder)))

    def _outcome(self, row: int, outcome: str, quantity: float | None, proxy: float | None) -> None:
        figures: dict[str, float | None] = {"quantity": quantity, "proxy": proxy}
        figures |= {name: self._share(row, name) for name in SHARES}
        figures["duration_years"] = self._number(row, "duration_years")
        for name, need in (("quantity", _("how many changed")), ("proxy", _("what one of it is worth"))):
            if figures[name] is None and not self._is_marked(row, name):
                self._wrong(row, name, _("It is empty. Enter %(what)s.") % {"what": need})
        if not outcome:
            self._wrong(row, "outcome", _("It is empty. Say what changes."))
        self._fill(row, figures)
        for name, value in figures.items():
            if value is None:
                continue
            if fault := complaint(name, value):
                self._wrong(row, name, _("%(why)s.") % {"why": fault})
            elif round(value, DECIMALS[name]) != value:
                figures[name] = self._rounded(row, name, value, DECIMALS[name])
        if not any(one.row == row for one in self.found.wrong):
            self._keep(row, outcome, {name: float(value or 0) for name, value in figures.items()})

    def _fill(self, row: int, figures: dict[str, float | None]) -> None:
        """An adjustment left empty would claim too much without a word, so it is said."""
        for name in (*SHARES, "duration_years"):
            if figures[name] is None and not self._is_marked(row, name):
                figures[name] = 1.0 if name == "duration_years" else 0.0
                words = _("Row %(row)s: %(name)s is empty and was read as %(value)s.")
                value = _("1 year") if name == "duration_years" else "0%"
                self.found.notices.append(words % {"row": row, "name": layout_heading(name), "value": value})

    def _keep(self, row: int, outcome: str, figures: dict[str, float]) -> None:
        code = self._text(row, "code") or self._next_code()
        if code in self.codes:
            self._wrong(row, "code", _("“%(code)s” is the code of another row too.") % {"code": code})
            return
        self.codes.add(code)
        estimates: dict[str, Any] = {name: sroi.Estimate.point(value) for name, value in figures.items()}
        source = self._text(row, "source") or self._text(row, "indicator")
        texts = {
            "proxy_name": self._text(row, "proxy_name"),
            "proxy_source": self._text(row, "proxy_source"),
            "proxy_year": self._text(row, "proxy_year"),
            "quantity_reason": source,
        }
        self.found.outcomes.append(
            OutcomeRow(
                row,
                sroi.Outcome(code=code, outcome=outcome, stakeholder=self.stakeholder, **estimates),
                {name: text for name, text in texts.items() if text},
                self._worked_out(row),
                self._starts_after(row),
            )
        )

    def _next_code(self) -> str:
        many = len(self.found.outcomes)
        place = many
        while (code := _letters(place)) in self.codes:
            place += 1
        return code

    def _starts_after(self, row: int) -> bool:
        text = matching.folded(self._text(row, "starts"))
        return text in {"2", "2 0"} or "after" in text

    def _worked_out(self, row: int) -> float | None:
        cell = matching.cell_of(self.grid, self.head, row, "impact")
        return float(cell.value) if cell is not None and cell.is_number else None

    # Cells

    def _text(self, row: int, key: str) -> str:
        cell = matching.cell_of(self.grid, self.head, row, key)
        if cell is None:
            return ""
        text = f"{cell.value:g}" if cell.is_number else cell.text
        text = self._clean(text)
        longest = LONGEST.get(key, 400)
        if len(text) > longest:
            self._wrong(row, key, _("It has more than %(many)s letters. Shorten it.") % {"many": longest})
        return text[:longest]

    def _clean(self, text: str) -> str:
        return str(readable(unsafe(text))).strip()

    def _number(self, row: int, key: str) -> float | None:
        try:
            value = numbers.number(matching.cell_of(self.grid, self.head, row, key))
        except BadCell as error:
            self._wrong(row, key, str(error))
            return None
        return None if value is None else numbers.tidy(value, DECIMALS.get(key, 2))

    def _share(self, row: int, key: str) -> float | None:
        try:
            return numbers.share(matching.cell_of(self.grid, self.head, row, key), self.shares[key])
        except BadCell as error:
            self._wrong(row, key, str(error))
            return None

    def _rounded(self, row: int, key: str, value: float, decimals: int) -> float:
        words = _("Row %(row)s: %(name)s %(value)s was rounded to %(many)s decimals, as a map keeps it.")
        self.found.notices.append(
            words % {"row": row, "name": layout_heading(key), "value": f"{value:.10g}", "many": decimals}
        )
        return round(value, decimals)

    def _wrong(self, row: int, key: str, words: str) -> None:
        fault = Wrong(self.grid.title, row, self._column_words(key), words)
        if fault not in self.found.wrong:
            self.found.wrong.append(fault)

    def _is_marked(self, row: int, key: str) -> bool:
        return any(one.row == row and one.column == self._column_words(key) for one in self.found.wrong)

    def _column_words(self, key: str) -> str:
        column = self.head.columns.get(key)
        name = layout_heading(key)
        return f"{Cell(1, column, '').place[:-1]} ({name})" if column else name


def layout_heading(key: str) -> str:
    for place in (*layout.BEFORE_YEARS, *layout.AFTER_YEARS):
        if place.key == key:
            return place.heading.removesuffix(" %")
    return key


def _letters(place: int) -> str:
    """a, b … z, aa, ab …"""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(97 + rest) + text
    return text


def _settings(book: Book, found: Found) -> None:
    """The discount rate, and whether year 1 is discounted."""
    rate = book.named("Discount_rate") or _beside(found.grid, r"^discount rate")
    try:
        value = numbers.share(rate, ShareColumn(False, ()))
    except BadCell as error:
        place = f"{rate.place}" if rate else ""
        found.wrong.append(
            Wrong(found.sheet, rate.row if rate else 0, f"{place} (Discount rate)", str(error))
        )
        value = None
    if value is None:
        found.notices.append(_("No discount rate was found. 3.5% was taken; change it in the map's details."))
    else:
        found.discount_rate = round(value, 4)
    first = book.named("First_year_discounted")
    if first is not None:
        found.first_year_discounted = matching.folded(first.text) != "no"
    elif 0 in found.head.years:
        found.first_year_discounted = False
        found.notices.append(_("The years begin with year 0, so the first year was taken as not discounted."))
    _schedule(book, found)


def _schedule(book: Book, found: Found) -> None:
    """The national schedule that coplan's own workbook names; rates typed over it are not kept."""
    named = book.named("Discount_schedule")
    if named is None or not named.text:
        return
    found.schedule_name = named.text
    found.schedule = schedule(named.text)
    expected = [discounting_of(found.value_map).rate_of(year) for year in sorted(found.head.years)]
    columns = [found.head.years[year] for year in sorted(found.head.years)]
    told = [found.grid.at(layout.YEAR_RATES, column) for column in columns]
    typed = [float(cell.value) for cell in told if cell is not None and cell.is_number]
    if typed and any(abs(one - other) > 1e-6 for one, other in zip(typed, expected, strict=False)):
        found.notices.append(
            _(
                "The rates typed for single years are not kept: a map follows one rate, or the Green Book's schedule."
            )
        )


def _beside(grid: Grid, words: str) -> Cell | None:
    """The first number to the right of a label, or below it."""
    for cell in grid.cells():
        if cell.is_number or not re.search(words, matching.folded(cell.text)):
            continue
        near = [grid.at(cell.row, cell.column + step) for step in (1, 2, 3)] + [
            grid.at(cell.row + 1, cell.column)
        ]
        for one in near:
            if one is not None and (one.is_number or one.text.endswith("%")):
                return one
    return None


def _title(book: Book, grid: Grid) -> str:
    own = grid.at(layout.TITLE_ROW, 1)
    if book.named("Discount_rate") is not None and own is not None:
        return unsafe(re.sub(r"^V-\d+ ", "", own.text))
    for cell in grid.cells():
        if matching.folded(cell.text).startswith(("project", "activity", "name of", "title")):
            beside = grid.at(cell.row, cell.column + 1)
            if beside is not None and beside.text and not beside.is_number:
                return unsafe(beside.text)
    return ""


def _simulations(book: Book, found: Found) -> None:
    """A spread worked out in a spreadsheet is never taken over."""
    for grid in book.grids:
        if grid.draws_at_random or (grid is not found.grid and _SIMULATED.search(grid.title)):
            words = _(
                "The random draws in “%(sheet)s” were not read. A spreadsheet's data table can repeat one draw a "
                "thousand times without an error. Give the numbers a low and a high, and coplan draws the range."
            )
            found.notices.append(words % {"sheet": grid.title})


def marks(found: Found) -> Iterator[str]:
    """What a reader should know about the map as it was read."""
    late = [str(one.row) for one in found.outcomes if one.starts_after]
    if late:
        yield _(
            "Rows %(rows)s start after the activity. Maps here count from year 1, so these are not put off by a year: "
            "the present value here is a little higher than in a workbook that does."
        ) % {"rows": ", ".join(late[:12])}
    if found.skipped:
        words = ngettext(
            "%(many)s row without a figure was left out.",
            "%(many)s rows without a figure were left out.",
            found.skipped,
        )
        yield words % {"many": found.skipped}
