"""Files with a record: judged by content, stored out of reach, handed out only as downloads."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django_scopes import scope
from openpyxl import Workbook
from PIL import Image

from coplan.kit import attachments
from coplan.kit.attachments import clean_name
from coplan.kit.attachments.types import PDF, TEXT
from coplan.kit.models import Attachment
from coplan.kit.tests.riverside import Riverside

REFUSED = (
    "This kind of file cannot be attached. Save it as one of these and try again: "
    "PDF, Word, Excel, PowerPoint, OpenDocument, image or text."
)
MACROS = (
    "This document contains macros, which can carry harm. Save it without macros (as .docx, .xlsx or .pptx)."
)
DAMAGED = "The file is damaged and cannot be read. Save it again and try once more."
BROKEN_IMAGE = "The image is damaged and cannot be read. Save it again and try once more."
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("Content_Types", "[Content_Types].xml"), content)
    return file.getvalue()


def workbook() -> bytes:
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def image(form: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (20, 20), "teal").save(file, form)
    return file.getvalue()


def stream(name: str) -> bytes:
    return OLE + b"\0" * 600 + f"{name}\0".encode("utf-16-le") + b"\0" * 50


WORD = (
    b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument'
    b'.wordprocessingml.document.main+xml"/></Types>'
)
MACRO_WORD = (
    b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
)

KEPT = [
    ("minutes.pdf", b"%PDF-1.7\n...", "application/pdf"),
    (
        "plan.docx",
        zipped(Content_Types=WORD),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("costs.xlsx", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (
        "notes.odt",
        zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
        "application/vnd.oasis.opendocument.text",
    ),
    ("old.doc", stream("WordDocument"), "application/msword"),
    ("photo.jpg", image("JPEG"), "image/jpeg"),
    ("map.png", image("PNG"), "image/png"),
    ("scan.webp", image("WEBP"), "image/webp"),
    ("list.csv", "Name,Place\nCafé,Leith\n".encode(), "text/plain; charset=utf-8"),
]

NOT_KEPT = [
    ("empty.txt", b"", "The file is empty. Choose another."),
    ("page.txt", b"  <!DOCTYPE html><p>", REFUSED),
    ("page.pdf", b"<html><script>alert(1)</script>", REFUSED),
    ("logo.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', REFUSED),
    ("logo.svg", b'<?xml version="1.0"?><svg/>', REFUSED),
    ("run.txt", b"#!/bin/sh\nrm -rf", REFUSED),
    ("program.pdf", b"MZ\x90\x00\x03", REFUSED),
    ("nul.txt", b"a" * 3000 + b"\0", REFUSED),
    ("latin.txt", "café".encode("latin-1"), REFUSED),
    ("many.zip", zipped(letter=b"hello"), REFUSED),
    ("plan.docm", zipped(Content_Types=MACRO_WORD), MACROS),
    (
        "plan.docx",
        zipped(Content_Types=WORD, **{"word/vbaProject.bin": b""}),
        MACROS,
    ),
    ("old.xls", stream("Workbook") + stream("_VBA_PROJECT"), MACROS),
    (
        "locked.docx",
        stream("EncryptedPackage"),
        "This document is locked with a password. Save it without the password and try again.",
    ),
    ("old.msi", stream("Installer"), REFUSED),
    ("part.docx", zipped(Content_Types=WORD)[:40], DAMAGED),
    ("half.png", image("PNG")[:50], BROKEN_IMAGE),
]


def upload(name: str, content: bytes, claimed: str = "text/html") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=claimed)


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def add(riverside: Riverside, file: SimpleUploadedFile | None) -> tuple[str, list[Attachment]]:
    risk = riverside.risk()
    with scope(partnership=riverside.partnership):
        fault = attachments.add(risk, file, by=riverside.mairi.person)
        return fault, list(Attachment.of(risk))


@pytest.mark.parametrize(("name", "content", "media_type"), KEPT, ids=[name for name, *_rest in KEPT])
def test_a_file_is_kept_under_the_type_its_content_shows(
    riverside: Riverside, own_files: Path, name: str, content: bytes, media_type: str
) -> None:
    fault, (kept,) = add(riverside, upload(name, content))
    assert (fault, kept.name, kept.media_type, kept.size) == ("", name, media_type, len(content))
    (path,) = stored(own_files)
    assert path.read_bytes() == content
    assert len(path.name) == 32
    assert path.suffix == ""


@pytest.mark.parametrize(("name", "content", "told"), NOT_KEPT, ids=[name for name, *_rest in NOT_KEPT])
def test_a_doubtful_file_is_refused_and_not_stored(
    riverside: Riverside, own_files: Path, name: str, content: bytes, told: str
) -> None:
    assert add(riverside, upload(name, content, "application/pdf")) == (told, [])
    assert stored(own_files) == []


def test_too_large_or_none_at_all(riverside: Riverside, own_files: Path, settings: Any) -> None:
    settings.ATTACHMENT_BYTES = 1024 * 1024
    told = "The file is larger than 1 MB. Make it smaller or attach it in parts."
    assert add(riverside, upload("big.txt", b"a" * 1024 * 1024 + b"a")) == (told, [])
    assert add(riverside, None) == ("Choose a file to attach.", [])
    assert attachments.rule() == "PDF, Word, Excel, PowerPoint, OpenDocument, image or text files up to 1 MB"
    assert stored(own_files) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\mairi\\plan.pdf", "plan.pdf"),
        ("plan.pdf.exe", "plan.pdf.exe.pdf"),
        ("pla\u202efdp.exe", "plafdp.exe.pdf"),
        ('a\r\nSet-Cookie: "x".pdf', "aSet-Cookie x.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("x" * 300 + ".PDF", "x" * 196 + ".PDF"),
    ],
)
def test_the_name_is_cleaned(given: str, kept: str) -> None:
    assert clean_name(given, PDF) == kept


def test_a_text_keeps_its_own_ending_if_it_is_harmless() -> None:
    assert (clean_name("a.csv", TEXT), clean_name("a.bat", TEXT)) == ("a.csv", "a.bat.txt")


class Page:
    """The files of one risk, as people reach them."""

    def __init__(self, riverside: Riverside) -> None:
        self.riverside = riverside
        self.risk = riverside.risk()
        self.url = riverside.url("1/files/")

    def attach(self, participant: Any, name: str = "minutes.pdf", content: bytes = b"%PDF-1.7 text") -> Any:
        return self.riverside.as_(participant).post(self.url, {"file": upload(name, content)})

    def kept(self) -> list[Attachment]:
        with scope(partnership=self.riverside.partnership):
            return list(Attachment.of(self.risk))


@pytest.fixture
def page(riverside: Riverside) -> Page:
    return Page(riverside)


def test_a_file_is_handed_out_as_a_download_that_cannot_run(page: Page) -> None:
    page.attach(page.riverside.mairi, "Mi’nutes £5.pdf")
    response = page.riverside.as_(page.riverside.observer).get(f"{page.url}{page.kept()[0].pk}/")
    assert isinstance(response, FileResponse)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 text"
    assert {name: response[name] for name in SERVED} == SERVED


SERVED = {
    "Content-Type": "application/pdf",
    "Content-Disposition": "attachment; filename*=utf-8''Mi%E2%80%99nutes%20%C2%A35.pdf",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def test_who_may_attach_and_who_may_read(page: Page) -> None:
    cast = page.riverside
    assert page.attach(cast.observer).status_code == 403
    assert page.attach(cast.outsider).status_code == 404
    assert page.kept() == []
    assert page.attach(cast.tam).status_code == 302
    url = f"{page.url}{page.kept()[0].pk}/"
    assert cast.as_(cast.outsider).get(url).status_code == 404
    assert cast.as_(cast.observer).post(url).status_code == 405


def test_a_file_of_one_record_is_not_served_by_another(page: Page) -> None:
    page.attach(page.riverside.mairi)
    page.riverside.risk("Another")
    other = page.riverside.url(f"2/files/{page.kept()[0].pk}/")
    assert page.riverside.as_(page.riverside.mairi).get(other).status_code == 404


def test_a_removed_file_is_no_longer_served(page: Page) -> None:
    page.attach(page.riverside.mairi)
    url = f"{page.url}{page.kept()[0].pk}/"
    client = page.riverside.as_(page.riverside.mairi)
    assert client.post(f"{url}remove/").status_code == 302
    assert page.kept() == []
    assert client.get(url).status_code == 404


def test_a_file_missing_from_the_store_is_a_plain_404(page: Page, own_files: Path) -> None:
    page.attach(page.riverside.mairi)
    for path in stored(own_files):
        path.unlink()
    response = page.riverside.as_(page.riverside.mairi).get(f"{page.url}{page.kept()[0].pk}/")
    assert response.status_code == 404


def test_a_refused_file_is_said_on_the_page(page: Page) -> None:
    client = page.riverside.as_(page.riverside.mairi)
    response = client.post(page.url, {"file": upload("a.svg", b"<svg/>")}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [REFUSED]
    assert page.kept() == []
