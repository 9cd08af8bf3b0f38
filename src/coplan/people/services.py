"""Making people, keeping their e-mail address in step, and who acts for whom."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from coplan.kit.history import note
from coplan.people.models import Affiliation, Organisation, Person


@transaction.atomic
def create_person(
    *,
    name: str,
    email: str | None = None,
    is_programme: bool = False,
    password: str | None = None,
    by: Person | None = None,
) -> Person:
    """Somebody new. With an address they may sign in by code at once: the caller vouches for the address."""
    person = Person(name=name.strip(), email=tidy_email(email), is_programme=is_programme)
    person.set_password(password)
    note(person, by=by)
    person.full_clean(exclude=["password"])
    person.save()
    ensure_email(person=person)
    return person


def tidy_email(email: str | None) -> str | None:
    """Small letters throughout: one person, one account, however the address is typed."""
    return (email or "").strip().lower() or None


@transaction.atomic
def ensure_email(*, person: Person) -> None:
    """Make the sign-in library's row for the person's address: the only one, and verified."""
    others = EmailAddress.objects.filter(user=person)
    if person.email is None:
        others.delete()
        return
    others.exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def rename_person(*, person: Person, name: str, by: Person) -> None:
    person.name = name.strip()
    person.full_clean(exclude=["password"])
    note(person, by=by)
    person.save(update_fields=["name"])


@transaction.atomic
def act_for(
    *,
    person: Person,
    organisation: Organisation,
    by: Person,
    job_title: str = "",
    starts_on: date | None = None,
) -> Affiliation:
    """Let a person act for an organisation, or leave it so if they do already."""
    today = timezone.localdate()
    current = person.affiliations.on(today).filter(organisation=organisation).first()
    if current is not None:
        return current
    affiliation = Affiliation(
        person=person, organisation=organisation, job_title=job_title, starts_on=starts_on or today
    )
    note(affiliation, by=by)
    affiliation.full_clean()
    affiliation.save()
    return affiliation


@transaction.atomic
def stop_acting_for(*, affiliation: Affiliation, by: Person, last_day: date, why: str = "") -> None:
    affiliation.ends_on = last_day
    affiliation.full_clean()
    note(affiliation, by=by, why=why)
    affiliation.save(update_fields=["ends_on"])
