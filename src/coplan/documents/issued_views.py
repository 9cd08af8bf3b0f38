"""Reading what was issued: the stored files, who signed, and what changed since."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coplan.documents import actions, queries, services
from coplan.documents.compare import ChangedPart, changed_parts
from coplan.documents.forms import SignForm
from coplan.documents.models import Issued
from coplan.documents.paper import as_record
from coplan.documents.registry import DOCUMENTS, Period
from coplan.evidence import queries as evidence
from coplan.kit import frozen
from coplan.kit.access import allowed, recheck, requires
from coplan.kit.shell import say
from coplan.need.queries import asked_partners

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
# Only what stands in the file itself may be shown, and nothing in it may run
STORED_PAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; sandbox"
)


def _find(number: int) -> Issued:
    found: Issued | None = Issued.objects.select_related("issued_by").filter(number=number).first()
    if found is None or found.code not in DOCUMENTS:
        raise Http404
    return found


def changed_since(request: HttpRequest, issued: Issued) -> list[ChangedPart]:
    """What the record would say differently today, for the same period."""
    period = (
        Period(issued.period_start, issued.period_end) if issued.period_start and issued.period_end else None
    )
    today, partnership = request.standing.today, request.partnership  # type: ignore[attr-defined]
    paper = DOCUMENTS[issued.code].gather(partnership, today, period)
    return changed_parts(issued.gathered, as_record(paper))


@requires(actions.SEE_DOCUMENTS)
@require_GET
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """An issued document: its files, its digest, who signed, and what changed since."""
    issued, standing = _find(number), request.standing  # type: ignore[attr-defined]
    document = DOCUMENTS[issued.code]
    slug = request.partnership.slug  # type: ignore[attr-defined]
    words = queries.words_on(issued, standing.today) if document.is_signed else []
    in_force = [word.said for word in words if word.said]
    taken_back = evidence.withdrawn_from(issued.kind, issued.number, standing.today)
    # What changed would repeat the words that were taken back
    hidden = bool(taken_back) and not evidence.reads_inside(standing)
    newest = queries.latest(issued.code)
    context = {
        "issued": issued,
        "document": document,
        "intact": services.is_intact(issued),
        "files": [(name, reverse("documents:file", args=[slug, number, name])) for name in TYPES],
        "words": words,
        "state": queries.sign_state(in_force, asked_partners(standing.today)),
        "taken_back": taken_back,
        "changes": [] if hidden else changed_since(request, issued),
        "newer": newest if newest and newest.pk != issued.pk else None,
        "may_sign": document.is_signed
        and allowed(request, actions.SIGN_DOCUMENTS)
        and queries.may_sign_for(standing),
        "trail": [(_("Documents"), reverse("documents:documents", args=[slug])), (issued.label, "")],
    }
    return render(request, "documents/issued.html", context)


@requires(actions.SEE_DOCUMENTS)
@require_GET
def file(request: HttpRequest, number: int, form: str) -> HttpResponse | FileResponse:
    """The stored file, never a new rendering."""
    if form not in TYPES:
        raise Http404
    issued, standing = _find(number), request.standing  # type: ignore[attr-defined]
    taken_back = evidence.withdrawn_from(issued.kind, issued.number, standing.today)
    if taken_back and not evidence.reads_inside(standing):
        told = _("Somebody took back what they said in it. Ask the coordinator for a new issue.")
        raise Http404(told)
    name = f"{slugify(issued.title)}-{issued.reference.lower()}.{form}"
    if form == "json":
        response: Any = HttpResponse(frozen.canonical(issued.gathered), content_type=TYPES[form])
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        response = FileResponse(
            _opened(issued, form), as_attachment=form != "html", filename=name, content_type=TYPES[form]
        )
    response["X-Content-Type-Options"] = "nosniff"
    # Set here, so the middleware leaves it
    response["Content-Security-Policy"] = STORED_PAGE if form == "html" else "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _opened(issued: Issued, form: str) -> Any:
    try:
        return getattr(issued, form).open("rb")
    except OSError as error:
        raise Http404(
            _("This file is no longer in the store. Ask the coordinator to issue the document again.")
        ) from error


@requires(actions.SIGN_DOCUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """One organisation's word on one issued document."""
    issued, standing = _find(number), request.standing  # type: ignore[attr-defined]
    if not DOCUMENTS[issued.code].is_signed:
        raise Http404
    partners = queries.may_sign_for(standing)
    form = SignForm(request.POST or None, partners=partners, initial={"digest": issued.digest})
    if request.method == "POST" and form.is_valid() and _signed(request, issued, form):
        return redirect(issued.get_absolute_url())
    words = {word.partner.pk: word for word in queries.words_on(issued, standing.today)}
    newest = queries.latest(issued.code)
    context = {
        "issued": issued,
        "form": form,
        "partners": partners,
        "words": [words[one.pk] for one in partners if one.pk in words],
        "changes": changed_since(request, issued),
        "newer": newest if newest and newest.pk != issued.pk else None,
        "read_url": reverse("documents:file", args=[issued.owner_slug, number, "html"]),
        "trail": [(issued.label, issued.get_absolute_url()), (_("Sign off"), "")],
    }
    return render(request, "documents/sign.html", context, status=422 if form.errors else 200)


def _signed(request: HttpRequest, issued: Issued, form: SignForm) -> bool:
    """Whether the word was kept; what is wrong goes to the form."""
    asked, standing = form.cleaned_data, request.standing  # type: ignore[attr-defined]
    partner = next(one for one in queries.may_sign_for(standing) if str(one.pk) == asked["partner"])
    recheck(request, actions.SIGN_DOCUMENTS, partner)
    part = next(one for one in standing.parts if one.partner_id == partner.pk and one.role == "partner")
    try:
        word = services.sign(
            document=issued,
            part=part,
            decision=asked["decision"],
            reason=asked["reason"],
            digest=asked["digest"],
            today=standing.today,
            by=request.user,
        )
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return False
    approved = _("%(partner)s approved %(title)s.")
    said = approved if word.approves else _("%(partner)s declined %(title)s.")
    say(request, said % {"partner": partner, "title": issued.title})
    return True
