"""Published results of a partnership: what its coordinator let everybody read, as it was frozen."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scope

from coplan.kit.access import public
from coplan.outcomes import queries
from coplan.partnerships.models import Partnership

WHY = "The partnership published these figures for everybody; small numbers in them are hidden"


@public(WHY)
@require_safe
def results(request: HttpRequest, results_of: str) -> HttpResponse:
    """What a partnership has published."""
    partnership, found = _published(results_of)
    return render(request, "public/results.html", {"partnership": partnership, "publications": found})


@public(WHY)
@require_safe
def one(request: HttpRequest, results_of: str, number: int) -> HttpResponse:
    """One publication; once withdrawn, when and why."""
    partnership, record = _one(results_of, number)
    trail = [(_("Results of %(name)s") % {"name": partnership.name}, reverse("results", args=[results_of]))]
    context: dict[str, Any] = {"partnership": partnership, "record": record, "trail": trail}
    if not record.is_standing:
        return render(request, "public/withdrawn.html", context, status=410)
    context |= {
        "table": record.table,
        "sections": queries.published_sections(record.table),
        "file_url": reverse("results-file", args=[results_of, number]),
    }
    return render(request, "public/publication.html", context)


@public(WHY)
@require_safe
def file(request: HttpRequest, results_of: str, number: int) -> HttpResponse:
    """The same figures as a CSV file, with the same ones hidden."""
    _partnership, record = _one(results_of, number)
    if not record.is_standing:
        raise Http404
    answer = HttpResponse(queries.published_csv(record.table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{results_of}-results-{number}.csv"'
    return answer


def _published(slug: str) -> tuple[Partnership, list[Any]]:
    """The partnership and all it ever published; 404 where there is none, as for a partnership that is not there."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        raise Http404
    with scope(partnership=partnership):
        found = list(queries.published())
    if not found:
        raise Http404
    return partnership, found


def _one(slug: str, number: int) -> tuple[Partnership, Any]:
    partnership, found = _published(slug)
    record = next((one for one in found if one.number == number), None)
    if record is None:
        raise Http404
    return partnership, record
