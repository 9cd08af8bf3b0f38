"""Inviting people to take part: one e-mail, one signed link, one use.

The link proves that its holder reads mail at the address, and nothing else: neither the
organisation somebody acts for nor their part follows from the domain of an address.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from coplan.kit.history import keep
from coplan.partnerships.models import Invitation, Participant, Partner, Partnership
from coplan.people import services as people
from coplan.people.models import Person

LIFE = timedelta(days=21)
KEPT_AFTER_EXPIRY = timedelta(days=90)
MOST_WAITING = 200
_signer = Signer(salt="coplan.invitation")


class CannotAccept(Exception):
    """The invitation cannot be accepted; the message says why and what to do."""


@transaction.atomic
def invite(
    *,
    partnership: Partnership,
    name: str,
    email: str,
    role: str,
    by: Person,
    partner: Partner | None = None,
    message: str = "",
) -> Invitation:
    """Keep an invitation and send its link once everything is stored."""
    invitation = Invitation(
        partnership=partnership,
        name=name.strip(),
        email=people.tidy_email(email) or "",
        role=role,
        partner=partner,
        message=message.strip(),
        invited_by=by,
    )
    secret = _renew(invitation)
    invitation.full_clean()
    _refuse_repeats(invitation)
    invitation.save()
    _send_on_commit(invitation, secret)
    return invitation


def _refuse_repeats(invitation: Invitation) -> None:
    waiting = open_invitations(timezone.localdate())
    if waiting.filter(email=invitation.email, role=invitation.role, partner=invitation.partner).exists():
        raise ValidationError(
            {
                "email": _(
                    "An invitation to this address for this role is already waiting. Send that one again."
                )
            }
        )
    if waiting.count() >= MOST_WAITING:
        raise ValidationError(_("Too many invitations are waiting. Withdraw those no longer needed first."))


@transaction.atomic
def send_again(*, invitation: Invitation, by: Person) -> None:
    """A new link for another 21 days, from whoever sends it; the old link stops working."""
    if is_over(invitation):
        raise ValidationError(_("This invitation is no longer waiting, so there is nothing to send again."))
    secret = _renew(invitation)
    invitation.invited_by = by
    invitation.save(update_fields=["digest", "expires_on", "invited_by"])
    _send_on_commit(invitation, secret)


@transaction.atomic
def withdraw(*, invitation: Invitation) -> None:
    """The link stops working and the address is forgotten."""
    if is_over(invitation):
        raise ValidationError(_("This invitation is no longer waiting, so it cannot be withdrawn."))
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    forget(invitation=invitation)


def is_over(invitation: Invitation) -> bool:
    """Accepted, withdrawn or forgotten: an invitation that merely ran out can be sent again."""
    return bool(invitation.accepted_at or invitation.withdrawn_at or not invitation.email)


def forget(*, invitation: Invitation) -> None:
    """Take out whom it was for; that somebody was invited stays."""
    invitation.name = invitation.email = invitation.message = invitation.digest = ""
    invitation.save(update_fields=["name", "email", "message", "digest"])


def _renew(invitation: Invitation) -> str:
    """A fresh secret and the day it ends; only its digest is kept."""
    secret = secrets.token_urlsafe(24)
    invitation.digest = _digest(secret)
    invitation.expires_on = timezone.localdate() + LIFE
    return secret


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def link(invitation: Invitation, secret: str) -> str:
    token = _signer.sign(f"{invitation.pk}.{secret}")
    return f"{settings.ADDRESS.origin}{reverse('invitation', args=[token])}"


def find(token: str) -> Invitation | None:
    """The invitation a link stands for while it may be accepted; None for every other link alike."""
    try:
        key, _dot, secret = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    with scopes_disabled():
        found = (
            open_invitations(timezone.localdate())
            .filter(pk=int(key), partnership__closed_on__isnull=True)
            .select_related("partnership", "partner__organisation", "invited_by")
            .first()
        )
    return found if found is not None and constant_time_compare(found.digest, _digest(secret)) else None


def open_invitations(today: date) -> QuerySet[Invitation]:
    found: QuerySet[Invitation] = Invitation.objects.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_on__gte=today
    ).exclude(digest="")
    return found


def waiting_for(person: Person) -> list[Invitation]:
    """Invitations to the person's own address, wherever."""
    if not person.email:
        return []
    with scopes_disabled():
        return list(
            open_invitations(timezone.localdate())
            .filter(email=person.email.lower(), partnership__closed_on__isnull=True)
            .select_related("partnership", "partner__organisation", "invited_by")
        )


def account_at(invitation: Invitation) -> Person | None:
    """Whoever already has the invited address."""
    return Person.objects.by_email(invitation.email).first()


@transaction.atomic
def accept(*, invitation: Invitation, person: Person | None = None, name: str = "") -> Person:
    """Take the part offered. Without an account one is made: the link proves the address."""
    with scope(partnership=invitation.partnership):
        current = open_invitations(timezone.localdate()).select_for_update().filter(pk=invitation.pk).first()
        if current is None or current.digest != invitation.digest:
            raise CannotAccept(_("This invitation was already used or withdrawn. Ask for a new one."))
        if person is None:
            person = _new_person(current, name)
        elif (person.email or "").lower() != current.email:
            raise CannotAccept(_("This invitation is for another address than the one you signed in with."))
        _take_part(current, person)
        current.accepted_at, current.accepted_by = timezone.now(), person
        current.save(update_fields=["accepted_at", "accepted_by"])
        forget(invitation=current)
    return person


def _new_person(invitation: Invitation, name: str) -> Person:
    if account_at(invitation) is not None:
        raise CannotAccept(_("This address already has an account. Sign in first, then open the link again."))
    return people.create_person(
        name=name or invitation.name, email=invitation.email, by=invitation.invited_by
    )


def _take_part(invitation: Invitation, person: Person) -> None:
    """The part, and acting for the partner's organisation; nothing twice."""
    part = {"person": person, "partner": invitation.partner, "role": invitation.role}
    if invitation.partner is not None and not _is_current(invitation.partner):
        words = _("%(partner)s is no longer a partner. Ask for a new invitation.")
        raise CannotAccept(words % {"partner": invitation.partner})
    if invitation.partner is not None:
        organisation = invitation.partner.organisation
        people.act_for(person=person, organisation=organisation, by=invitation.invited_by)
    if Participant.objects.filter(**part, ends_on__isnull=True).exists():
        return
    taken = Participant(partnership=invitation.partnership, starts_on=timezone.localdate(), **part)
    keep(taken, by=person, why="Accepted an invitation.")


def _is_current(partner: Partner) -> bool:
    today = timezone.localdate()
    return partner.removed_at is None and (partner.left_on is None or partner.left_on >= today)


def forget_lapsed(*, today: date) -> int:
    """Wipe the addresses of invitations that ran out long ago; how many were wiped."""
    with scopes_disabled():
        lapsed = list(Invitation.objects.filter(expires_on__lt=today - KEPT_AFTER_EXPIRY).exclude(email=""))
        for invitation in lapsed:
            forget(invitation=invitation)
    return len(lapsed)


def _send_on_commit(invitation: Invitation, secret: str) -> None:
    words = {
        "invitation": invitation,
        "partnership": invitation.partnership,
        "organisation": invitation.partner.organisation if invitation.partner else None,
        "link": link(invitation, secret),
    }
    subject = render_to_string("partnerships/email/invitation_subject.txt", words)
    text = render_to_string("partnerships/email/invitation.txt", words)
    mail = EmailMessage(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    transaction.on_commit(lambda: mail.send() and None)
