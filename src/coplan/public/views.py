"""The guide, the glossary and the accessibility statement: nothing here belongs to a partnership."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coplan import guidance
from coplan.guidance.lessons.library import lessons
from coplan.kit.access import public

WHY = "The guide is the same for everybody and names nobody"


@public(WHY)
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Every page of guidance, by stage, and the glossary."""
    return render(request, "public/guide.html", {"pages": guidance.pages()})


@public(WHY)
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of guidance with the lessons behind it and its sources."""
    try:
        found = guidance.page(slug)
    except guidance.GuidanceError as unknown:
        raise Http404 from unknown
    known = lessons()
    context = {
        "page": found,
        "lessons": [known[code] for code in found.lessons if code in known],
        "trail": [(_("Guide"), reverse("guide"))],
    }
    return render(request, "public/page.html", context)


@public(WHY)
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the field in alphabetical order."""
    context = {"terms": guidance.glossary_terms(), "trail": [(_("Guide"), reverse("guide"))]}
    return render(request, "public/glossary.html", context)


@public(WHY)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use coplan, what was checked, and what is not good enough yet."""
    return render(request, "public/accessibility.html")
