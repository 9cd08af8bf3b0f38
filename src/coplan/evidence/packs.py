"""A story pack: chosen items as a page, a PDF and a ZIP with their files, frozen with what was in it."""

from __future__ import annotations

import base64
import io
import secrets
import zipfile
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from coplan.evidence import consent, pictures, queries, services
from coplan.evidence.models import Item, Pack, Use
from coplan.kit import frozen, history
from coplan.kit.models import Attachment
from coplan.kit.pdf import style_sheet, tagged

FORMS = services.PACK_FILES


@dataclass(frozen=True)
class Kept:
    """One file of an item as it goes out."""

    item: int
    name: str
    media_type: str
    content: bytes

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def data_uri(self) -> str:
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode()}"


def make(
    *, partnership: Any, items: list[Item], title: str, use: str, to_whom: str, today: date, by: Any
) -> Pack:
    """Freeze the items that may go; one that may not refuses the whole, so that nobody is surprised."""
    if not items:
        raise ValidationError(_("Choose at least one piece of evidence."))
    _going, staying = consent.part(items, use, today)
    if staying:
        raise ValidationError(
            [f"{item.label}: {why}" for item, why in staying]
            + [_("Nothing was made. Take these out, or record the consent first.")]
        )
    kept = [one for item in items for one in _files(item)]
    gathered = _gathered(partnership, items, kept, use, today)
    made = Pack(partnership=partnership, title=title, use=use, to_whom=to_whom, gathered=gathered, by=by)
    files = _drawn(made, kept)
    made.digest = digest_of(gathered, files)
    _store(made, files, items, by)
    return made


def _gathered(partnership: Any, items: list[Item], kept: list[Kept], use: str, today: date) -> dict[str, Any]:
    return {
        "partnership": partnership.name,
        "use": str(Use(use).label),
        "on": today.isoformat(),
        "items": [
            {
                "number": item.number,
                "reference": item.reference,
                "sort": str(item.get_sort_display()),
                "title": item.title,
                "text": item.text,
                "who": consent.attribution(item),
                "collected_on": item.collected_on.isoformat(),
                "source": item.source,
                "shows": item.shows,
                "does_not_show": item.does_not_show,
                "consent": consent.may_leave(item, use, today).words,
                "files": [
                    {"name": one.name, "sha256": sha256(one.content).hexdigest()}
                    for one in kept
                    if one.item == item.number
                ],
            }
            for item in items
        ],
    }


def _files(item: Item) -> list[Kept]:
    """An item's files; pictures without what the camera wrote into them, such as the place."""
    found = []
    for attachment in Attachment.of(item):
        with attachment.file.open("rb") as file:
            content = file.read()
        name, media_type = attachment.name, attachment.media_type
        if media_type.startswith("image/"):
            content, media_type, ending = pictures.without_camera_notes(content)
            name = f"{Path(name).stem}{ending}"
        found.append(Kept(item.number, name, media_type, content))
    return found


def _drawn(made: Pack, kept: list[Kept]) -> dict[str, bytes]:
    page = page_of(made, kept)
    files = {"html": page.encode(), "pdf": tagged(page_of(made, kept, paged=True))}
    return {**files, "zip": _zipped(made, files, kept)}


def page_of(made: Pack, kept: list[Kept], *, paged: bool = False) -> str:
    sheets = ("evidence/pack.css", "evidence/pack_paged.css") if paged else ("evidence/pack.css",)
    # Our own style sheets, not anybody's input
    style = mark_safe("\n".join(style_sheet(name) for name in sheets))  # noqa: S308
    told = [
        {
            **one,
            "day": date_format(date.fromisoformat(one["collected_on"])),
            "pictures": [file for file in kept if file.item == one["number"] and file.is_picture],
            "others": [file.name for file in kept if file.item == one["number"] and not file.is_picture],
        }
        for one in made.gathered["items"]
    ]
    return render_to_string("evidence/pack_file.html", {"pack": made, "items": told, "style": style})


def _zipped(made: Pack, files: dict[str, bytes], kept: list[Kept]) -> bytes:
    """The page, the PDF, the record and every file, each in its item's folder; the same bytes each time."""
    folder = {one["number"]: one["reference"] for one in made.gathered["items"]}
    held = {
        "evidence-pack.html": files["html"],
        "evidence-pack.pdf": files["pdf"],
        "record.json": frozen.canonical(made.gathered),
    }
    for place, one in enumerate(kept, 1):
        held[f"files/{folder[one.item]}/{place:02d} {one.name}"] = one.content
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def digest_of(gathered: dict[str, Any], files: dict[str, bytes]) -> str:
    parts = {"json": frozen.canonical(gathered), **files}
    lines = (f"{sha256(parts[name]).hexdigest()}  pack.{name}\n" for name in ("json", *FORMS))
    return sha256("".join(lines).encode()).hexdigest()


def _store(made: Pack, files: dict[str, bytes], items: list[Item], by: Any) -> None:
    try:
        for name, content in files.items():
            getattr(made, name).save(f"{secrets.token_hex(16)}.{name}", ContentFile(content), save=False)
        with transaction.atomic():
            history.keep(made, by=by)
            services.went_out(
                items=items,
                use=made.use,
                left_in=f"{made.reference} {made.title}",
                to_whom=made.to_whom,
                in_kind=made.kind,
                in_number=made.number,
                by=by,
            )
    except Exception:
        for name in FORMS:
            stored = getattr(made, name)
            if stored:
                stored.storage.delete(stored.name)
        raise


def barred(pack: Pack, today: date) -> list[tuple[Item, str]]:
    """What in the pack may not leave any more: while there is any, its files are not handed out again."""
    numbers = [one.get("number") for one in pack.gathered.get("items", [])]
    _going, staying = consent.part(queries.every_item().filter(number__in=numbers), pack.use, today)
    return staying
