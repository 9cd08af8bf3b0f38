"""What is frozen and handed out: a record as the same bytes every time, and one digest of all its files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any

# Of every file in an archive, so that the same content gives the same bytes; ZIP knows no earlier day
_DAY = (1980, 1, 1, 0, 0, 0)
SUMS = "SHA256SUMS"


def canonical(record: Mapping[str, Any]) -> bytes:
    """The record as JSON with sorted keys, in UTF-8."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False, indent=1).encode()


def sums(files: Mapping[str, bytes]) -> bytes:
    """One line for each file by name, as `sha256sum` writes and checks them."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 of the list of sums: one number that stands for all files."""
    return sha256(sums(files)).hexdigest()


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files and their sums as a ZIP, the same bytes for the same files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {**dict(sorted(files.items())), SUMS: sums(files)}.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            made.writestr(entry, content)
    return out.getvalue()


def mark(seen: object) -> str:
    """A short mark of what somebody was shown: it differs once any of it does. `seen` is made of plain values."""
    return sha256(repr(seen).encode()).hexdigest()[:16]


def is_intact(content: bytes, expected: str) -> bool:
    """Whether an archive still holds the files it was made of, and no other."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as kept:
            files = {name: kept.read(name) for name in kept.namelist()}
    except (zipfile.BadZipFile, KeyError, RuntimeError):
        return False
    told = files.pop(SUMS, b"")
    return told == sums(files) and sha256(told).hexdigest() == expected
