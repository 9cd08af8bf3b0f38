"""Bringing in a finance export: choose the file, say which column is what, look, store; and take it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from coplan.kit.access import allowed, recheck, requires
from coplan.kit.exchange import kept
from coplan.kit.exchange.pages import UploadForm
from coplan.kit.exchange.reading import BadFile, Sheet, read
from coplan.kit.forms import KitForm, show_faults
from coplan.money import actions, ledger, queries, services
from coplan.money.forms import UndoForm
from coplan.money.ledger import LEAVE_OUT, NEEDED, PARTS, Kind, Ledger
from coplan.money.models import LedgerImport
from coplan.money.registers import Budget
from coplan.money.views import BOTH

SHOWN = 200
MOST_CODES = 150


class _Place:
    """What an upload that waits is bound to, besides the person and the partnership."""

    @staticmethod
    def name() -> str:
        return "money:ledger"


_PLACE: Any = _Place()


class ColumnsForm(KitForm):
    """Which column of the file is what."""

    def __init__(self, data: Any, sheet: Sheet, known: dict[str, int]) -> None:
        super().__init__(data, prefix="column")
        named = [
            (str(at), heading or _("Column %(n)s") % {"n": at + 1})
            for at, heading in enumerate(sheet.headings)
        ]
        for part, label in PARTS.items():
            needed = part in NEEDED
            none = (
                []
                if needed and part in known
                else [("", _("Choose one") if needed else _("Not in the file"))]
            )
            self.fields[part] = forms.ChoiceField(
                label=label, choices=[*none, *named], required=needed, initial=str(known.get(part, ""))
            )

    @property
    def places(self) -> dict[str, int]:
        return {part: int(at) for part, at in self.cleaned_data.items() if at != ""}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        chosen = [at for at in data.values() if at != ""]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("One column was chosen twice. Choose another for one of them."))
        return data


class CodesForm(KitForm):
    """Which line each cost code stands for."""

    def __init__(self, data: Any, book: Ledger) -> None:
        super().__init__(data, prefix="code")
        self.codes = book.codes[:MOST_CODES]
        for at, (code, year) in enumerate(self.codes):
            lines = [
                (str(one.number), ledger.line_words(one)) for one in book.lines.values() if one.year == year
            ]
            known = book.line_of(code, year)
            self.fields[f"c{at}"] = forms.ChoiceField(
                label=ledger.code_words(code, year),
                choices=[("", _("Choose a line")), *lines, (LEAVE_OUT, _("Leave these rows out"))],
                required=False,
                initial=str(known.number) if known is not None else "",
            )

    @property
    def chosen(self) -> dict[tuple[str, int], str]:
        told = ((pair, self.cleaned_data.get(f"c{at}", "")) for at, pair in enumerate(self.codes))
        return {pair: picked for pair, picked in told if picked}


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    slug = request.partnership.slug  # type: ignore[attr-defined]
    return [
        (str(Budget.title), reverse("money:budget", args=[slug])),
        (_("From the accounts"), reverse("money:budget-ledger", args=[slug])),
    ]


@requires(actions.SEE_BUDGET)
@require_http_methods(BOTH)
def imports(request: HttpRequest) -> HttpResponse:
    """The imports so far, and all steps of a new one, at one address."""
    if request.method != "POST":
        return _start(request, UploadForm())
    recheck(request, actions.CHANGE_BUDGET, None)
    return _go_on(request) if "token" in request.POST else _take_file(request)


def _start(request: HttpRequest, form: UploadForm, fault: str = "") -> HttpResponse:
    if fault:
        form.add_error("file", fault)
    context = {
        "form": form,
        "imports": list(LedgerImport.objects.select_related("by", "undone_by").order_by("-number")[:50]),
        "may_change": allowed(request, actions.CHANGE_BUDGET),
        "has_lines": queries.lines().exists(),
        "trail": _trail(request)[:1],
    }
    return render(request, "money/ledger.html", context, status=422 if form.is_bound else 200)


def _take_file(request: HttpRequest) -> HttpResponse:
    """Step 1: keep the file and ask which column is what."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start(request, form)
    upload = form.cleaned_data["file"]
    content = upload.read()
    try:
        sheet = read(content)
    except BadFile as fault:
        return _start(request, form, str(fault))
    name = upload.name.replace("\\", "/").rsplit("/", 1)[-1][:100]
    waiting = kept.Kept(kept.keep(content), name, "")
    known = ledger.guess(sheet.headings, queries.rules().columns)
    columns = ColumnsForm(None, sheet, known)
    if all(part in known for part in NEEDED):
        # Everything is known: show what the file would do, with the columns to put right above it
        sent = {f"column-{part}": str(known.get(part, "")) for part in PARTS}
        columns = ColumnsForm(sent, sheet, known)
        if columns.is_valid():
            return _look(request, waiting, sheet, columns)
    return _ask_columns(request, waiting, sheet, columns)


def _ask_columns(request: HttpRequest, upload: kept.Kept, sheet: Sheet, columns: ColumnsForm) -> HttpResponse:
    context = {
        "columns": columns,
        "filename": upload.name,
        "token": kept.token(_PLACE, request, upload),
        "headings": sheet.headings,
        "samples": [found for _row, found in sheet.rows[:5]],
        "trail": _trail(request),
    }
    return render(request, "money/ledger_columns.html", context, status=422 if columns.errors else 200)


