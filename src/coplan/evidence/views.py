"""Pages that are not registers: by outcome, pictures, withdrawing, erasing, packs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coplan.evidence import actions, consent, packs, pictures, queries, services
from coplan.evidence.forms import EraseForm, PackForm, UseForm, WithdrawForm
from coplan.evidence.models import Pack, Use
from coplan.evidence.registers import Consents, Items
from coplan.kit.access import allowed, requires
from coplan.kit.models import Attachment
from coplan.kit.shell import say

TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "zip": "application/zip"}


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _today(request: HttpRequest) -> Any:
    return request.standing.today  # type: ignore[attr-defined]


def _trail(request: HttpRequest, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(Items.title, Items.url("", _slug(request))), *more]


@requires(actions.SEE_EVIDENCE)
@require_GET
def by_outcome(request: HttpRequest) -> HttpResponse:
    """Each outcome with what people say of it; the gaps first in words."""
    rows = queries.by_outcome(request.standing)  # type: ignore[attr-defined]
    context = {
        "rows": rows,
        "gaps": [row for row in rows if row.is_gap],
        "today": _today(request),
        "may_add": allowed(request, actions.CHANGE_EVIDENCE),
        "add_url": Items.url("add", _slug(request)),
        "trail": _trail(request),
    }
    return render(request, "evidence/by_outcome.html", context)


@requires(actions.SEE_EVIDENCE)
@require_GET
def picture(request: HttpRequest, number: int) -> HttpResponse:
    """The newest picture of an item, small and without the camera's notes."""
    item = Items().get(request, number)
    found = Attachment.of(item).filter(media_type__startswith="image/").order_by("-at", "-pk").first()
    if found is None:
        raise Http404
    try:
        with found.file.open("rb") as file:
            content, media_type = pictures.thumbnail(file.read())
    except OSError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Kept by no browser: a picture whose consent is withdrawn must be gone at once
    response["Cache-Control"] = "private, no-store"
    return response


@requires(actions.CHANGE_CONSENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody takes their consent back: it counts no more from this moment."""
    record = Consents().get(request, number)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST":
        form = WithdrawForm(request.POST)
        if form.is_valid() and _withdrawn(request, record, form):
            return redirect(record.get_absolute_url())
    context = {
        "record": record,
        "form": form,
        "departures": queries.departures_of(record.item),
        "trail": _trail(request, (record.item.label, record.item.get_absolute_url())),
    }
    return render(request, "evidence/withdraw.html", context, status=422 if form.errors else 200)


def _withdrawn(request: HttpRequest, record: Any, form: WithdrawForm) -> bool:
    try:
        services.withdraw(
            consent=record, reason=form.cleaned_data["reason"], today=_today(request), by=request.user
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    say(request, _("The consent was withdrawn. From now on the item stays inside."))
    return True


@requires(actions.ERASE_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """Wipe an item for good."""
    item = Items().get(request, number)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase(item=item, today=_today(request), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            say(request, _("It was wiped for good."))
            return redirect(item.get_absolute_url())
    context = {
        "record": item,
        "form": form,
        "departures": queries.departures_of(item),
        "trail": _trail(request, (item.label, item.get_absolute_url())),
    }
    return render(request, "evidence/erase.html", context, status=422 if form.errors else 200)


@requires(actions.SEE_CONSENTS)
@require_GET
def pack_list(request: HttpRequest) -> HttpResponse:
    """Every pack that left, the newest first."""
    context = {
        "packs": Pack.objects.select_related("by").order_by("-at", "-number"),
        "may_make": allowed(request, actions.MAKE_PACKS),
        "make_url": reverse("evidence:pack-make", args=[_slug(request)]),
        "trail": _trail(request),
    }
    return render(request, "evidence/packs.html", context)


@requires(actions.MAKE_PACKS)
@require_http_methods(["GET", "HEAD", "POST"])
def make_pack(request: HttpRequest) -> HttpResponse:
    """First what it is for, then what may go for that; the rest is shown with its reason."""
    sent = request.POST if request.method == "POST" else request.GET
    asked = UseForm(sent if "use" in sent else None)
    trail = _trail(request, (_("Evidence packs"), reverse("evidence:packs", args=[_slug(request)])))
    if not asked.is_valid():
        status = 422 if asked.is_bound else 200
        return render(request, "evidence/pack_use.html", {"form": asked, "trail": trail}, status=status)
    use, today = asked.cleaned_data["use"], _today(request)
    going, staying = consent.part(queries.items().filter(erased_on=None), use, today)
    form = PackForm(request.POST if request.method == "POST" else None, items=going)
    if request.method == "POST" and form.is_valid():
        made = _made(request, form, going, use)
        if made is not None:
            say(request, _("The pack was made. What is in it will not change."))
            return redirect(made.get_absolute_url())
    context = {
        "form": form,
        "use": Use(use),
        "going": going,
        "staying": staying,
        "trail": trail,
        "again": reverse("evidence:pack-make", args=[_slug(request)]),
    }
    return render(request, "evidence/pack_make.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, form: PackForm, going: list[Any], use: str) -> Pack | None:
    chosen = set(form.cleaned_data["items"])
    try:
        return packs.make(
            partnership=request.partnership,  # type: ignore[attr-defined]
            items=[item for item in going if str(item.number) in chosen],
            title=form.cleaned_data["title"],
            use=use,
            to_whom=form.cleaned_data["to_whom"],
            today=_today(request),
            by=request.user,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _pack(number: int) -> Pack:
    found: Pack | None = Pack.objects.select_related("by").filter(number=number).first()
    if found is None:
        raise Http404
    return found


@requires(actions.SEE_CONSENTS)
@require_GET
def pack(request: HttpRequest, number: int) -> HttpResponse:
    """What left, when, by whom and for what; and whether it still may."""
    found = _pack(number)
    context = {
        "pack": found,
        "items": found.gathered.get("items", []),
        "barred": packs.barred(found, _today(request)),
        "files": [
            (form, reverse("evidence:pack-file", args=[_slug(request), number, form])) for form in TYPES
        ],
        "trail": _trail(request, (_("Evidence packs"), reverse("evidence:packs", args=[_slug(request)]))),
    }
    return render(request, "evidence/pack.html", context)


@requires(actions.SEE_CONSENTS)
@require_GET
def pack_file(request: HttpRequest, number: int, form: str) -> HttpResponse | FileResponse:
    """The stored file; not once somebody in it has taken their consent back."""
    if form not in TYPES:
        raise Http404
    found = _pack(number)
    if found.emptied_on or packs.barred(found, _today(request)):
        told = _("The pack holds what may not leave any more. Its page says what; make another without it.")
        context = {"told": told, "pack": found, "trail": _trail(request)}
        return render(request, "evidence/barred.html", context, status=409)
    try:
        opened = getattr(found, form).open("rb")
    except (OSError, ValueError) as error:
        raise Http404(_("This file is no longer in the store. Make the pack again.")) from error
    name = f"{slugify(found.title)}-{found.reference.lower()}.{form}"
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=TYPES[form])
    response["X-Content-Type-Options"] = "nosniff"
    # Set here, so the middleware leaves it: nothing in a stored file may run
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
