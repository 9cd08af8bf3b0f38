"""A map as a workbook, and a workbook as a new map: choose it, look at what it says, keep it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from coplan.engines import InvalidInput, sroi
from coplan.kit.access import requires
from coplan.kit.exchange import kept
from coplan.kit.exchange.pages import tidy_name
from coplan.kit.exchange.reading import BadFile
from coplan.kit.exchange.writing import FORMS
from coplan.kit.forms import KitForm
from coplan.value import actions, queries
from coplan.value.models import Kind
from coplan.value.registers import ValueMaps
from coplan.value.workbook import checking, parsing, reading
from coplan.value.workbook.found import Found
from coplan.value.workbook.saving import import_workbook
from coplan.value.workbook.writing import workbook_of

MAPS = ValueMaps()
MOST_SHOWN = 60


@requires(actions.SEE_VALUE)
@require_GET
def workbook(request: HttpRequest, number: int) -> HttpResponse:
    """The map as an XLSX file with live formulas."""
    value_map = MAPS.get(request, number)
    content = workbook_of(queries.rows_of(value_map), request.standing.today)  # type: ignore[attr-defined]
    response = HttpResponse(content, content_type=FORMS["xlsx"])
    name = slugify(value_map.title) or "value-map"
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


class WorkbookForm(KitForm):
    """The workbook to read, and what the new map is called."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=160, required=False,
        help_text=gettext_lazy("Left empty, the title in the workbook or the file's name is used."),
    )  # fmt: skip
    sort = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices, initial=Kind.FORECAST)
    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy(
            "An XLSX file of up to 5 MB in the column order of Social Value UK's value map."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose the workbook to load"),
            "empty": gettext_lazy("The file is empty. Choose another"),
        },
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > reading.MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Save the value map's sheets alone and try again.")
            )
        return upload


class ChosenForm(forms.Form):
    """What the second step carries besides the kept file."""

    title = forms.CharField(max_length=160)
    sort = forms.ChoiceField(choices=Kind.choices)


@requires(actions.CHANGE_VALUE)
@require_http_methods(["GET", "HEAD", "POST"])
def load_workbook(request: HttpRequest) -> HttpResponse:
    """All three steps at one address."""
    if request.method != "POST":
        return _upload_page(request, WorkbookForm())
    return _confirm(request) if "token" in request.POST else _look(request)


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _frame(request: HttpRequest) -> dict[str, Any]:
    back = MAPS.url("", _slug(request))
    return {
        "trail": [(str(MAPS.title), back)],
        "cancel": back,
        "again": reverse("value:workbook-load", args=[_slug(request)]),
    }


def _upload_page(request: HttpRequest, form: WorkbookForm, fault: str = "") -> HttpResponse:
    if fault:
        form.add_error("file", fault)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "value/workbook_load.html", {**_frame(request), "form": form}, status=status)


def _look(request: HttpRequest) -> HttpResponse:
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form)
    upload = form.cleaned_data["file"]
    content, name = upload.read(), tidy_name(upload.name)
    try:
        book = reading.read(content)
        found = parsing.parse(book)
    except BadFile as fault:
        return _upload_page(request, form, str(fault))
    title = form.cleaned_data["title"] or found.title or name.rsplit(".", 1)[0]
    waiting = kept.Kept(kept.keep(content), name, "")
    chosen = {"title": title[:160], "sort": form.cleaned_data["sort"]}
    return _preview(request, waiting, book, found, chosen)


def _preview(
    request: HttpRequest,
    waiting: kept.Kept,
    book: reading.Book,
    found: Found,
    chosen: dict[str, str],
    said: str = "",
) -> HttpResponse:
    result, faults = _worked_out(found)
    told = checking.claims(book, found, result) if result else ()
    context = {
        **_frame(request),
        "filename": waiting.name,
        "found": found,
        "lines": list(zip(found.outcomes, result.outcomes, strict=True))[:MOST_SHOWN] if result else [],
        "many": len(found.outcomes),
        "most_shown": MOST_SHOWN,
        "faults": faults,
        "notices": [*found.notices, *parsing.marks(found)],
        "claims": told,
        "differ": any(not claim.agrees and claim.theirs is not None for claim in told),
        "reasons": list(checking.reasons(found, told, result)) if result else [],
        "result": result,
        "token": kept.token(MAPS, request, waiting),
        "chosen": chosen,
        "kind": dict(Kind.choices)[chosen["sort"]],
        "said": said,
    }
    context["trail"].append((_("Load a workbook"), context["again"]))
    status = 422 if found.wrong or faults or said else 200
    return render(request, "value/workbook_preview.html", context, status=status)


def _worked_out(found: Found) -> tuple[sroi.Result | None, list[str]]:
    try:
        return sroi.calculate(found.value_map), []
    except InvalidInput as refused:
        return None, [_fault_words(fault.path, fault.message, found) for fault in refused.faults[:20]]


def _fault_words(path: str, message: str, found: Found) -> str:
    if path == "inputs":
        return _(
            "Inputs: the workbook has none above £0. Fill in the column 'Inputs: value £' in at least one row."
        )
    if path == "outcomes":
        return _("Outcomes: no row could be taken.")
    return f"{path}: {message}"


def _confirm(request: HttpRequest) -> HttpResponse:
    waiting = kept.kept(MAPS, request, request.POST["token"])
    content = kept.content(waiting) if waiting else None
    form = ChosenForm(request.POST)
    if waiting is None or content is None or not form.is_valid():
        gone = _("The file is no longer kept, or was loaded already. Choose it again.")
        return _upload_page(request, WorkbookForm({}, {}), gone)
    if "cancel" in request.POST:
        waiting.discard()
        return redirect(MAPS.url("", _slug(request)))
    book = reading.read(content)
    found = parsing.parse(book)
    chosen = form.cleaned_data
    if found.wrong and "only_good" not in request.POST:
        said = _("Nothing was stored, because some cells are wrong.")
        return _preview(request, waiting, book, found, chosen, said)
    return _store(request, waiting, book, found, chosen)


def _store(
    request: HttpRequest, waiting: kept.Kept, book: reading.Book, found: Found, chosen: dict[str, str]
) -> HttpResponse:
    if not waiting.claim():
        messages.info(request, _("This workbook is being loaded already."))
        return redirect(MAPS.url("", _slug(request)))
    try:
        made = import_workbook(
            partnership=request.partnership,  # type: ignore[attr-defined]
            found=found,
            title=chosen["title"],
            sort=chosen["sort"],
            filename=waiting.name,
            by=request.user,
        )
    except ValidationError as error:
        waiting.release()
        return _preview(request, waiting, book, found, chosen, " ".join(error.messages))
    except Exception:
        waiting.release()
        raise
    waiting.discard()
    left = len({(wrong.sheet, wrong.row) for wrong in found.wrong})
    told = [_("%(label)s was loaded from the workbook.") % {"label": made.label}]
    if left:
        words = ngettext("%(many)s row was left out.", "%(many)s rows were left out.", left)
        told.append(words % {"many": left})
    messages.success(request, " ".join(told))
    return redirect(made.get_absolute_url())