def _go_on(request: HttpRequest) -> HttpResponse:
    """Steps 2 and 3: the columns are chosen; then the codes; then the rows are stored."""
    upload = kept.kept(_PLACE, request, request.POST["token"])
    content = kept.content(upload) if upload else None
    if upload is None or content is None:
        gone = _("The file is no longer kept, or was imported already. Choose it again.")
        return _start(request, UploadForm(QueryDict(), MultiValueDict()), gone)
    if "cancel" in request.POST:
        upload.discard()
        return redirect(reverse("money:budget-ledger", args=[request.partnership.slug]))  # type: ignore[attr-defined]
    sheet = read(content)
    columns = ColumnsForm(request.POST, sheet, {})
    if not columns.is_valid() or "columns" in request.POST:
        return _ask_columns(request, upload, sheet, columns)
    if "store" in request.POST or "only_good" in request.POST:
        return _store(request, upload, sheet, columns)
    return _look(request, upload, sheet, columns, request.POST)


def _read(request: HttpRequest, sheet: Sheet, columns: ColumnsForm, data: Any) -> tuple[Ledger, CodesForm]:
    """The file as the chosen columns and codes have it."""
    today = request.standing.today  # type: ignore[attr-defined]
    lines = list(queries.lines())
    book = Ledger(sheet, columns.places, lines, today)
    sent = data if data is not None and any(key.startswith("code-") for key in data) else None
    codes = CodesForm(sent, book)
    if sent is not None and codes.is_valid():
        book = Ledger(sheet, columns.places, lines, today, codes.chosen)
    return book, codes


def _look(
    request: HttpRequest,
    upload: kept.Kept,
    sheet: Sheet,
    columns: ColumnsForm,
    data: Any = None,
    said: str = "",
) -> HttpResponse:
    book, codes = _read(request, sheet, columns, data)
    tally = {kind.value: book.count(kind) for kind in Kind}
    bad = tally["wrong"] + tally["waiting"]
    context = {
        "columns": columns,
        "codes": codes,
        "tally": tally,
        "is_clean": not bad,
        "rows": [one for one in book.rows if one.kind is not Kind.WRONG][:SHOWN],
        "wrong": [one for one in book.rows if one.kind is Kind.WRONG][:SHOWN],
        "many": len(book.rows),
        "most": SHOWN,
        "total": sum((one.amount for one in book.good), queries.NOTHING),
        "filename": upload.name,
        "token": kept.token(_PLACE, request, upload),
        "said": said,
        "trail": _trail(request),
    }
    return render(
        request, "money/ledger_preview.html", context, status=422 if tally["wrong"] or said else 200
    )


def _store(request: HttpRequest, upload: kept.Kept, sheet: Sheet, columns: ColumnsForm) -> HttpResponse:
    book, _codes = _read(request, sheet, columns, request.POST)
    if not book.good:
        return _look(request, upload, sheet, columns, request.POST, _("There is no row to import."))
    waiting = book.count(Kind.WRONG) + book.count(Kind.WAITING)
    if waiting and "only_good" not in request.POST:
        said = _("Nothing was stored, because some rows are wrong or have no line yet.")
        return _look(request, upload, sheet, columns, request.POST, said)
    if not upload.claim():
        messages.info(request, _("This file is being imported already."))
        return redirect(reverse("money:budget-ledger", args=[request.partnership.slug]))  # type: ignore[attr-defined]
    try:
        batch = _bring_in(request, upload.name, book, sheet, columns)
    except ValidationError as refused:
        upload.release()
        return _look(request, upload, sheet, columns, request.POST, " ".join(refused.messages))
    except Exception:
        upload.release()
        raise
    upload.discard()
    many = len(book.good)
    told = ngettext("%(n)s entry was imported.", "%(n)s entries were imported.", many) % {"n": many}
    messages.success(request, told)
    return redirect(batch.get_absolute_url())


def _bring_in(
    request: HttpRequest, filename: str, book: Ledger, sheet: Sheet, columns: ColumnsForm
) -> LedgerImport:
    owner = request.partnership  # type: ignore[attr-defined]
    named = {part: sheet.headings[at] for part, at in columns.places.items()}
    if queries.rules().columns != named:
        services.settle(
            partnership=owner, by=request.user, why=_("Imported from %s") % filename, columns=named
        )
    told = {pair: book.line_of(*pair) for pair in book.codes if book.chosen.get(pair) != LEAVE_OUT}
    services.remember_codes(
        partnership=owner,
        codes={pair: line for pair, line in told.items() if line is not None},
        by=request.user,
    )
    today = request.standing.today  # type: ignore[attr-defined]
    return services.bring_in(
        partnership=owner, filename=filename, rows=book.good, today=today, by=request.user
    )


@requires(actions.SEE_BUDGET)
@require_http_methods(BOTH)
def one_import(request: HttpRequest, number: int) -> HttpResponse:
    """One import with its entries; whoever may change the budget takes it back here."""
    batch = LedgerImport.objects.filter(number=number).select_related("by", "undone_by").first()
    if batch is None:
        raise Http404
    form = UndoForm(request.POST or None)
    if request.method == "POST":
        recheck(request, actions.CHANGE_BUDGET, batch)
        if form.is_valid():
            try:
                many = services.undo(batch=batch, reason=form.cleaned_data["reason"], by=request.user)
            except ValidationError as refused:
                show_faults(form, refused)
            else:
                told = ngettext("%(n)s entry was taken back.", "%(n)s entries were taken back.", many)
                messages.success(request, told % {"n": many})
                return redirect(batch.get_absolute_url())
    found = list(queries.entries().filter(batch=batch))
    context = {
        "record": batch,
        "entries": found[:SHOWN],
        "many": len(found),
        "total": sum((one.amount for one in found), queries.NOTHING),
        "form": form,
        "may_change": allowed(request, actions.CHANGE_BUDGET) and batch.undone_at is None,
        "trail": _trail(request),
    }
    return render(request, "money/ledger_import.html", context, status=422 if form.errors else 200)
