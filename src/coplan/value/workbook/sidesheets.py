"""The sheets beside the map that only coplan's own workbook has: reasons, ranges, scenarios, rates by year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from coplan.engines import sroi
from coplan.engines.sroi import SHAPES
from coplan.kit.exchange.cells import unsafe
from coplan.kit.forms import readable
from coplan.value.models import NUMBERS
from coplan.value.wording import SETTABLE, SHARES
from coplan.value.workbook import layout, notes, numbers
from coplan.value.workbook.found import Found, Wrong
from coplan.value.workbook.numbers import BadCell, ShareColumn
from coplan.value.workbook.reading import Book, Cell, Grid

_NAMES = {words: name for name, words in notes.WORDS.items()}
_PLAIN = ShareColumn(False, ())


def take(book: Book, found: Found) -> None:
    """Put reasons, ranges and scenarios to the outcomes they belong to; what fits nowhere is said."""
    if (grid := _own(book, layout.REASONS, notes.REASON_HEAD)) is not None:
        _reasons(grid, found)
    if (grid := _own(book, layout.RANGES, notes.RANGE_HEAD)) is not None:
        _ranges(grid, found)
    if (grid := _own(book, layout.SCENARIOS, notes.SCENARIO_HEAD)) is not None:
        _scenarios(grid, found)


def _own(book: Book, title: str, head: tuple[str, ...]) -> Grid | None:
    grid = book.grid(title)
    told = [grid.at(1, column) for column in range(1, len(head) + 1)] if grid else []
    return grid if grid and tuple(cell.text if cell else "" for cell in told) == head else None


def _text(cell: Cell | None) -> str:
    return str(readable(unsafe(cell.text))).strip() if cell is not None and cell.text else ""


def _figure(cell: Cell | None, name: str) -> float | None:
    return numbers.share(cell, _PLAIN) if name in SHARES else _tidy(numbers.number(cell))


def _tidy(value: float | None) -> float | None:
    return None if value is None else numbers.tidy(value, 4)


def _reasons(grid: Grid, found: Found) -> None:
    by_code = {one.outcome.code: one for one in found.outcomes}
    by_input = {one.entry.name: place for place, one in enumerate(found.inputs)}
    for row in sorted(grid.rows):
        code, title, words, why = (_text(grid.at(row, column)) for column in (1, 2, 3, 5))
        name = _NAMES.get(words, "")
        if name == "amount" and title in by_input:
            place = by_input[title]
            found.inputs[place] = replace(found.inputs[place], source=why[:250])
        elif name in NUMBERS and code in by_code and why:
            by_code[code].texts["proxy_source" if name == "proxy" else f"{name}_reason"] = why[:400]


def _ranges(grid: Grid, found: Found) -> None:
    places = {one.outcome.code: place for place, one in enumerate(found.outcomes)}
    for row in sorted(grid.rows):
        if row == 1:
            continue
        code, name = _text(grid.at(row, 1)), _NAMES.get(_text(grid.at(row, 3)), "")
        if code not in places or name not in NUMBERS:
            continue
        place = places[code]
        told = _estimate(grid, row, name, found.outcomes[place].outcome)
        if isinstance(told, str):
            found.wrong.append(_wrong(grid, row, told))
        else:
            one = found.outcomes[place]
            found.outcomes[place] = replace(one, outcome=replace(one.outcome, **{name: told}))


def _estimate(grid: Grid, row: int, name: str, outcome: sroi.Outcome) -> Any:
    """The range of one number around what the map says now, or what is wrong with it."""
    try:
        low, high = (_figure(grid.at(row, column), name) for column in (4, 6))
    except BadCell as error:
        return str(error)
    shape = _text(grid.at(row, 7)) or "triangular"
    likely = getattr(outcome, name).likely
    if low is None or high is None:
        return _("Give both the low and the high.")
    if shape not in SHAPES:
        return _("The shape “%(shape)s” is not one of %(known)s.") % {
            "shape": shape[:20],
            "known": ", ".join(SHAPES),
        }
    if not low <= likely <= high:
        return _("The figure in the map, %(likely)s, lies outside %(low)s to %(high)s.") % {
            "likely": f"{likely:g}",
            "low": f"{low:g}",
            "high": f"{high:g}",
        }
    return sroi.Estimate(low, likely, high, shape)  # type: ignore[arg-type]


def _wrong(grid: Grid, row: int, words: str) -> Wrong:
    return Wrong(grid.title, row, _("low and high"), words)


def _scenarios(grid: Grid, found: Found) -> None:
    for row in sorted(grid.rows):
        name = _text(grid.at(row, 1))
        if row == 1 or not name:
            continue
        codes = [code.strip() for code in _text(grid.at(row, 2)).split(",") if code.strip()]
        settings = {}
        try:
            for column, setting in enumerate(SETTABLE, 3):
                value = _figure(grid.at(row, column), setting)
                if value is not None:
                    settings[setting] = value
        except BadCell as error:
            found.wrong.append(_wrong(grid, row, str(error)))
            continue
        if settings:
            found.scenarios.append(sroi.Scenario(name[:160], settings, tuple(codes) or None))
            found.because[name[:160]] = _text(grid.at(row, 3 + len(SETTABLE)))[:400]
