"""Your data: everything coplan holds about you, and having it removed."""

from __future__ import annotations

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coplan.kit.access import public, requires
from coplan.kit.shell import say
from coplan.people import export, removal
from coplan.people.actions import REMOVE_ANOTHER, REMOVE_SELF, SEE_OWN_DATA, SEE_PEOPLE
from coplan.people.forms import OwnRemovalForm, RemovalForm
from coplan.people.models import Person

PAGE = 25
SHOWN = 50


@requires(SEE_OWN_DATA)
@never_cache
@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """All of it to read; long parts are cut short here and whole in the file."""
    held = [
        (section, section.rows[:SHOWN], max(0, len(section.rows) - SHOWN))
        for section in export.sections(request.user)  # type: ignore[arg-type]
    ]
    return render(request, "people/your_data.html", {"held": held})


@requires(SEE_OWN_DATA)
@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    found = export.export_person(person=request.user)  # type: ignore[arg-type]
    name = f"coplan-my-data-{timezone.localdate():%Y-%m-%d}.json"
    return JsonResponse(
        found,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@requires(REMOVE_SELF)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove_self(request: HttpRequest) -> HttpResponse:
    """What removal means, then a box to tick."""
    person = Person.objects.get(pk=request.user.pk)
    form = OwnRemovalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            removal.remove_person(person=person, by=person, reason=removal.Reason.ASKED)
        except ValidationError as faults:
            form.add_error(None, faults)
        else:
            logout(request)
            return redirect("people:removed")
    context = {"form": form, "obstacles": removal.obstacles(person), "own": True}
    return render(request, "people/remove.html", context, status=422 if form.errors else 200)


@public("Somebody whose account was just removed is no longer signed in")
@require_safe
def removed(request: HttpRequest) -> HttpResponse:
    return render(request, "people/removed.html")


@requires(SEE_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The programme team looks up somebody who asks for help; nobody is listed without a search."""
    words = request.GET.get("q", "").strip()
    found = Person.objects.filter(removed_at__isnull=True).order_by("name", "pk")
    match = found.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else found.none()
    page = Paginator(match, PAGE).get_page(request.GET.get("page"))
    return render(request, "people/people.html", {"page": page, "query": words})


@requires(REMOVE_ANOTHER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """Remove somebody who asked for it."""
    person = get_object_or_404(Person, pk=key, removed_at__isnull=True)
    if person == request.user:
        return redirect("people:remove-self")
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            removal.remove_person(person=person, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except ValidationError as faults:
            form.add_error(None, faults)
        else:
            say(request, _("The person was removed."))
            return redirect("people:people")
    context = {"form": form, "obstacles": removal.obstacles(person), "own": False, "person": person}
    return render(request, "people/remove.html", context, status=422 if form.errors else 200)
