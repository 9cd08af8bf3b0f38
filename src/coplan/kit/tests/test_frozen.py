"""Freezing: the same bytes for the same content, one digest, and a change that shows."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

from coplan.kit import frozen

FILES = {"record.json": frozen.canonical({"b": 1, "a": "é"}), "page.html": b"<p>Hello</p>"}


def test_a_record_is_the_same_bytes_whatever_the_order_of_its_keys() -> None:
    assert frozen.canonical({"b": 1, "a": "é"}) == frozen.canonical({"a": "é", "b": 1})
    assert FILES["record.json"].decode() == '{\n "a": "é",\n "b": 1\n}'


def test_an_archive_is_the_same_bytes_again_and_intact() -> None:
    made = frozen.archive(FILES)
    assert frozen.archive(dict(reversed(FILES.items()))) == made
    assert frozen.is_intact(made, frozen.digest(FILES))


def test_another_file_another_word_or_no_archive_is_not_intact() -> None:
    digest = frozen.digest(FILES)
    assert not frozen.is_intact(frozen.archive({**FILES, "page.html": b"<p>Hullo</p>"}), digest)
    assert not frozen.is_intact(frozen.archive({**FILES, "more.txt": b""}), digest)
    assert not frozen.is_intact(b"not a zip", digest)
    added = BytesIO(frozen.archive(FILES))
    with zipfile.ZipFile(added, "a") as kept:
        kept.writestr("more.txt", "put in afterwards")
    assert not frozen.is_intact(added.getvalue(), digest)


def test_the_sums_are_checked_by_the_usual_tool(tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(frozen.archive(FILES))) as kept:
        kept.extractall(tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", frozen.SUMS], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "page.html: OK\nrecord.json: OK\n")
