"""Importing a period's figures from a spreadsheet: choose a file, look at what would change, confirm."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from coplan.kit.access import recheck, requires
from coplan.kit.exchange import FORMS, kept
from coplan.kit.exchange.batch import Kind
from coplan.kit.exchange.pages import SHOWN, Tally, UploadForm
from coplan.kit.exchange.reading import BadFile, read
from coplan.returns import actions
from coplan.returns.importing import Batch, Target, template_file
from coplan.returns.models import Return, Round
from coplan.returns.return_views import return_of
from coplan.returns.views import round_of, today_of, trail


@requires(actions.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def into_round(request: HttpRequest, number: int) -> HttpResponse:
    """Figures of every partner of a round, from one file."""
    one: Round = round_of(request, number)
    return _pages(request, Target(one), one.get_absolute_url(), [(one.label, one.get_absolute_url())])


@requires(actions.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def into_return(request: HttpRequest, number: int) -> HttpResponse:
    """Figures of one partner."""
    one: Return = return_of(request, number)
    recheck(request, actions.REPORT, one)
    back = one.get_absolute_url()
    links = [(one.round.label, one.round.get_absolute_url()), (str(one.partner), back)]
    return _pages(request, Target(one.round, one), back, links)


def _pages(request: HttpRequest, target: Target, back: str, links: list[tuple[str, str]]) -> HttpResponse:
    frame = {"target": target, "again": request.path, "cancel": back, "trail": trail(request, *links)}
    if request.method != "POST":
        wanted = request.GET.get("template", "")
        if wanted in FORMS:
            return template_file(target, wanted)
        return _upload(request, frame, UploadForm())
    if "token" in request.POST:
        return _confirm(request, target, frame, back)
    return _look(request, target, frame)


def _upload(request: HttpRequest, frame: dict[str, Any], form: Any, fault: str = "") -> HttpResponse:
    if fault:
        form.add_error("file", fault)
    return render(
        request, "returns/import.html", {**frame, "form": form}, status=422 if form.is_bound else 200
    )


def _look(request: HttpRequest, target: Target, frame: dict[str, Any]) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload(request, frame, form)
    upload = form.cleaned_data["file"]
    content = upload.read()
    try:
        batch = Batch(target, read(content), today_of(request))
    except BadFile as fault:
        return _upload(request, frame, form, str(fault))
    stored = kept.Kept(kept.keep(content), str(upload.name)[-100:], batch.seen)
    return _preview(request, target, frame, batch, stored)


def _preview(
    request: HttpRequest,
    target: Target,
    frame: dict[str, Any],
    batch: Batch,
    upload: kept.Kept,
    said: str = "",
) -> HttpResponse:
    many = Counter(row.kind for row in batch.rows)
    tally = Tally(0, many[Kind.CHANGED], many[Kind.UNCHANGED], many[Kind.ERROR])
    rows = {kind.value: [row for row in batch.rows if row.kind is kind][:SHOWN] for kind in Kind}
    context = {
        **frame,
        "filename": upload.name,
        "said": said,
        "tally": tally,
        "rows": rows,
        "most_shown": SHOWN,
        "token": kept.token(target, request, upload),  # type: ignore[arg-type]
    }
    status = 422 if tally.wrong or said else 200
    return render(request, "kit/register/import_preview.html", context, status=status)


def _confirm(request: HttpRequest, target: Target, frame: dict[str, Any], back: str) -> HttpResponse:
    upload = kept.kept(target, request, request.POST["token"])  # type: ignore[arg-type]
    content = kept.content(upload) if upload else None
    if upload is None or content is None:
        gone = _("The file is no longer kept, or was imported already. Choose it again.")
        return _upload(request, frame, UploadForm(QueryDict(), MultiValueDict()), gone)
    if "cancel" in request.POST:
        upload.discard()
        return redirect(back)
    batch = Batch(target, read(content), today_of(request))
    if batch.seen != upload.seen:
        said = _("Somebody changed some of these figures meanwhile. Look through the differences again.")
        newer = kept.Kept(upload.path, upload.name, batch.seen)
        return _preview(request, target, frame, batch, newer, said)
    if batch.has_faults and "only_good" not in request.POST:
        said = _("Nothing was stored, because some rows are wrong.")
        return _preview(request, target, frame, batch, upload, said)
    if not upload.claim():
        messages.info(request, _("This file is being imported already."))
        return redirect(back)
    try:
        many = batch.store(by=request.user)
    except Exception:
        upload.release()
        raise
    upload.discard()
    told = ngettext("%(n)s figure was imported.", "%(n)s figures were imported.", many) % {"n": many}
    messages.success(
        request, _("%(told)s They are kept as drafts: look through them and send.") % {"told": told}
    )
    return redirect(back)
