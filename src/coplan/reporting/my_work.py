"""The first page: what coplan is, or what waits for one person in all their partnerships."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_scopes import scope

from coplan.kit.access import allowed, public
from coplan.partnerships import invitations
from coplan.partnerships.actions import START_PARTNERSHIP
from coplan.partnerships.middleware import standing_in
from coplan.partnerships.places import Place, places
from coplan.people.models import Person
from coplan.reporting.due import Due, due


@dataclass(frozen=True)
class Mine:
    """One partnership with what is due there from this person."""

    place: Place
    due: tuple[Due, ...]


@public("Says what coplan is; a signed-in person sees only their own work")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "partnerships/front.html")
    person: Person = request.user  # type: ignore[assignment]
    mine = [Mine(place, _due(person, place)) for place in places(person)]
    # Where something waits comes first; else they stay by name
    mine.sort(key=lambda one: not one.due)
    context = {
        "mine": mine,
        "waiting": sum(len(one.due) for one in mine),
        "invitations": invitations.waiting_for(person),
        "may_start": allowed(request, START_PARTNERSHIP),
        "today": request.standing.today,  # type: ignore[attr-defined]
    }
    return render(request, "reporting/my_work.html", context)


def _due(person: Person, place: Place) -> tuple[Due, ...]:
    """What is due from the person in one open partnership; its queries do not grow with its rows."""
    partnership = place.partnership
    if partnership.closed_on:
        return ()
    standing = standing_in(person, partnership.slug)
    if standing is None:
        return ()
    with scope(partnership=partnership):
        return tuple(one for one in due(standing) if one.mine)
