"""Pages that open without signing in: one return behind its link, and turning reminders off."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_scopes import scope

from coplan.kit.access import public, requires
from coplan.partnerships.actions import SEE_OWN_WORK
from coplan.returns import filling, queries
from coplan.returns.models import Link
from coplan.returns.return_views import shown
from coplan.returns.services import links, reminders

HOUR = 3600
# Guesses from one address, and what one link may be used for, in an hour
MOST_WRONG, MOST_SENT = 30, 120


@public("The link in a reminder is the key: it opens one return for one person, and nothing else")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_return(request: HttpRequest, token: str) -> HttpResponse:
    """The return behind a link: its form while it may be filled in, else what was sent."""
    caller = get_adapter(request).get_client_ip(request)
    if _count(f"returns:wrong:{caller}", add=0) >= MOST_WRONG:
        return render(request, "returns/link_slow.html", status=429)
    link = links.find(token, request.standing.today)  # type: ignore[attr-defined]
    if link is None:
        _count(f"returns:wrong:{caller}")
        return render(request, "returns/link_gone.html", status=404)
    if request.method == "POST" and _count(f"returns:link:{link.pk}") > MOST_SENT:
        return render(request, "returns/link_slow.html", status=429)
    with scope(partnership=link.partnership):
        return _return_page(request, link)


def _count(key: str, add: int = 1) -> int:
    """How often something happened within the hour, this time included."""
    cache.add(key, 0, HOUR)
    if not add:
        return int(cache.get(key, 0))
    try:
        return int(cache.incr(key))
    except ValueError:
        # It ran out between the two
        return 1


def _return_page(request: HttpRequest, link: Link) -> HttpResponse:
    links.used(link)
    today = request.standing.today  # type: ignore[attr-defined]
    one = queries.returns().get(pk=link.in_return_id)
    context: dict[str, Any] = {"record": one, "link": link, "partnership": link.partnership, "today": today}
    if not one.is_to_be_sent:
        rows = filling.questions_of(one)
        context["rows"] = shown(rows, filling.last_of(one, rows))
        return render(request, "returns/link_sent.html", context)
    if one.round.opens_on > today:
        return render(request, "returns/link_early.html", context)
    made = filling.fill(request, one, by=link.person, today=today)
    if made.done:
        told = (
            _("Thank you. Your figures were sent.")
            if made.done == filling.SENT
            else _("Saved. Nothing is sent yet: you can go on later with the same link.")
        )
        messages.success(request, told)
        return redirect(request.path)
    return render(
        request,
        "returns/link_report.html",
        {**context, "filling": made},
        status=422 if made.is_refused else 200,
    )


@public("Whoever gets reminders can turn them off from the e-mail, without signing in")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Reminders off and on, from the link at the foot of a reminder."""
    person = reminders.find_person(token)
    if person is None:
        return render(request, "returns/reminders_gone.html", status=404)
    return _reminders_page(request, person)


@requires(SEE_OWN_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_reminders(request: HttpRequest) -> HttpResponse:
    """The same page for somebody signed in."""
    return _reminders_page(request, request.user)


def _reminders_page(request: HttpRequest, person: Any) -> HttpResponse:
    if request.method == "POST":
        if "off" in request.POST:
            reminders.be_quiet(person=person)
            messages.success(request, _("You get no more reminders by e-mail."))
        else:
            reminders.be_reminded(person=person)
            messages.success(request, _("You get reminders again."))
        return redirect(request.path)
    context = {"person": person, "is_quiet": reminders.is_quiet(person)}
    return render(request, "returns/reminders.html", context)


open_urlpatterns = [
    path("r/<str:token>/", open_return, name="return-link"),
    path("reminders/<str:token>/", reminders_by_link, name="reminders-link"),
    path("my-reminders/", my_reminders, name="my-reminders"),
]
