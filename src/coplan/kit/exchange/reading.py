"""An uploaded CSV or XLSX file as rows of cells. Anything doubtful is refused with a sentence."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5000
_MOST_COLUMNS = 200
_MOST_UNPACKED = 150 * 1024 * 1024
_MOST_PARTS = 2000
# A sheet may claim a cell in row 10,000,000,000: the reader would make every row before it
_MOST_BLANK = 2000
_CHUNK = 1 << 20


class BadFile(Exception):
    """A file that cannot be imported; the text says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """The headings and the filled-in rows, each with its number as the person sees it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]


def read(content: bytes) -> Sheet:
    """The table in a file, told apart by its content. Raises BadFile."""
    if not content.strip():
        raise BadFile(_("The file is empty. Choose another."))
    if len(content) > MOST_BYTES:
        raise BadFile(_("The file is larger than 10 MB. Split it into smaller files."))
    lines = _xlsx(content) if content.startswith(b"PK\x03\x04") else _csv(content)
    return _sheet(lines)


def _sheet(lines: Iterable[Sequence[Any]]) -> Sheet:
    headings: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[Any, ...]]] = []
    blank = 0
    for at, line in enumerate(lines, 1):
        if all(cell is None or str(cell).strip() == "" for cell in line):
            blank += 1
            if blank > _MOST_BLANK:
                break
            continue
        blank = 0
        if not headings:
            headings = tuple(" ".join(str(cell or "").split()) for cell in line)
        elif len(rows) == MOST_ROWS:
            raise BadFile(_("The file has more than 5,000 rows. Split it and import one part at a time."))
        else:
            rows.append((at, tuple(line)))
    if not rows:
        raise BadFile(_("The file has no rows under its headings. Fill in at least one row."))
    return Sheet(headings, tuple(rows))


def _csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise BadFile(_("This is not a CSV or XLSX file. Save your sheet as one of these and try again."))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    except csv.Error as error:
        raise BadFile(
            _("The file cannot be read as CSV. Open it in a spreadsheet and save it as XLSX.")
        ) from error


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    # cp1252 is what Excel writes on Windows where it is not asked for UTF-8
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile(_("The file's letters cannot be read. Save it as 'CSV UTF-8' or as XLSX and try again."))


def _delimiter(text: str) -> str:
    """What separates the cells, told by the first line with something on it."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = re.sub(r'"(?:[^"]|"")*"', "", first)
    return max(",;\t", key=outside.count)


def _xlsx(content: bytes) -> Iterator[Sequence[Any]]:
    refuse_dangerous(content)
    unreadable = BadFile(
        _("The workbook cannot be read. Open it in a spreadsheet, save it as XLSX and try again.")
    )
    # The reader raises anything at all for a workbook that is not quite one
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        lines = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
    except Exception as error:
        raise unreadable from error
    while True:
        try:
            line = next(lines, None)
        except Exception as error:
            raise unreadable from error
        if line is None:
            return
        yield _trimmed(line)


def _trimmed(line: Sequence[Any]) -> Sequence[Any]:
    end = len(line)
    while end and line[end - 1] is None:
        end -= 1
    return line[:end]


def refuse_dangerous(content: bytes) -> None:
    """Refuse a workbook that unpacks to far more than it weighs, or that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise BadFile(
                    _("The workbook is too large when unpacked. Save only the sheet you want to import.")
                )
            if any(_declares(archive, part) for part in parts):
                raise BadFile(
                    _("The workbook contains definitions no spreadsheet writes, so it was not read.")
                )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise BadFile(
            _("The workbook is damaged. Open it in a spreadsheet, save it and try again.")
        ) from error


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part is XML with a document type, in plain sight or hidden in another encoding."""
    with archive.open(part) as opened:
        chunk = opened.read(_CHUNK)
        if not _is_xml(chunk[:64], part.filename):
            return False
        tail = b""
        while chunk:
            seen = (tail + chunk).upper()
            if b"\0" in seen or b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                return True
            tail, chunk = chunk[-16:], opened.read(_CHUNK)
    return False


def _is_xml(head: bytes, name: str) -> bool:
    # A part may be named anything and still be read as XML
    bare = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return bare.startswith(b"<") or name.lower().endswith((".xml", ".rels"))
