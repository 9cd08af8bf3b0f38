"""A list as a CSV or XLSX file: `Reference` first, then every field, then the list's other columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from coplan.kit import tables
from coplan.kit.exchange.cells import BETWEEN, written
from coplan.kit.models import PartnershipModel

if TYPE_CHECKING:
    from coplan.kit.registers import Register

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Cell = Callable[[Any], Any]


@dataclass(frozen=True)
class FileColumn:
    """One column of the file. `field` is the model's, or None where the value is worked out."""

    name: str
    heading: str
    field: Any
    shown: tables.Column

    @property
    def is_plain(self) -> bool:
        """Whether the database alone can give the value, without making the record."""
        return self.field is not None and self.field.concrete and not self.field.many_to_many


def reference_heading() -> str:
    return _("Reference")


def file_columns(register: Register) -> list[FileColumn]:
    """Every column of the file but the first."""
    chosen = {column.name: column for column in tables.as_columns(register.fields)}
    for column in register.all_columns():
        chosen.setdefault(column.name, column)
    chosen.pop("reference", None)
    return [_file_column(register.model, column) for column in chosen.values()]


def _file_column(model: type[models.Model], column: tables.Column) -> FileColumn:
    found = {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}
    heading = column.heading(model)
    return FileColumn(column.name, heading[:1].upper() + heading[1:], found.get(column.name), column)


def export(
    register: Register, request: HttpRequest, rows: models.QuerySet[Any], form: str, left_out: str = ""
) -> HttpResponse:
    """The rows as a download in one of `FORMS`; a last line says what was left out."""
    columns = file_columns(register)
    headings = [reference_heading(), *(column.heading for column in columns)]
    name = f"{_stem(register, request)}-{timezone.localdate().isoformat()}.{form}"
    lines = _lines(register.model, columns, rows)
    last = [[left_out]] if left_out else []
    return _response(register, name, form, headings, chain(lines, last))


def template(register: Register, request: HttpRequest, form: str) -> HttpResponse:
    """The same file with headings only, of the columns that can be filled in."""
    columns = [column for column in file_columns(register) if column.name in register.fields]
    headings = [reference_heading(), *(column.heading for column in columns)]
    return _response(register, f"{_stem(register, request)}-template.{form}", form, headings, ())


def _stem(register: Register, request: HttpRequest) -> str:
    return f"{request.partnership.slug}-{register.prefix}"  # type: ignore[attr-defined]


def _response(
    register: Register, name: str, form: str, headings: Sequence[str], lines: Iterable[Sequence[Any]]
) -> HttpResponse:
    return table_file(register.title, name, form, headings, lines)


def table_file(
    title: str, name: str, form: str, headings: Sequence[str], lines: Iterable[Sequence[Any]]
) -> HttpResponse:
    """Any table as a download in one of `FORMS`; its text cells went through `cells.written`."""
    content = _csv(headings, lines) if form == "csv" else _xlsx(title, headings, lines)
    response = HttpResponse(content, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(
    model: type[PartnershipModel], columns: Sequence[FileColumn], rows: models.QuerySet[Any]
) -> Iterator[list[Any]]:
    if not all(column.is_plain for column in columns):
        yield from _record_lines(model, columns, rows)
        return
    values = list(rows.values_list("number", *(column.field.attname for column in columns)))
    cells = [_plain_cell(column, (line[at] for line in values)) for at, column in enumerate(columns, 1)]
    for line in values:
        yield [
            _reference(model, line[0]),
            *(cell(value) for cell, value in zip(cells, line[1:], strict=True)),
        ]


def _record_lines(
    model: type[PartnershipModel], columns: Sequence[FileColumn], rows: models.QuerySet[Any]
) -> Iterator[list[Any]]:
    """For columns that only the record itself can work out: some four times slower."""
    many = [column.name for column in columns if column.field is not None and column.field.many_to_many]
    records = list(rows.prefetch_related(*many))
    readers = [reader(column, records) for column in columns]
    for record in records:
        yield [_reference(model, record.number), *(read(record) for read in readers)]


def _reference(model: type[PartnershipModel], number: int) -> str:
    # As `PartnershipModel.reference`, without making the record
    return f"{model.letter}-{number:03d}" if model.letter else str(number)


def reader(column: FileColumn, records: Sequence[Any]) -> Cell:
    """Gives one column's cell for each of these records."""
    if column.is_plain:
        attribute = column.field.attname
        cell = _plain_cell(column, (getattr(record, attribute) for record in records))
        return lambda record: cell(getattr(record, attribute))
    if column.field is not None:
        return lambda record: written(BETWEEN.join(str(one) for one in getattr(record, column.name).all()))
    return lambda record: written(_worked_out(column, record))


def _worked_out(column: FileColumn, record: Any) -> Any:
    value = record
    for part in column.name.split("."):
        value = getattr(value, part, None)
    if isinstance(value, int | float | Decimal | date) and not isinstance(value, bool):
        return value
    if value is None and column.shown.shown is not None:
        return strip_tags(str(column.shown.cell(record)))
    return column.shown.text(record)


def _plain_cell(column: FileColumn, values: Iterable[Any]) -> Cell:
    """How one column's stored values are written; related records cost one query for the whole column."""
    field = column.field
    if field.is_relation:
        words = related_words(field.related_model, set(values) - {None})
        return lambda value: words.get(value, "")
    if field.choices:
        labels = {value: written(str(label)) for value, label in field.flatchoices}
        return lambda value: labels[value] if value in labels else written(value)
    return written


def related_words(model: type[models.Model], keys: set[Any]) -> dict[Any, str]:
    """Each related record in words, those since removed included."""
    if not keys:
        return {}
    rows = (model.every if issubclass(model, PartnershipModel) else model._default_manager).all()
    found = rows.select_related(*getattr(model, "LABEL_NEEDS", ())).in_bulk(list(keys))
    return {key: str(written(str(one))) for key, one in found.items()}


def _csv(headings: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    file = io.StringIO()
    # Text is always quoted: an unquoted ';=…' is a formula where ';' separates
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(headings)
    writer.writerows(lines)
    # Excel reads UTF-8 only when the file says so
    return file.getvalue().encode("utf-8-sig")


def _xlsx(title: str, headings: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "B2"
    for at, heading in enumerate(headings):
        letter = chr(ord("A") + at) if at < 26 else f"A{chr(ord('A') + at - 26)}"
        sheet.column_dimensions[letter].width = min(60, max(12, len(heading) + 4))
    sheet.append([_bold(sheet, heading) for heading in headings])
    for line in lines:
        sheet.append(list(line))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _bold(sheet: Any, heading: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, heading)
    cell.font = Font(bold=True)
    return cell


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in "[]:*?/\\")[:31] or _("List")
