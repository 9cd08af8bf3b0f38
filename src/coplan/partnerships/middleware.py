"""Sets who the person is before any view runs. Outsiders get 404, in one query."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django_scopes import scopes_disabled

from coplan.partnerships.models import Participant
from coplan.partnerships.roles import Standing


class StandingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.partnership = None  # type: ignore[attr-defined]
        request.standing = Standing(request.user, timezone.localdate())  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        slug = kwargs.get("partnership")
        if slug is None or not request.user.is_authenticated:
            return
        standing = standing_in(request.user, slug)
        if standing is None:
            raise Http404
        request.partnership = standing.partnership  # type: ignore[attr-defined]
        request.standing = standing  # type: ignore[attr-defined]


def standing_in(person: Any, slug: str) -> Standing | None:
    """The person's standing in a partnership today; None for outsiders."""
    today = timezone.localdate()
    with scopes_disabled():
        parts = tuple(
            Participant.objects.filter(
                Q(ends_on__isnull=True) | Q(ends_on__gte=today),
                person=person,
                partnership__slug=slug,
                starts_on__lte=today,
            ).select_related("partnership", "partner__organisation")
        )
    if not parts:
        return None
    return Standing(person, today, parts[0].partnership, parts, frozenset(part.role for part in parts))
