"""Links that open one return for one person without a password, and nothing else.

The link proves that its holder reads mail at the person's address. It ends with the round, after some
days, when a coordinator stops it, and as soon as the person no longer reports for the partner.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from coplan.returns import queries
from coplan.returns.models import Link, Quiet, Return

LIFE = timedelta(days=45)
_signer = Signer(salt="coplan.returns.link")


def make_link(*, one: Return, person: Any, today: date) -> tuple[Link, str]:
    """A new link and its address; only a digest of its secret is kept."""
    secret = secrets.token_urlsafe(24)
    made = Link(
        partnership_id=one.partnership_id,
        in_return=one,
        person=person,
        digest=_digest(secret),
        expires_on=today + LIFE,
    )
    made.save()
    token = _signer.sign(f"{made.pk}.{secret}")
    return made, f"{settings.ADDRESS.origin}{reverse('return-link', args=[token])}"


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def find(token: str, today: date) -> Link | None:
    """The link that an address stands for while it may be used; None for every other address alike."""
    try:
        key, _dot, secret = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    with scopes_disabled():
        found: Link | None = (
            Link.objects.filter(
                pk=int(key),
                stopped_at=None,
                expires_on__gte=today,
                partnership__closed_on=None,
                in_return__removed_at=None,
                in_return__round__removed_at=None,
                in_return__round__locked_at=None,
            )
            .select_related("partnership", "person", "in_return__round", "in_return__partner__organisation")
            .first()
        )
    if found is None or not constant_time_compare(found.digest, _digest(secret)):
        return None
    with scope(partnership=found.partnership):
        return found if queries.is_for(found.person, found.in_return, today) else None


def used(link: Link) -> None:
    """Keep when the link was first opened, for the coordinator who wonders whether the e-mail came."""
    if link.used_at is None:
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])


@transaction.atomic
def stop_link(*, link: Link, by: Any) -> None:
    if link.stopped_at is not None:
        raise ValidationError(_("This link was stopped already."))
    link.stopped_at, link.stopped_by = timezone.now(), by
    link.save(update_fields=["stopped_at", "stopped_by"])


@transaction.atomic
def send_link(*, one: Return, person: Any, by: Any, today: date) -> None:
    """E-mail one person a link to the return now, reminders or not."""
    if one.round.is_locked or not one.is_to_be_sent:
        raise ValidationError(_("This return is not open, so there is nothing to fill in."))
    if not person.email or not queries.is_for(person, one, today):
        raise ValidationError(_("Choose somebody who reports for this partner and has an e-mail address."))
    mail = _mail(one, person, by, today)
    transaction.on_commit(lambda: mail.send() and None)


def tell_sender(*, one: Return, by: Any, today: date) -> None:
    """Tell whoever sent a return that it came back and why, with a fresh link, unless they want no e-mail."""
    person = one.sent_by
    if person is None or person.pk == by.pk or not person.email or not queries.is_for(person, one, today):
        return
    if Quiet.objects.filter(person=person).exists():
        return
    mail = _mail(one, person, by, today)
    # Robust: a mail server that is down must not undo the decision
    transaction.on_commit(lambda: mail.send() and None, robust=True)


def _mail(one: Return, person: Any, by: Any, today: date) -> EmailMessage:
    _link, address = make_link(one=one, person=person, today=today)
    words = {"person": person, "one": one, "by": by, "link": address, "partnership": one.partnership}
    subject = render_to_string("returns/email/link_subject.txt", words)
    text = render_to_string("returns/email/link.txt", words)
    return EmailMessage(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [person.email])
