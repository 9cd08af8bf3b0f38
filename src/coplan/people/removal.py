"""Removing a person: who they were goes, what the partnership's record rests on stays."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from coplan.kit.history import note
from coplan.people.holdings import HOLDINGS
from coplan.people.models import Person


class Reason(models.TextChoices):
    """Why somebody is removed. A list, because a sentence of one's own could hold the name."""

    ASKED = "asked", "The person asked for it."
    MISTAKE = "mistake", "The account was made by mistake."
    DIED = "died", "The person has died."


def obstacles(person: Person) -> list[StrOrPromise]:
    """A sentence for each reason why the person cannot be removed yet."""
    return [sentence for holding in HOLDINGS.values() for sentence in holding.obstacles(person)]


@transaction.atomic
def remove_person(*, person: Person, by: Person, reason: str) -> None:
    """Take out name, address and every way to sign in; end what they do; keep the bare record.

    Cannot be undone. What others wrote about the person in free text stays: it is the words of
    those who wrote it, and the page that asks for removal says so.
    """
    why = Reason(reason)
    if person.removed_at is not None:
        raise ValidationError(_("This person was already removed."))
    in_the_way = obstacles(person)
    if in_the_way:
        raise ValidationError(list(in_the_way))
    told = person.email
    for holding in HOLDINGS.values():
        holding.forget(person, by)
    _end_affiliations(person, timezone.localdate(), by)
    _take_out_ways_to_sign_in(person)
    _make_anonymous(person, by, why)
    if told:
        _tell_on_commit(told)


def _make_anonymous(person: Person, by: Person, why: Reason) -> None:
    person.name = _("Removed person %(number)s") % {"number": person.pk}
    person.email = None
    person.is_active = person.is_programme = False
    person.last_login = None
    person.removed_at = timezone.now()
    person.set_unusable_password()
    note(person, by=by, why=why.label)
    person.save()


def _end_affiliations(person: Person, today: date, by: Person) -> None:
    for affiliation in person.affiliations.all():
        if affiliation.ends_on is None or affiliation.ends_on >= today:
            affiliation.ends_on = max(affiliation.starts_on or today, today - timedelta(days=1))
        affiliation.job_title = ""
        note(affiliation, by=by, why="The person was removed.")
        affiliation.save(update_fields=["ends_on", "job_title"])


def _take_out_ways_to_sign_in(person: Person) -> None:
    EmailAddress.objects.filter(Q(user=person) | Q(email__iexact=person.email or "")).delete()
    SocialAccount.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)


def end_sessions(person: Person) -> None:
    """Sign the person out everywhere, and drop a sign-in half done, which holds the address.

    A session says whose it is only inside, so each is opened.
    """
    for session in Session.objects.iterator():
        inside = session.get_decoded()
        if inside.get(SESSION_KEY) == str(person.pk) or (person.email and person.email in str(inside)):
            session.delete()


def _tell_on_commit(address: str) -> None:
    text = render_to_string("people/email/removed.txt")
    mail = EmailMessage(_("Your coplan account was removed"), text, settings.DEFAULT_FROM_EMAIL, [address])
    # The removal stands even if this one message cannot be sent
    transaction.on_commit(lambda: mail.send() and None, robust=True)
