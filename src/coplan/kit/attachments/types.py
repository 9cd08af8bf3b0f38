"""What a file is, told by its content; its name is never believed."""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError


@dataclass(frozen=True)
class FileType:
    media_type: str
    extensions: tuple[str, ...]


class NotKept(Exception):
    """A file that is not taken; the text says why and what to do."""


PDF = FileType("application/pdf", (".pdf",))
TEXT = FileType(
    "text/plain; charset=utf-8", (".txt", ".csv", ".tsv", ".md", ".log", ".ics", ".vtt", ".srt", ".bib")
)

IMAGES = {
    "JPEG": FileType("image/jpeg", (".jpg", ".jpeg", ".jfif")),
    "PNG": FileType("image/png", (".png",)),
    "GIF": FileType("image/gif", (".gif",)),
    "WEBP": FileType("image/webp", (".webp",)),
    "TIFF": FileType("image/tiff", (".tif", ".tiff")),
}

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

# The main part's content type, as `[Content_Types].xml` states it
OFFICE = {
    f"{_OOXML}wordprocessingml.document": (".docx",),
    f"{_OOXML}wordprocessingml.template": (".dotx",),
    f"{_OOXML}spreadsheetml.sheet": (".xlsx",),
    f"{_OOXML}spreadsheetml.template": (".xltx",),
    f"{_OOXML}presentationml.presentation": (".pptx",),
    f"{_OOXML}presentationml.slideshow": (".ppsx",),
    f"{_OOXML}presentationml.template": (".potx",),
}
OPEN_DOCUMENT = {
    f"{_ODF}text": (".odt",),
    f"{_ODF}spreadsheet": (".ods",),
    f"{_ODF}presentation": (".odp",),
    f"{_ODF}graphics": (".odg",),
}
# Stream names inside the older, binary Office files
OLDER_OFFICE = {
    "WordDocument": FileType("application/msword", (".doc", ".dot")),
    "Workbook": FileType("application/vnd.ms-excel", (".xls", ".xlt")),
    "PowerPoint Document": FileType("application/vnd.ms-powerpoint", (".ppt", ".pps", ".pot")),
}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<iframe", b"<body", b"<head")
_CHUNK = 1 << 20
_MOST_PART = 1 << 20


def kinds_in_words() -> str:
    return _("PDF, Word, Excel, PowerPoint, OpenDocument, image or text")


def type_of(file: IO[bytes]) -> FileType:
    """The type of an open file. Raises NotKept with a sentence for anything not on the list."""
    file.seek(0)
    head = file.read(2048)
    if not head:
        raise NotKept(_("The file is empty. Choose another."))
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file)
    if head.startswith(_OLE):
        return _older_office(file)
    image = _image(file)
    if image is not None:
        return image
    return _text(file, head)


def _unknown() -> NotKept:
    return NotKept(
        _("This kind of file cannot be attached. Save it as one of these and try again: %(kinds)s.")
        % {"kinds": kinds_in_words()}
    )


def _with_macros() -> NotKept:
    return NotKept(
        _(
            "This document contains macros, which can carry harm. Save it without macros (as .docx, .xlsx or .pptx)."
        )
    )


def _zipped(file: IO[bytes]) -> FileType:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise _with_macros()
            if "[Content_Types].xml" in names:
                return _office(_part(archive, "[Content_Types].xml"))
            if "mimetype" in names:
                return _open_document(_part(archive, "mimetype"))
    # A damaged archive fails in many ways, some of them RuntimeError or NotImplementedError
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise NotKept(
            _("The file is damaged and cannot be read. Save it again and try once more.")
        ) from error
    raise _unknown()


def _part(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(_MOST_PART).decode("utf-8", "replace")


def _office(content_types: str) -> FileType:
    if "macroEnabled" in content_types:
        raise _with_macros()
    for media_type, extensions in OFFICE.items():
        if f'"{media_type}.main+xml"' in content_types:
            return FileType(media_type, extensions)
    raise _unknown()


def _open_document(media_type: str) -> FileType:
    extensions = OPEN_DOCUMENT.get(media_type.strip())
    if extensions is None:
        raise _unknown()
    return FileType(media_type.strip(), extensions)


def _older_office(file: IO[bytes]) -> FileType:
    file.seek(0)
    content = file.read()
    if _stream("_VBA_PROJECT") in content:
        raise _with_macros()
    if _stream("EncryptedPackage") in content:
        raise NotKept(
            _("This document is locked with a password. Save it without the password and try again.")
        )
    for name, found in OLDER_OFFICE.items():
        if _stream(name) in content:
            return found
    raise _unknown()


def _stream(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")


def _image(file: IO[bytes]) -> FileType | None:
    file.seek(0)
    try:
        with Image.open(file, formats=tuple(IMAGES)) as picture:
            found = IMAGES[picture.format or ""]
            picture.verify()
    except Image.DecompressionBombError as error:
        raise NotKept(_("The image is too large to be safe. Make it smaller and try again.")) from error
    except UnidentifiedImageError:
        return None
    # Pillow raises SyntaxError, OSError and others for a broken image
    except Exception as error:
        raise NotKept(
            _("The image is damaged and cannot be read. Save it again and try once more.")
        ) from error
    return found


def _text(file: IO[bytes], head: bytes) -> FileType:
    shown = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if shown.startswith((b"#!", b"{\\rtf")) or any(tag in shown for tag in _MARKUP):
        raise _unknown()
    if b"\0" in head:
        raise _unknown()
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(file):
            if "\0" in decoder.decode(chunk):
                raise _unknown()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _unknown() from error
    return TEXT


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk
