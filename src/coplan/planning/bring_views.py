"""A whole plan brought in from MS Project or begun from the outline: looked at first, then stored; and taken out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from coplan.engines import InvalidInput
from coplan.kit.access import requires
from coplan.kit.forms import KitForm
from coplan.partnerships.models import Stage
from coplan.planning import actions, drafts, msproject, queries
from coplan.planning.dates import moved_by
from coplan.planning.outline import outline

AN_HOUR = 60 * 60


class FileForm(KitForm):
    file = forms.FileField(
        label=gettext_lazy("Plan saved as XML in MS Project"),
        help_text=gettext_lazy("Up to 10 MB. Other programs write the same kind of file."),
        widget=forms.FileInput(attrs={"accept": ".xml"}),
        error_messages={"required": gettext_lazy("Choose the file to bring in")},
    )
    stage = forms.ChoiceField(label=gettext_lazy("Stage its tasks belong to"), choices=Stage.choices)


class OutlineForm(KitForm):
    ends_on = forms.DateField(
        label=gettext_lazy("All must have ended by"),
        help_text=gettext_lazy(
            "The day the money stops, or the budget is set. Everything is set back from it."
        ),
    )


@requires(actions.FRAME_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """From a file of MS Project."""
    if "kept" in request.POST:
        return _store(request)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "form": form,
        "heading": _("Bring in a plan"),
        "lead": _("From MS Project, or anything that writes its XML. You see it before anything is stored."),
        "action": _("Look at it"),
    }
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload.size > msproject.MOST_BYTES:
                raise ValidationError(_("The file is larger than 10 MB. Bring in a part at a time."))
            found = msproject.read(upload.read(), form.cleaned_data["stage"])
            drafts.check(found.drafts)
        except ValidationError as error:
            form.add_error("file", error.messages[:10])
        else:
            why = _("Brought in from %(file)s") % {"file": upload.name[:100]}
            context |= _looked_at(request, found.drafts, why) | {"notices": found.notices}
    return _page(request, form, context)


@requires(actions.FRAME_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """From the outline, set back from the day all must end."""
    if "kept" in request.POST:
        return _store(request)
    partnership, today = request.partnership, request.standing.today  # type: ignore[attr-defined]
    form = OutlineForm(request.POST or None, initial={"ends_on": partnership.money_ends_on})
    context: dict[str, Any] = {
        "form": form,
        "heading": _("Begin from the usual plan"),
        "lead": _("The five stages with their usual work, set back from the day all must end."),
        "action": _("Look at it"),
    }
    if request.method == "POST" and form.is_valid():
        calendar = queries.planned(partnership, today).subject.calendar
        found = drafts.backward(outline(), calendar, form.cleaned_data["ends_on"])
        context |= _looked_at(request, found.drafts, _("Begun from the usual plan"))
        context |= {"starts_on": found.starts_on, "late": max(0, moved_by(calendar, found.starts_on, today))}
    return _page(request, form, context)


def _page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    back = reverse("planning:plan", args=[request.partnership.slug])  # type: ignore[attr-defined]
    context |= {"back": back, "trail": [(_("Plan"), back)]}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "planning/bring_in.html", context, status=status)


def _salt(request: HttpRequest) -> str:
    return f"plan:{request.partnership.pk}:{request.user.pk}"  # type: ignore[attr-defined]


def _looked_at(request: HttpRequest, found: tuple[drafts.Draft, ...], why: str) -> dict[str, Any]:
    kept = signing.dumps([why, drafts.as_record(found)], salt=_salt(request), compress=True)
    names = {one.id: one.title for one in found}
    rows = [(one, "; ".join(names.get(key, key) for key, _lag in one.after)) for one in found]
    return {
        "rows": rows,
        "kept": kept,
        "tasks": sum(not one.is_milestone for one in found),
        "milestones": sum(one.is_milestone for one in found),
    }


def _store(request: HttpRequest) -> HttpResponse:
    back = redirect(reverse("planning:plan", args=[request.partnership.slug]))  # type: ignore[attr-defined]
    try:
        why, kept = signing.loads(request.POST["kept"], salt=_salt(request), max_age=AN_HOUR)
    except signing.BadSignature:
        messages.error(request, _("What you looked at is no longer kept. Look at it once more."))
        return back
    try:
        made = drafts.store(
            drafts=drafts.from_record(kept),
            partnership=request.partnership,  # type: ignore[attr-defined]
            by=request.user,
            why=why,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages[:5]))
        return back
    messages.success(request, _("%(many)s tasks and milestones were added.") % {"many": len(made)})
    return back


@requires(actions.SEE_PLAN)
@require_GET
def take_out(request: HttpRequest) -> HttpResponse:
    """The plan as a file for MS Project."""
    partnership = request.partnership  # type: ignore[attr-defined]
    today: date = request.standing.today  # type: ignore[attr-defined]
    planned = queries.planned(partnership, today)
    try:
        content = msproject.write(planned, partnership.name)
    except InvalidInput as refused:
        messages.error(request, " ".join(fault.message for fault in refused.faults))
        return redirect(reverse("planning:plan", args=[partnership.slug]))
    name = f"{partnership.slug}-plan-{today.isoformat()}.xml"
    answer = HttpResponse(content, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
