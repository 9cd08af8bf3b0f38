"""The pages of a Register. Each function takes the register and returns one view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.kit import attachments, exchange, history, shell, tables
from coplan.kit.access import ACTIONS, allowed, recheck
from coplan.kit.forms import readable
from coplan.kit.models import Attachment, Comment, queue
from coplan.kit.register_forms import Merge, merge

if TYPE_CHECKING:
    from coplan.kit.registers import Register

View = Callable[..., HttpResponse]
DISCUSS = "partnerships.discuss"
MOST_PRINTED = 2000


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _trail(register: Register, request: HttpRequest, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(register.title, register.url("", _slug(request))), *more]


def listing(register: Register) -> View:
    @require_GET
    def view(request: HttpRequest) -> HttpResponse:
        chosen, found = register.filtered(request)
        printing = "print" in request.GET
        found, left_out = register.leaving(request, found) if printing else (found, "")
        more = register.list_context(request, found)
        page = None if printing else register.page(request, found, more.get("total"))
        shown = found[:MOST_PRINTED] if page is None else page.object_list
        sort = register.sort_of(request)
        columns, slug = register.all_columns(), _slug(request)
        context = {
            "register": register,
            "filters": chosen,
            "page": page,
            "headings": tables.headings(columns, register.model, sort, request.GET),
            "rows": tables.body(columns, register.model, shown, _row_url(register, slug)),
            "may_add": register.can_add and register.may_change(request),
            "asked": any(value for name, value in request.GET.items() if name not in {"page", "sort"}),
            "query": request.GET.get("q", ""),
            "in_bin": register.shows_bin(request),
            "address": _addresses(register, slug),
            "printing": printing,
            "left_out": left_out,
            **more,
        }
        return render(request, register.list_template, context)

    return view


def _row_url(register: Register, slug: str) -> Callable[[Any], str]:
    # One reverse for the page, not one for each row
    pattern = register.url("detail", slug, 0)
    head, tail = pattern.rsplit("0", 1)
    return lambda record: f"{head}{record.number}{tail}"


def _addresses(register: Register, slug: str) -> dict[str, str]:
    found = {"list": register.url("", slug)}
    found |= {form: register.url("export", slug, form) for form in ("csv", "xlsx")}
    if register.can_add:
        found["add"] = register.url("add", slug)
    if register.can_add and register.can_import:
        found["import"] = register.url("import", slug)
    return found


def export(register: Register) -> View:
    @require_GET
    def view(request: HttpRequest, form: str) -> HttpResponse:
        if form not in exchange.FORMS:
            raise Http404
        _chosen, found = register.filtered(request)
        leaving, left_out = register.leaving(request, found)
        return exchange.export(register, request, leaving, form, left_out)

    return view


def detail(register: Register) -> View:
    @require_GET
    def view(request: HttpRequest, number: int) -> HttpResponse:
        record = register.get(request, number)
        slug = _slug(request)
        context = {
            "register": register,
            "record": record,
            "facts": _facts(register, record),
            "may_change": register.may_change(request, record),
            "may_discuss": allowed(request, DISCUSS, record),
            "history": history.entries(record),
            "comments": list(Comment.of(record)),
            "files": list(Attachment.of(record)),
            "attachment_rule": attachments.rule(),
            "address": {
                part: register.url(part, slug, number) for part in ("edit", "remove", "comment", "attach")
            },
            "trail": _trail(register, request),
            **register.detail_context(request, record),
        }
        return render(request, register.detail_template, context)

    return view


def _facts(register: Register, record: Any) -> list[tuple[str, str]]:
    """Every declared field with its value in words."""
    return [
        (column.heading(register.model), column.text(record)) for column in tables.as_columns(register.fields)
    ]


def add(register: Register) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        record = register.blank(request)
        if request.method != "POST":
            return _form_page(register, request, register.form_for(request, record, None))
        with transaction.atomic():
            queue(record.partnership_id)
            form = register.form_for(request, record, request.POST)
            if not form.is_valid():
                return _form_page(register, request, form)
            _save(register, request, form, added=True)
        messages.success(request, _("%(label)s was added.") % {"label": form.instance.label})
        return redirect(form.instance.get_absolute_url())

    return view


def _save(register: Register, request: HttpRequest, form: Any, *, added: bool) -> None:
    history.note(form.instance, by=request.user, why=form.cleaned_data.get("why", ""))
    form.save()
    register.saved(request, form.instance, added=added)
    recheck(request, register.change_action, form.instance)
    register.found_again(request, form.instance)


def _form_page(
    register: Register, request: HttpRequest, form: Any, record: Any = None, merged: Merge | None = None
) -> HttpResponse:
    trail = _trail(register, request)
    if record is not None:
        trail.append((record.label, record.get_absolute_url()))
    context = {
        "register": register,
        "form": form,
        "record": record,
        "merged": merged,
        "trail": trail,
        "cancel": trail[-1][1],
    }
    status = 422 if form.is_bound and (form.errors or merged) else 200
    return render(request, "kit/register/form.html", context, status=status)


def edit(register: Register) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, number: int) -> HttpResponse:
        record = register.get_to_change(request, number)
        if request.method != "POST":
            return _form_page(register, request, register.form_for(request, record), record)
        with transaction.atomic():
            queue(record.partnership_id)
            return _save_edit(register, request, number)

    return view


def _save_edit(register: Register, request: HttpRequest, number: int) -> HttpResponse:
    record = register.get_to_change(request, number)
    current = register.get_to_change(request, number)
    form: Any = register.form_for(request, record, request.POST)
    valid = form.is_valid()
    if request.POST.get("version", "") != str(current.version):
        merged = merge(form, current)
        again = register.form_for(request, register.get(request, number), merged.data)
        return _form_page(register, request, again, current, merged)
    if not valid:
        return _form_page(register, request, form, current)
    if set(form.changed_data) - {"why", "version"}:
        form.instance.version += 1
        _save(register, request, form, added=False)
        messages.success(request, _("%(label)s was saved.") % {"label": form.instance.label})
    return redirect(form.instance.get_absolute_url())


def remove(register: Register) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, number: int) -> HttpResponse:
        if request.method != "POST":
            record = register.get_to_change(request, number)
            return _may_it_go(register, request, record, _in_the_way(register, request, record))
        with transaction.atomic():
            queue(request.partnership.pk)  # type: ignore[attr-defined]
            record = register.get_to_change(request, number)
            in_the_way = _in_the_way(register, request, record)
            if any(in_the_way.values()):
                return _may_it_go(register, request, record, in_the_way)
            history.note(record, by=request.user, why=readable(request.POST.get("why", "")))
            record.remove()
        undo = reverse(register.name("restore"), args=[_slug(request), number])
        text = _("%(label)s was moved to the recycle bin.") % {"label": record.label}
        shell.say(request, text, undo=undo)
        return redirect(register.url("", _slug(request)))

    return view


def _in_the_way(register: Register, request: HttpRequest, record: Any) -> dict[str, Any]:
    return {"resting": register.resting(record), "refusal": register.refusal(request, record)}


def _may_it_go(
    register: Register, request: HttpRequest, record: Any, in_the_way: dict[str, Any]
) -> HttpResponse:
    """The question, or why not."""
    trail = _trail(register, request, (record.label, record.get_absolute_url()))
    context = {"register": register, "record": record, "trail": trail, **in_the_way}
    status = 409 if request.method == "POST" else 200
    return render(request, "kit/register/remove.html", context, status=status)


def restore(register: Register) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, number: int) -> HttpResponse:
        record = register.get_to_change(request, number, removed=True)
        if request.method != "POST":
            context = {"register": register, "record": record, "trail": _trail(register, request)}
            return render(request, "kit/register/restore.html", context)
        history.note(record, by=request.user)
        try:
            record.full_clean()
        except ValidationError as refused:
            # Something else has taken its place meanwhile
            told = {"label": record.label, "why": " ".join(refused.messages)}
            messages.error(request, _("%(label)s cannot be put back: %(why)s") % told)
            return redirect(f"{register.url('', _slug(request))}?removed=1")
        record.restore()
        messages.success(request, _("%(label)s was put back.") % {"label": record.label})
        return redirect(record.get_absolute_url())

    return view


def comment(register: Register) -> View:
    @require_POST
    def view(request: HttpRequest, number: int) -> HttpResponse:
        record = register.get(request, number)
        recheck(request, ACTIONS[DISCUSS], record)
        text = readable(request.POST.get("text", "")).strip()
        if not text or len(text) > 4000:
            messages.error(request, _("Enter a comment of 1 to 4,000 characters."))
        else:
            Comment.objects.create(
                partnership_id=record.partnership_id,
                kind=record.kind,
                record_id=record.pk,
                by=request.user,
                text=text,
            )
        return redirect(f"{record.get_absolute_url()}#comments")

    return view


def attach(register: Register) -> View:
    @require_POST
    def view(request: HttpRequest, number: int) -> HttpResponse:
        record = register.get_to_change(request, number)
        fault = attachments.add(record, request.FILES.get("file"), by=request.user)
        if fault:
            messages.error(request, fault)
        return redirect(f"{record.get_absolute_url()}#files")

    return view


def _file_of(record: Any, number: int) -> Attachment:
    found: Attachment | None = Attachment.of(record).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def attachment(register: Register) -> View:
    @require_GET
    def view(request: HttpRequest, number: int, file: int) -> HttpResponse:
        return cast("HttpResponse", attachments.serve(_file_of(register.get(request, number), file)))

    return view


def detach(register: Register) -> View:
    @require_POST
    def view(request: HttpRequest, number: int, file: int) -> HttpResponse:
        record = register.get_to_change(request, number)
        attachments.remove(_file_of(record, file))
        messages.success(request, _("The file was removed."))
        return redirect(f"{record.get_absolute_url()}#files")

    return view


def importing(register: Register) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        return exchange.import_page(register, request)

    return view
