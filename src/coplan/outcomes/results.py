"""Published results as they are read: the sections of a frozen table, their charts, and their lines in a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coplan.kit.charts import (
    PERCENT,
    POUNDS,
    Chart,
    Progress,
    Reading,
    Series,
    StackedBars,
    Unit,
    progress,
    stacked_bars,
)
from coplan.kit.exchange.cells import written
from coplan.outcomes.models import Direction, Measured, Publication

HIDDEN = "c"


def published() -> QuerySet[Any]:
    """What the public can read or could once, in the open scope; the newest first."""
    found: QuerySet[Any] = Publication.objects.filter(published_at__isnull=False)
    return found.order_by("-published_at", "-number")


@dataclass(frozen=True)
class Row:
    """A group with what is shown of it in each period; a period without a figure is empty."""

    group: str
    cells: tuple[tuple[str, str], ...]
    """The period's name and what is shown."""


@dataclass(frozen=True)
class Part:
    """The rows of one breakdown; of the whole, without a name."""

    breakdown: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """One indicator of a publication."""

    name: str
    definition: str
    unit: str
    periods: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    running_total: bool
    guarded: bool
    has_hidden: bool
    chart: Chart | None


def sections(table: dict[str, Any]) -> list[Section]:
    """A table, frozen or just gathered, as a page shows it."""
    return [_section(one) for one in table["sections"]]


def _section(given: dict[str, Any]) -> Section:
    rows: dict[str, list[Row]] = {}
    for row in given["rows"]:
        cells = [(one["name"], row["cells"].get(one["key"], {}).get("shown", "")) for one in given["periods"]]
        rows.setdefault(row["breakdown"], []).append(Row(row["group"], tuple(cells)))
    return Section(
        name=given["name"],
        definition=given["definition"],
        unit=given["unit"],
        periods=tuple(one["name"] for one in given["periods"]),
        parts=tuple(Part(name, tuple(found)) for name, found in rows.items()),
        sources=tuple(given["sources"]),
        running_total=given["running_total"],
        guarded=given["guarded"],
        has_hidden=_has_hidden(given["rows"]),
        chart=_chart(given),
    )


def _has_hidden(rows: list[dict[str, Any]]) -> bool:
    return any(HIDDEN in (cell["figure"], cell["out_of"]) for row in rows for cell in row["cells"].values())


def _chart(given: dict[str, Any]) -> Chart | None:
    """Bars by the first breakdown that is shown whole, else the figures of everybody, with gaps where hidden."""
    if len(given["periods"]) < 2:
        return None
    adds_up = given["measured"] in (Measured.COUNT, Measured.MONEY) and not given["running_total"]
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in given["rows"]:
        by_name.setdefault(row["breakdown"], []).append(row)
    for name, rows in by_name.items():
        # A bar without its hidden part would look like less than there was
        if name and adds_up and _is_drawable(given, rows):
            return _bars(given, name, rows)
    return _line(given, by_name.get("", []))


def _is_drawable(given: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    cells = [row["cells"].get(one["key"]) for row in rows for one in given["periods"]]
    return all(
        cell is not None and cell["figure"] != HIDDEN and Decimal(cell["figure"]) >= 0 for cell in cells
    )


def _bars(given: dict[str, Any], name: str, rows: list[dict[str, Any]]) -> Chart:
    steps = tuple(one["name"] for one in given["periods"])
    series = tuple(
        Series(row["group"], tuple(Decimal(row["cells"][one["key"]]["figure"]) for one in given["periods"]))
        for row in rows
    )
    return stacked_bars(StackedBars(f"{given['name']}: {name}", steps, series, _unit(given)))


def _line(given: dict[str, Any], rows: list[dict[str, Any]]) -> Chart | None:
    cells = rows[0]["cells"] if rows else {}
    readings = tuple(
        Reading(date.fromisoformat(one["to"]), _value(given, cells.get(one["key"])))
        for one in given["periods"]
    )
    higher = given["direction"] != Direction.DOWN
    return progress(Progress(given["name"], readings, higher_is_better=higher, unit=_unit(given)))


def _value(given: dict[str, Any], cell: dict[str, Any] | None) -> Decimal | None:
    if cell is None or HIDDEN in (cell["figure"], cell["out_of"]):
        return None
    figure = Decimal(cell["figure"])
    if given["measured"] != Measured.PERCENTAGE:
        return figure
    return figure / Decimal(cell["out_of"]) * 100 if Decimal(cell["out_of"]) else None


def _unit(given: dict[str, Any]) -> Unit:
    return {Measured.PERCENTAGE: PERCENT, Measured.MONEY: POUNDS}.get(given["measured"], Unit())


def as_csv(table: dict[str, Any]) -> bytes:
    """The table as a file, hidden figures marked as on the page."""
    file = io.StringIO()
    # Text is always quoted: an unquoted ';=…' is a formula where ';' separates
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(_headings())
    writer.writerows([written(value) for value in line] for line in _lines(table))
    # Excel reads UTF-8 only when the file says so
    return file.getvalue().encode("utf-8-sig")


def _headings() -> list[str]:
    return [
        _("Indicator"),
        _("Unit"),
        _("Period from"),
        _("Period to"),
        _("Broken down by"),
        _("Group"),
        _("Figure"),
        _("Out of"),
    ]


def _lines(table: dict[str, Any]) -> Iterator[list[str]]:
    for section in table["sections"]:
        for row in section["rows"]:
            for period in section["periods"]:
                cell = row["cells"].get(period["key"])
                if cell is not None:
                    yield [
                        section["name"],
                        section["unit"],
                        period["from"],
                        period["to"],
                        row["breakdown"],
                        row["group"],
                        cell["figure"],
                        cell["out_of"] or "",
                    ]
