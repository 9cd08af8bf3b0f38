"""The preview of a document, issuing it, and the parts the partnership writes itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.documents import actions, queries, services
from coplan.documents.forms import IssueForm, PassageForm, PeriodForm
from coplan.documents.models import Passage
from coplan.documents.periods import last_quarter
from coplan.documents.registry import DOCUMENTS, Document, Period
from coplan.documents.render.page import context as drawn
from coplan.kit.access import allowed, recheck, requires
from coplan.kit.shell import say
from coplan.need.queries import asked_partners

View = Callable[..., HttpResponse]


def preview_page(document: Document) -> View:
    """The document as the reader will see it, drawn from the record now."""

    @requires(actions.SEE_DOCUMENTS)
    @require_GET
    def preview(request: HttpRequest) -> HttpResponse:
        return _preview(request, document, IssueForm())

    return preview


def issue_page(document: Document) -> View:
    """Store the document as it is now."""

    @requires(document.action)
    @require_POST
    def issue(request: HttpRequest) -> HttpResponse:
        form, asked = IssueForm(request.POST), _asked_period(document, request.POST)
        if not form.is_valid() or (document.has_period and not asked.is_valid()):
            return _preview(request, document, form, status=422)
        made = services.issue(
            document=document,
            partnership=request.partnership,  # type: ignore[attr-defined]
            today=request.standing.today,  # type: ignore[attr-defined]
            period=_period(document, asked),
            note=form.cleaned_data["note"],
            by=request.user,
        )
        say(request, _("%(title)s was issued.") % {"title": made.title})
        return redirect(made.get_absolute_url())

    return issue


def _asked_period(document: Document, sent: Any) -> PeriodForm:
    return PeriodForm(sent if "start" in sent or "end" in sent else None)


def _period(document: Document, asked: PeriodForm) -> Period | None:
    if not document.has_period:
        return None
    return Period(asked.cleaned_data["start"], asked.cleaned_data["end"])


def _preview(request: HttpRequest, document: Document, form: IssueForm, status: int = 200) -> HttpResponse:
    standing, slug = request.standing, request.partnership.slug  # type: ignore[attr-defined]
    period, asked = None, None
    if document.has_period:
        asked = _asked_period(document, request.POST or request.GET)
        period = _period(document, asked) if asked.is_valid() else last_quarter(standing.today)
        if not asked.is_bound:
            asked = PeriodForm(initial={"start": period.start, "end": period.end})
        elif not asked.is_valid():
            status = 422
    paper = document.gather(request.partnership, standing.today, period)  # type: ignore[attr-defined]
    context = {
        **drawn(paper, slug),
        "document": document,
        "period": period,
        "period_form": asked,
        "form": form,
        "may_issue": allowed(request, document.action),
        "issue_url": reverse(f"documents:{document.code}-issue", args=[slug]),
        "writings": _writings(document, slug),
        "latest": queries.issued().filter(code=document.code).first(),
    }
    return render(request, "documents/preview.html", context, status=status)


def _writings(document: Document, slug: str) -> list[tuple[Any, str]]:
    return [
        (one.title, reverse("documents:write", args=[slug, document.code, one.part]))
        for one in document.wordings
    ]


@requires(actions.SEE_DOCUMENTS)
@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """Every issued document, and the documents that can be made."""
    slug, today = request.partnership.slug, request.standing.today  # type: ignore[attr-defined]
    asked = asked_partners(today)
    newest: set[str] = set()
    rows = []
    for one in queries.issued():
        is_latest = one.code not in newest
        newest.add(one.code)
        document = DOCUMENTS.get(one.code)
        signed = document is not None and document.is_signed
        rows.append((one, is_latest, queries.sign_state(one.in_force, asked) if signed else None))
    kinds = [(one, reverse(f"documents:{one.code}", args=[slug])) for one in DOCUMENTS.values()]
    due = queries.signing_due(request.standing)  # type: ignore[attr-defined]
    return render(request, "documents/list.html", {"rows": rows, "kinds": kinds, "due": due})


@requires(actions.ISSUE_DOCUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, document: str, part: str) -> HttpResponse:
    """The partnership's own words for one part."""
    chosen = DOCUMENTS.get(document)
    wording = chosen.wording(part) if chosen else None
    if chosen is None or wording is None:
        raise Http404
    recheck(request, chosen.action, None)
    form = _passage_form(request, chosen, part)
    theirs: Passage | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.write(
                partnership=request.partnership,  # type: ignore[attr-defined]
                document=chosen,
                part=part,
                by=request.user,
                **form.cleaned_data,
            )
        except services.WrittenMeanwhileError as clash:
            theirs, form = clash.theirs, _form_again(form, clash.theirs)
        else:
            say(request, _("Saved: %(title)s.") % {"title": wording.title})
            return redirect(_preview_url(request, chosen))
    form.fields["text"].label, form.fields["text"].help_text = wording.title, wording.ask
    back = _preview_url(request, chosen)
    context = {
        "form": form,
        "wording": wording,
        "theirs": theirs,
        "back": back,
        "trail": [(chosen.title, back), (wording.title, "")],
    }
    status = 422 if theirs or form.errors else 200
    return render(request, "documents/write.html", context, status=status)


def _preview_url(request: HttpRequest, document: Document) -> str:
    return reverse(f"documents:{document.code}", args=[request.partnership.slug])  # type: ignore[attr-defined]


def _passage_form(request: HttpRequest, document: Document, part: str) -> PassageForm:
    if request.method == "POST":
        return PassageForm(request.POST)
    found = queries.passage(document.code, part)
    return PassageForm(initial={"text": found.text, "version": found.version} if found else {"version": 0})


def _form_again(form: PassageForm, theirs: Passage) -> PassageForm:
    """The same words once more; saving them now replaces those of the other person, who has been read."""
    return PassageForm({"text": form.cleaned_data["text"], "version": str(theirs.version)})
