"""What partnerships hold about a person, for their export and their removal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scopes_disabled

from coplan.kit.tables import plain
from coplan.partnerships import invitations, parts
from coplan.partnerships.models import Invitation, Participant
from coplan.people.holdings import Holding, Row, hold


def _parts(person: Any) -> Iterator[Row]:
    with scopes_disabled():
        found = list(
            Participant.every.filter(person=person)
            .select_related("partnership", "partner__organisation")
            .order_by("starts_on")
        )
    for part in found:
        yield {
            _("Partnership"): part.partnership.name,
            _("Role"): part.get_role_display(),
            _("Acts for"): str(part.partner.organisation) if part.partner else _("yourself"),
            _("Contact for the partner"): plain(part.is_contact),
            _("From"): date_format(part.starts_on),
            _("To"): date_format(part.ends_on) if part.ends_on else "",
        }


def _end_parts(person: Any, by: Any) -> None:
    with scopes_disabled():
        parts.end_parts(person, timezone.localdate(), by)


def _coordinates_alone(person: Any) -> list[str]:
    with scopes_disabled():
        return [
            _(
                "%(name)s would have no coordinator. Add another coordinator there, or close the partnership, "
                "then ask again."
            )
            % {"name": partnership.name}
            for partnership in parts.coordinated_alone(person, timezone.localdate())
        ]


def _invitations(person: Any) -> Iterator[Row]:
    with scopes_disabled():
        received = list(_received(person).select_related("partnership"))
        sent = list(Invitation.objects.filter(invited_by=person).select_related("partnership"))
    for invitation in received:
        yield _invitation_row(invitation, _("You were invited")) | {
            _("Name"): invitation.name,
            _("E-mail address"): invitation.email,
            _("Message"): invitation.message,
        }
    for invitation in sent:
        # Whom they invited is about somebody else
        yield _invitation_row(invitation, _("You invited somebody"))


def _invitation_row(invitation: Invitation, what: str) -> dict[str, str]:
    return {
        _("What"): what,
        _("Partnership"): invitation.partnership.name,
        _("Role"): invitation.get_role_display(),
        _("On"): date_format(timezone.localtime(invitation.invited_at)),
    }


def _received(person: Any) -> Any:
    """Invitations the person accepted, and those that wait at their address."""
    found = Invitation.objects.filter(accepted_by=person)
    return found | Invitation.objects.filter(email__iexact=person.email) if person.email else found


def _forget_invitations(person: Any, by: Any) -> None:
    with scopes_disabled():
        for invitation in _received(person):
            invitations.forget(invitation=invitation)


hold(
    Holding(
        code="parts",
        title=gettext_lazy("Your parts in partnerships"),
        models=(Participant,),
        rows=_parts,
        forget=_end_parts,
        obstacles=_coordinates_alone,
    )
)
hold(
    Holding(
        code="invitations",
        title=gettext_lazy("Invitations"),
        models=(Invitation,),
        rows=_invitations,
        forget=_forget_invitations,
    )
)
