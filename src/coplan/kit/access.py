"""Who may do what: declare = enforce, undeclared = refused.

`@requires(ACTION)` is the only thing that marks a view. It also does the check, opens the
partnership's scope and renders inside it. `@public` marks the few pages anyone may read.
Who somebody is within a partnership is their *standing*, set on the request by
`partnerships.middleware`; the predicates over it live in `partnerships.roles`.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import checks
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django_scopes import scope
from rules.predicates import Predicate

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


@dataclass(frozen=True, eq=False)
class Action:
    """Something a person may do, with a label a service user understands.

    `predicate` takes a standing and, where it is known, the record.
    """

    code: str
    label: str
    predicate: Predicate


ACTIONS: dict[str, Action] = {}


def action(code: str, label: str, predicate: Predicate) -> Action:
    """Declare an action once; a code used twice is a mistake."""
    if code in ACTIONS:
        raise ValueError(f"The action {code!r} is declared twice.")
    ACTIONS[code] = Action(code, label, predicate)
    return ACTIONS[code]


class Refused(PermissionDenied):
    """A member without the right; the page says the action's plain label."""

    def __init__(self, refused: Action) -> None:
        super().__init__(refused.label)
        self.action = refused


@dataclass(frozen=True)
class Declaration:
    """What a view says of itself; `action` is None for public pages."""

    action: Action | None
    reason: str = ""


def allowed(request: HttpRequest, wanted: Action | str, record: Any = None) -> bool:
    """Whether the person behind a request may do it, to this record where one is given."""
    chosen = ACTIONS[wanted] if isinstance(wanted, str) else wanted
    return bool(chosen.predicate.test(getattr(request, "standing", None), record))


def recheck(request: HttpRequest, wanted: Action, record: Any) -> None:
    """Refuse unless the action is allowed on this very record."""
    if not allowed(request, wanted, record):
        raise Refused(wanted)


def requires(wanted: Action) -> Callable[[View], View]:
    """Mark a view with its action and enforce it.

    Not signed in: to the sign-in page. Not in the partnership: 404, set by the middleware.
    In it without the right: 403 with the action's label.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not allowed(request, wanted):
                raise Refused(wanted)
            if kwargs.pop("partnership", None) is None:
                return view(request, *args, **kwargs)
            return _in_scope(view, request, *args, **kwargs)

        checked.declaration = Declaration(wanted)  # type: ignore[attr-defined]
        return checked

    return mark


def _in_scope(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    partnership = getattr(request, "partnership", None)
    if partnership is None:
        raise Http404
    with scope(partnership=partnership):
        response = view(request, *args, **kwargs)
        # A lazy template would query after the scope has closed
        if hasattr(response, "render") and not getattr(response, "is_rendered", True):
            response.render()
        return response


def public(reason: str) -> Callable[[View], View]:
    """Mark a page that anyone may read, and say why."""

    def mark(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        opened.declaration = Declaration(None, reason)  # type: ignore[attr-defined]
        return opened

    return mark


def declaration(view: Any) -> Declaration | None:
    """What a view declares; third-party views are declared for it in `ACCESS_LISTED_MODULES`."""
    own = getattr(view, "declaration", None)
    if isinstance(own, Declaration):
        return own
    module = getattr(getattr(view, "view_class", None), "__module__", "") or inspect.unwrap(view).__module__
    for listed, reason in settings.ACCESS_LISTED_MODULES.items():
        if module == listed or module.startswith(f"{listed}."):
            return Declaration(None, reason)
    return None


class DeclaredViewsMiddleware:
    """Refuses, at run time, a view that declares nothing, and a query no database can look up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = [value for values in request.GET.lists() for value in values[1]]
        # PostgreSQL fails on NUL. What is sent in a form is tidied by the form
        if any("\0" in text for text in (*asked, *request.COOKIES.values())):
            # Not a page of ours, which would look up the session that the cookie names
            return HttpResponseBadRequest(_("The address or a cookie could not be read."))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, IntegrityError):
            return None
        # Two people at the same moment, where a check before saving could not see it
        told = getattr(exception.__cause__, "diag", None)
        # The whole message of PostgreSQL holds the values, which may be somebody's address
        log.warning("Refused at %s: %s", request.path, told.message_primary if told else exception)
        return render(request, "kit/clash.html", status=409)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        if declaration(view) is None:
            raise PermissionDenied("This page does not say who may open it, so nobody may.")


@dataclass(frozen=True)
class DeclaredUrl:
    """One address of the site: its name, its route and the view behind it."""

    name: str
    route: str
    view: Any


def every_url(
    patterns: Sequence[Any] | None = None, prefix: str = "", space: str = ""
) -> Iterator[DeclaredUrl]:
    """Every address the URLconf can reach."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from every_url(entry.url_patterns, route, inner)
        elif isinstance(entry, URLPattern):
            yield DeclaredUrl(f"{space}{entry.name or ''}", route, entry.callback)


def check_every_view_is_declared(**kwargs: Any) -> list[checks.CheckMessage]:
    """System check: an address whose view declares no action stops the start."""
    return [
        checks.Error(
            f"The view behind '{url.route}' does not say who may open it.",
            hint="Mark it with @requires(ACTION) or @public('why').",
            id="coplan.E001",
        )
        for url in every_url()
        if declaration(url.view) is None
    ]
