"""Rows as a CSV or XLSX file that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook

from coplan.kit.exchange import FORMS
from coplan.kit.exchange.cells import written

__all__ = ["FORMS", "response"]


def response(name: str, form: str, headings: Sequence[str], lines: Iterable[Sequence[Any]]) -> HttpResponse:
    """The rows as a download in one of `FORMS`."""
    rows = [[written(one) for one in line] for line in (headings, *lines)]
    answer = HttpResponse(_csv(rows) if form == "csv" else _xlsx(rows), content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    # Excel reads UTF-8 only when the file says so
    return file.getvalue().encode("utf-8-sig")


def _xlsx(rows: Iterable[Sequence[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Answers")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
