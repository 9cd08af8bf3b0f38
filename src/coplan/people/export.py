"""Everything coplan holds about a person, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from coplan.kit.models import Attachment, Comment
from coplan.kit.tables import plain
from coplan.people.holdings import HOLDINGS, OWN_WORDS, Row, own_words
from coplan.people.models import Affiliation, Person

own_words(Comment, "text")
own_words(Attachment, "name")


@dataclass(frozen=True)
class Section:
    """One kind of thing held, in rows of labelled values."""

    code: str
    title: str
    rows: tuple[Row, ...]


def export_person(*, person: Person) -> dict[str, Any]:
    """The whole of it, ready for JSON."""
    return {
        "person": person.pk,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "sections": [
            {"code": found.code, "title": found.title, "rows": [dict(row) for row in found.rows]}
            for found in sections(person)
        ],
    }


def sections(person: Person) -> list[Section]:
    held = [
        Section("person", _("About you"), (_about(person),)),
        Section("addresses", _("E-mail addresses you sign in with"), tuple(_addresses(person))),
        Section("security", _("How you sign in"), tuple(_security(person))),
        Section("sessions", _("Where you are signed in"), tuple(_sessions(person))),
        Section("affiliations", _("Organisations you act for"), tuple(_affiliations(person))),
    ]
    held += [Section(h.code, str(h.title), tuple(h.rows(person))) for h in HOLDINGS.values()]
    with scopes_disabled():
        held.append(Section("records", _("Records that name you"), tuple(_records(person))))
        held.append(Section("changes", _("Changes you made"), tuple(_changes(person))))
    return held


def _about(person: Person) -> Row:
    return {
        _("Name"): person.name,
        _("E-mail address"): person.email or "",
        _("May sign in"): plain(person.is_active),
        _("Programme team"): plain(person.is_programme),
        _("Has a password"): plain(person.has_usable_password()),
        _("Last signed in"): _moment(person.last_login),
    }


def _addresses(person: Person) -> Iterator[Row]:
    for address in EmailAddress.objects.filter(user=person):
        yield {_("E-mail address"): address.email, _("Confirmed"): plain(address.verified)}


def _security(person: Person) -> Iterator[Row]:
    for authenticator in Authenticator.objects.filter(user=person):
        yield {
            _("Kind"): str(authenticator.get_type_display()),
            _("Name"): str(authenticator.data.get("name", "")),
            _("Added"): _moment(authenticator.created_at),
            _("Last used"): _moment(authenticator.last_used_at),
        }
    for account in SocialAccount.objects.filter(user=person):
        yield {
            _("Kind"): _("Single sign-on"),
            _("Name"): f"{account.provider} {account.uid}",
            _("Added"): _moment(account.date_joined),
            _("Last used"): _moment(account.last_login),
            _("Received from it"): str(account.extra_data),
        }


def _sessions(person: Person) -> Iterator[Row]:
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            yield {_("Signed in until"): _moment(session.expire_date)}


def _affiliations(person: Person) -> Iterator[Row]:
    for affiliation in person.affiliations.select_related("organisation"):
        yield {
            _("Organisation"): affiliation.organisation.name,
            _("Job title"): affiliation.job_title,
            _("From"): plain(affiliation.starts_on),
            _("To"): plain(affiliation.ends_on),
        }


def _covered() -> set[type[models.Model]]:
    """Tables told of elsewhere in the export."""
    told = {model for holding in HOLDINGS.values() for model in holding.models}
    return told | {Affiliation, EmailAddress, Authenticator, SocialAccount}


def _is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "history_type") and hasattr(model, "instance_type")


def _records(person: Person) -> Iterator[Row]:
    """Every other row of any table that points at the person: which it is, and the person's own words in it.

    Not the rest of the row: that is about the partnership, and may not be theirs to read.
    """
    for model in apps.get_models():
        if model in _covered() or _is_history(model) or model._meta.auto_created:
            continue
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            if field.related_model is Person:
                yield from _naming(model, field, person)


def _naming(model: type[models.Model], field: Any, person: Person) -> Iterator[Row]:
    owned = [f.name for f in model._meta.concrete_fields if f.name == "partnership"]
    for row in model._base_manager.filter(**{field.name: person}).select_related(*owned).iterator():
        words = {
            str(model._meta.get_field(name).verbose_name).capitalize(): plain(getattr(row, name))  # type: ignore[union-attr]
            for name in OWN_WORDS.get(model, ())
        }
        yield {
            _("Kind"): str(model._meta.verbose_name).capitalize(),
            _("Reference"): str(getattr(row, "reference", row.pk)),
            _("Partnership"): str(row.partnership) if owned else "",
            _("Your part in it"): str(field.verbose_name),
            _("On"): _day_of(row),
            **words,
        }


def _day_of(row: Any) -> str:
    named = (getattr(row, name, None) for name in ("created_at", "at"))
    return _moment(next((moment for moment in named if moment), None))


def _changes(person: Person) -> Iterator[Row]:
    acts = {"+": _("added"), "~": _("changed"), "-": _("deleted")}
    for model in apps.get_models():
        if not _is_history(model):
            continue
        kept: Any = model
        for row in kept.objects.filter(history_user=person).iterator():
            yield {
                _("Kind"): str(kept.instance_type._meta.verbose_name).capitalize(),
                _("Reference"): str(getattr(row, "number", None) or row.id),
                _("What you did"): acts[row.history_type],
                _("On"): _moment(row.history_date),
                _("Reason given"): row.history_change_reason or "",
            }


def _moment(when: datetime | date | None) -> str:
    if when is None:
        return ""
    return date_format(timezone.localtime(when), "j F Y H:i") if isinstance(when, datetime) else plain(when)
