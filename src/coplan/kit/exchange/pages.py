"""The import page: choose a file, look at what would change, confirm."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coplan.kit.exchange import kept, writing
from coplan.kit.exchange.batch import Batch, ChangedMeanwhile, Checked, Kind, NothingStored
from coplan.kit.exchange.matching import form_hint
from coplan.kit.exchange.reading import MOST_BYTES, BadFile, read
from coplan.kit.forms import KitForm

if TYPE_CHECKING:
    from coplan.kit.registers import Register

SHOWN = 200


class UploadForm(KitForm):
    """The file to import."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet to import"),
        help_text=gettext_lazy("An XLSX or CSV file of up to 10 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.tsv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose the spreadsheet to import"),
            "empty": gettext_lazy("The file is empty. Choose another"),
        },
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it into smaller files."))
        return upload


def import_page(register: Register, request: HttpRequest) -> HttpResponse:
    """All three steps at one address."""
    if request.method != "POST":
        wanted = request.GET.get("template", "")
        if wanted in writing.FORMS:
            return writing.template(register, request, wanted)
        return _upload_page(register, request, UploadForm())
    if "token" in request.POST:
        return _confirm(register, request)
    return _look(register, request)


def _upload_page(register: Register, request: HttpRequest, form: UploadForm, fault: str = "") -> HttpResponse:
    if fault:
        form.add_error("file", fault)
    blank: Any = register.form_for(request, register.blank(request))
    columns = [
        (column.heading, form_hint(blank.fields[column.name]), blank.fields[column.name].required)
        for column in writing.file_columns(register)
        if column.name in blank.fields
    ]
    context = {**_frame(register, request), "form": form, "columns": columns}
    return render(request, "kit/register/import.html", context, status=422 if form.is_bound else 200)


def _frame(register: Register, request: HttpRequest) -> dict[str, Any]:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    back = register.url("", slug)
    return {
        "register": register,
        "trail": [(register.title, back)],
        "cancel": back,
        "again": register.url("import", slug),
    }


def _look(register: Register, request: HttpRequest) -> HttpResponse:
    """Step 1: read the file and show what it would do."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(register, request, form)
    upload = form.cleaned_data["file"]
    content, name = upload.read(), tidy_name(upload.name)
    try:
        batch = Batch(register, request, read(content), name)
    except BadFile as fault:
        return _upload_page(register, request, form, str(fault))
    for wrong in batch.faults():
        form.add_error("file", wrong)
    if form.errors:
        return _upload_page(register, request, form)
    rows = batch.check()
    return _preview(register, request, batch, kept.Kept(kept.keep(content), name, batch.seen), rows)


def tidy_name(name: str) -> str:
    """A file's name fit for a sentence in the history."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if unicodedata.category(c)[0] != "C")[:100]


@dataclass(frozen=True)
class Tally:
    """How many rows would do what."""

    new: int
    changed: int
    unchanged: int
    wrong: int

    @property
    def good(self) -> int:
        return self.new + self.changed


def _tally(rows: list[Checked]) -> Tally:
    many = Counter(row.kind for row in rows)
    return Tally(many[Kind.NEW], many[Kind.CHANGED], many[Kind.UNCHANGED], many[Kind.ERROR])


def _preview(
    register: Register,
    request: HttpRequest,
    batch: Batch,
    upload: kept.Kept,
    rows: list[Checked],
    said: str = "",
) -> HttpResponse:
    tally = _tally(rows)
    parts = {
        kind.value: [row for row in rows if row.kind is kind][:SHOWN]
        for kind in (Kind.ERROR, Kind.CHANGED, Kind.NEW)
    }
    context = {
        **_frame(register, request),
        "filename": upload.name,
        "notices": batch.plan.notices,
        "said": said,
        "tally": tally,
        "rows": parts,
        "most_shown": SHOWN,
        "token": kept.token(register, request, upload),
    }
    context["trail"].append((_("Import"), context["again"]))
    status = 422 if tally.wrong or said else 200
    return render(request, "kit/register/import_preview.html", context, status=status)


def _confirm(register: Register, request: HttpRequest) -> HttpResponse:
    """Step 2: store the rows of the kept file, after looking at them all again."""
    upload = kept.kept(register, request, request.POST["token"])
    content = kept.content(upload) if upload else None
    if upload is None or content is None:
        gone = _("The file is no longer kept, or was imported already. Choose it again.")
        return _upload_page(register, request, UploadForm(QueryDict(), MultiValueDict()), gone)
    if "cancel" in request.POST:
        upload.discard()
        return redirect(register.url("", request.partnership.slug))  # type: ignore[attr-defined]
    batch = Batch(register, request, read(content), upload.name)
    return _store(register, request, batch, upload)


def _store(register: Register, request: HttpRequest, batch: Batch, upload: kept.Kept) -> HttpResponse:
    back = redirect(register.url("", request.partnership.slug))  # type: ignore[attr-defined]
    if not upload.claim():
        messages.info(request, _("This file is being imported already."))
        return back
    try:
        rows = batch.store(only_good="only_good" in request.POST, seen=upload.seen)
    except ChangedMeanwhile:
        upload.release()
        said = _("Somebody changed some of these records meanwhile. Look through the differences again.")
        newer = kept.Kept(upload.path, upload.name, batch.seen)
        return _preview(register, request, batch, newer, batch.check(), said)
    except NothingStored as stopped:
        upload.release()
        said = _("Nothing was stored, because some rows are wrong.")
        return _preview(register, request, batch, upload, stopped.rows, said)
    except Exception:
        upload.release()
        raise
    upload.discard()
    messages.success(request, _told(_tally(rows)))
    return back


def _told(tally: Tally) -> str:
    added = ngettext("%(many)s row added", "%(many)s rows added", tally.new) % {"many": tally.new}
    changed = _("%(many)s changed") % {"many": tally.changed}
    left = _("%(many)s left out because of mistakes") % {"many": tally.wrong} if tally.wrong else ""
    return f"{', '.join(filter(None, (added, changed, left)))}."
