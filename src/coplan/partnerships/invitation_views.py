"""Pages of inviting people, and the page an invitation's link opens."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coplan.kit.access import allowed, public, requires
from coplan.kit.registers import PAGE
from coplan.kit.shell import Section, Tool, register_tool, say
from coplan.partnerships import invitations
from coplan.partnerships.actions import INVITE, SEE_INVITATIONS, SEE_OWN_WORK
from coplan.partnerships.invitation_forms import AcceptanceForm, InvitationForm
from coplan.partnerships.models import Invitation

log = logging.getLogger(__name__)

register_tool(
    Tool(
        Section.PEOPLE,
        gettext_lazy("Invitations"),
        "partnerships:invitations",
        SEE_INVITATIONS.code,
        order=30,
    )
)


@requires(SEE_INVITATIONS)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Who has been invited and what came of it."""
    rows = Invitation.objects.select_related("partner__organisation", "invited_by", "accepted_by")
    page = Paginator(rows.order_by("-invited_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    shown = [(row, not invitations.is_over(row)) for row in page.object_list]
    context = {"page": page, "rows": shown, "may_invite": allowed(request, INVITE)}
    return render(request, "partnerships/invitations.html", context)


@requires(INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody: name, address, role, partner and a message."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _sending(request, invitations.invite, _("The invitation was sent."), **form.cleaned_data)
            return _to_list(request)
        except ValidationError as faults:
            form.add_error(None, faults)
    cancel = reverse("partnerships:invitations", args=[_slug(request)])
    status = 422 if form.errors else 200
    return render(request, "partnerships/invite.html", {"form": form, "cancel": cancel}, status=status)


@requires(INVITE)
@require_POST
def send_again(request: HttpRequest, key: int) -> HttpResponse:
    """A new link; the one sent before stops working."""
    invitation = get_object_or_404(Invitation.objects.select_related("partner__organisation"), pk=key)
    try:
        invitations.send_again(invitation=invitation, by=request.user)
        say(request, _("The invitation was sent again. The earlier link no longer works."))
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    except OSError:
        _not_sent(request)
    return _to_list(request)


@requires(INVITE)
@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """The link stops working."""
    try:
        invitations.withdraw(invitation=get_object_or_404(Invitation.objects, pk=key))
        say(request, _("The invitation was withdrawn. Its link no longer works."))
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    return _to_list(request)


def _sending(request: HttpRequest, service: Any, done: str, **words: Any) -> None:
    """Run a service that sends mail after it has stored; a mail server that is down loses nothing."""
    try:
        service(partnership=request.partnership, by=request.user, **words)  # type: ignore[attr-defined]
        say(request, done)
    except OSError:
        _not_sent(request)


def _not_sent(request: HttpRequest) -> None:
    log.exception("An invitation could not be sent")
    text = _("The invitation is kept, but the e-mail could not be sent. Try “Send again” in a few minutes.")
    messages.error(request, text)


def _slug(request: HttpRequest) -> str:
    return str(request.partnership.slug)  # type: ignore[attr-defined]


def _to_list(request: HttpRequest) -> HttpResponse:
    return redirect("partnerships:invitations", _slug(request))


@public("Somebody invited has no account yet; the link in the e-mail is the key")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link shows: who invites, to what, as what; then one button."""
    invitation = invitations.find(token)
    if invitation is None:
        return render(request, "partnerships/invitation_gone.html", status=404)
    if request.user.is_authenticated:
        return _for_signed_in(request, invitation)
    if invitations.account_at(invitation) is not None:
        back = f"{reverse('account_login')}?next={request.path}"
        return _page(request, invitation, sign_in=back)
    return _for_somebody_new(request, invitation)


@requires(SEE_OWN_WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, key: int) -> HttpResponse:
    """An invitation to the signed-in person's own address, found without its link."""
    for invitation in invitations.waiting_for(request.user):  # type: ignore[arg-type]
        if invitation.pk == key:
            return _for_signed_in(request, invitation)
    return render(request, "partnerships/invitation_gone.html", status=404)


def _for_signed_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if (request.user.email or "").lower() != invitation.email:  # type: ignore[union-attr]
        return render(request, "partnerships/invitation_for_another.html", status=403)
    if request.method != "POST":
        return _page(request, invitation)
    try:
        invitations.accept(invitation=invitation, person=request.user)  # type: ignore[arg-type]
    except invitations.CannotAccept as fault:
        return _page(request, invitation, fault=str(fault))
    return _welcome(request, invitation)


def _for_somebody_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = AcceptanceForm(request.POST or None, invitation=invitation)
    if request.method != "POST" or not form.is_valid():
        return _page(request, invitation, form=form)
    try:
        person = invitations.accept(invitation=invitation, name=form.cleaned_data["name"])
    except invitations.CannotAccept as fault:
        return _page(request, invitation, fault=str(fault))
    answer: HttpResponse = perform_login(request, person, redirect_url=_address(invitation))
    return answer


def _page(request: HttpRequest, invitation: Invitation, **more: Any) -> HttpResponse:
    status = 422 if more.get("fault") or getattr(more.get("form"), "errors", None) else 200
    context = {"invitation": invitation, **more}
    return render(request, "partnerships/invitation.html", context, status=status)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    say(request, _("Welcome to %(name)s.") % {"name": invitation.partnership.name})
    return redirect(_address(invitation))


def _address(invitation: Invitation) -> str:
    return str(invitation.partnership.get_absolute_url())


urlpatterns = [
    path("invitations/", listing, name="invitations"),
    path("invitations/add/", invite, name="invite"),
    path("invitations/<int:key>/again/", send_again, name="invitation-again"),
    path("invitations/<int:key>/withdraw/", withdraw, name="invitation-withdraw"),
]
open_urlpatterns = [
    path("invitation/<str:token>/", open_link, name="invitation"),
    path("invitations/waiting/<int:key>/", waiting, name="invitation-waiting"),
]
