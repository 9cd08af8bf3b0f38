"""Files kept with records: checked by content, stored under a random name, served only as downloads."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.kit.attachments.types import FileType, NotKept, kinds_in_words, type_of
from coplan.kit.models import Attachment, PartnershipModel

__all__ = ["add", "purge", "remove", "rule", "serve"]

LONGEST_NAME = 200
KEPT_AFTER_REMOVAL = timedelta(days=90)


def rule() -> str:
    """What may be attached, as a sentence beside the file field."""
    return _("%(kinds)s files up to %(size)s MB") % {"kinds": kinds_in_words(), "size": _megabytes()}


def _megabytes() -> int:
    return int(settings.ATTACHMENT_BYTES) // (1024 * 1024)


def add(record: PartnershipModel, upload: UploadedFile[Any] | None, *, by: Any) -> str:
    """Keep a file with a record. Returns what is wrong in a sentence, or nothing; a faulty file is not stored."""
    if upload is None:
        return _("Choose a file to attach.")
    if (upload.size or 0) > settings.ATTACHMENT_BYTES:
        return _("The file is larger than %(size)s MB. Make it smaller or attach it in parts.") % {
            "size": _megabytes()
        }
    try:
        found = type_of(upload)
    except NotKept as fault:
        return str(fault)
    _store(record, upload, found, by)
    return ""


def _store(record: PartnershipModel, upload: UploadedFile[Any], found: FileType, by: Any) -> None:
    kept = Attachment(
        partnership_id=record.partnership_id,
        kind=record.kind,
        record_id=record.pk,
        by=by,
        name=clean_name(upload.name or "", found),
        media_type=found.media_type,
        size=upload.size or 0,
    )
    upload.seek(0)
    kept.file.save(secrets.token_hex(16), upload, save=False)
    try:
        kept.save()
    except Exception:
        kept.file.storage.delete(kept.file.name or "")
        raise


def clean_name(name: str, found: FileType) -> str:
    """The file's own name without path, hidden characters or an ending that belies the content."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if unicodedata.category(c) in {"Zl", "Zp", "Zs"} else c for c in name)
    # Cf holds the marks that turn the reading direction round: 'exe.pdf' may be 'fdp.exe'
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cn", "Cs"})
    name = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "", name)).strip(" .")
    ending = PurePosixPath(name).suffix
    if ending.lower() not in found.extensions:
        ending = found.extensions[0]
        name += ending
    stem = name[: -len(ending)].strip(" .") or _("file")
    return stem[: LONGEST_NAME - len(ending)] + ending


def serve(attachment: Attachment) -> FileResponse:
    """The file as a download that no browser will run or show within the site."""
    try:
        opened = attachment.file.open("rb")
    except OSError as error:
        raise Http404(
            _("This file is no longer in the store. Ask whoever attached it to add it again.")
        ) from error
    response = FileResponse(
        opened, as_attachment=True, filename=attachment.name, content_type=attachment.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    # Set here, so the middleware leaves it: far stricter than a page's
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def remove(attachment: Attachment) -> None:
    """Take a file off its record; it can be asked back from the store until `purge`."""
    attachment.removed_at = timezone.now()
    attachment.save(update_fields=["removed_at"])


def purge() -> int:
    """Delete for good what was taken off long ago, for it may hold what people asked to have removed; how many."""
    # Of every partnership: the scoped manager would refuse
    gone = list(Attachment._base_manager.filter(removed_at__lt=timezone.now() - KEPT_AFTER_REMOVAL))
    for attachment in gone:
        attachment.file.storage.delete(attachment.file.name or "")
        attachment.delete()
    return len(gone)
