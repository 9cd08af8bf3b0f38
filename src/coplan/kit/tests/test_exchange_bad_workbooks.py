"""A workbook made to do harm, or merely broken, is refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from coplan.kit.exchange.reading import BadFile, read

DAMAGED = "The workbook is damaged. Open it in a spreadsheet, save it and try again."
UNREADABLE = "The workbook cannot be read. Open it in a spreadsheet, save it as XLSX and try again."
DEFINITIONS = "The workbook contains definitions no spreadsheet writes, so it was not read."
TOO_LARGE = "The workbook is too large when unpacked. Save only the sheet you want to import."


def workbook(**replaced: bytes) -> bytes:
    """A good workbook of one row, with whole parts replaced; '__' stands for a slash, '_' for a dot."""
    book = Workbook()
    book.active.append(["Title", "Impact"])
    book.active.append(["Flood", 3])
    made, changed = io.BytesIO(), io.BytesIO()
    book.save(made)
    parts = {name.replace("__", "/").replace("_", "."): content for name, content in replaced.items()}
    with zipfile.ZipFile(made) as good, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            bad.writestr(name, parts.pop(name, good.read(name)))
        for name, content in parts.items():
            bad.writestr(name, content)
    return changed.getvalue()


def sheet_xml(rows: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def fault(content: bytes) -> str:
    with pytest.raises(BadFile) as refused:
        read(content)
    return str(refused.value)


def test_a_good_workbook_is_read() -> None:
    sheet = read(workbook())
    assert (sheet.headings, sheet.rows) == (("Title", "Impact"), ((2, ("Flood", 3)),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(encoding: str) -> None:
    bomb = sheet_xml(cell("A1", "&a;"), '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>').decode().encode(encoding)
    assert fault(workbook(xl__worksheets__sheet1_xml=bomb)) == DEFINITIONS
    assert fault(workbook(xl__other_bin=bomb)) == DEFINITIONS


def test_a_workbook_that_unpacks_to_far_more_is_refused() -> None:
    assert fault(workbook(xl__media__big_bin=b"\0" * (151 * 1024 * 1024))) == TOO_LARGE


def test_a_row_ten_thousand_million_rows_down_does_not_hang() -> None:
    rows = f'<row r="1">{cell("A1", "Title")}</row><row r="2">{cell("A2", "Flood")}</row>'
    far = f'<row r="9999999999">{cell("A9999999999", "x")}</row>'
    assert read(workbook(xl__worksheets__sheet1_xml=sheet_xml(rows + far))).rows == ((2, ("Flood",)),)


def test_columns_far_to_the_right_are_left_out() -> None:
    rows = (
        f'<row r="1">{cell("A1", "Title")}{cell("XFD1", "far")}</row><row r="2">{cell("A2", "Flood")}</row>'
    )
    assert read(workbook(xl__worksheets__sheet1_xml=sheet_xml(rows))).headings == ("Title",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (workbook()[:400], DAMAGED),
        (b"PK\x03\x04" + b"x" * 400, DAMAGED),
        (workbook(xl__worksheets__sheet1_xml=b"<worksheet"), UNREADABLE),
        (workbook(xl__workbook_xml=b"<nothing/>"), UNREADABLE),
        (workbook(xl__worksheets__sheet1_xml=sheet_xml(f'<row r="1">{cell("1A", "x")}</row>')), UNREADABLE),
    ],
)
def test_a_broken_workbook_is_refused(content: bytes, told: str) -> None:
    assert fault(content) == told


def test_a_workbook_without_filled_rows_is_refused() -> None:
    empty = sheet_xml(f'<row r="1">{cell("A1", "Title")}</row>')
    assert fault(workbook(xl__worksheets__sheet1_xml=empty)) == (
        "The file has no rows under its headings. Fill in at least one row."
    )
