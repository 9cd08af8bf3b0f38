"""Two partnerships with one believable record of every kind, made from the models themselves.

A new kind of record joins by itself; `PARTICULARS` holds what its fields cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import get_resolver
from django.utils import timezone
from django_scopes import scope

from coplan import guidance
from coplan.documents.paper import as_record
from coplan.documents.registry import DOCUMENTS, Document
from coplan.engines.health.registry import RULES
from coplan.kit import attachments
from coplan.kit.models import Attachment, PartnershipModel
from coplan.kit.registers import Register
from coplan.outcomes.models import Element, Tier
from coplan.partnerships import invitations
from coplan.partnerships.models import Invitation, Participant, Partner, Partnership, PersonaRole
from coplan.partnerships.testing import make_partnership, make_person, take_part
from coplan.people.models import Organisation, Person, Sector
from coplan.returns import services as returns
from coplan.returns.models import Return

SINCE = date(2025, 1, 6)
# The numbers of the two partnerships' records never meet, so a leak cannot pass for an own record
MINE, REMOVED, THEIRS = 501, 601, 777
MEMBERS = ("observer", "funder", "evaluator", "service user", "partner", "coordinator")
PERSONAS = ("anonymous", "outsider", *MEMBERS, "programme")
GATE = "form"


def record_kinds() -> list[type[PartnershipModel]]:
    return [model for model in apps.get_models() if issubclass(model, PartnershipModel)]


def registers() -> list[type[Register]]:
    """Every register of the site, in the order of their addresses' names."""
    # They exist once the addresses do
    assert get_resolver().url_patterns
    found = {one for one in _below(Register) if hasattr(one, "prefix") and _shipped(one)}
    return sorted(found, key=lambda one: one.name())


def _shipped(one: type[Register]) -> bool:
    return one.__module__.startswith("coplan.") and ".tests." not in one.__module__


def _below(base: type[Register]) -> Iterator[type[Register]]:
    for one in base.__subclasses__():
        yield one
        yield from _below(one)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Maker:
    """Makes records of one partnership; `one(Risk)` is its record of that kind, made when first asked for."""

    partnership: Partnership
    coordinator: Person
    number: int
    made: dict[type[PartnershipModel], Any] = field(default_factory=dict)

    def one(self, kind: type[PartnershipModel]) -> Any:
        if kind not in self.made:
            self.made[kind] = self.make(kind, 0, number=self.number)
        return self.made[kind]

    def make(self, kind: type[PartnershipModel], n: int, **given: Any) -> Any:
        """The nth record of a kind; what must be unique differs with n."""
        particulars = PARTICULARS.get(kind.kind, lambda maker, n: {})(self, n)
        record = kind(partnership=self.partnership)
        chosen = {**particulars, **given}
        for one in kind._meta.concrete_fields:
            if one.name in chosen:
                setattr(record, one.name, chosen[one.name])
            elif one.name not in SELF_MADE:
                self._fill(record, one, n)
        record.full_clean()
        record.save()
        return record

    def _fill(self, record: Any, one: Any, n: int) -> None:
        if one.is_relation:
            setattr(record, one.name, self._related(record, one, n))
        elif not (one.null or one.blank or one.has_default()) or one.name == "code":
            setattr(record, one.name, _value(one, n))

    def _related(self, record: Any, one: Any, n: int) -> Any:
        wanted = one.related_model
        if wanted is type(record):
            return None
        if wanted is Organisation:
            return Organisation.objects.create(
                name=f"Organisation {Organisation.objects.count()}", sector=Sector.THIRD
            )
        if wanted is Person:
            unique = one.name in _unique(type(record))
            return make_person(f"Person {Person.objects.count()}") if unique and n else self.coordinator
        fresh = n and one.name in _unique(type(record))
        return self.make(wanted, n) if fresh else self.one(wanted)


SELF_MADE = {"id", "partnership", "number", "version", "created_at", "removed_at"}


def _unique(kind: type[PartnershipModel]) -> set[str]:
    """The fields in which two records of a kind must differ."""
    found = [one.fields for one in kind._meta.constraints if isinstance(one, models.UniqueConstraint)]
    return {name for fields in found for name in fields} - {"partnership"}


def _value(one: Any, n: int) -> Any:
    choices = [value for value, _label in one.flatchoices if value not in ("", None)]
    if choices:
        return choices[0]
    if isinstance(one, models.DateField):
        return _month(n) + timedelta(days=27 if one.name == "ends_on" else 0)
    if isinstance(one, models.FileField):
        return ContentFile(b"Kept as it was issued.", name=f"{one.name}.{one.name}")
    if isinstance(one, models.DecimalField):
        return Decimal(10)
    if isinstance(one, models.IntegerField):
        return 2026 if one.name == "year" else 3
    if isinstance(one, models.JSONField):
        return {"of": n}
    return f"{one.verbose_name} {n}".capitalize()[: one.max_length or 200]


def _month(n: int) -> date:
    """The first of the nth month from the beginning."""
    return date(SINCE.year + n // 12, n % 12 + 1, 1)


Particulars = Callable[[Maker, int], dict[str, Any]]


def criterion() -> str:
    """The code of a criterion that only a person can show."""
    gate = next(one for one in guidance.gates() if one.stage == GATE)
    return next(one.code for one in gate.criteria if not one.automatic)


def signed_document() -> Document:
    """One that partners sign, with parts to be written by hand."""
    return next(one for one in DOCUMENTS.values() if one.is_signed and one.wordings and not one.has_period)


RULE = next(iter(RULES))

PARTICULARS: dict[str, Particulars] = {
    "partner": lambda maker, n: {"joined_on": SINCE},
    "participant": lambda maker, n: {"role": PersonaRole.COORDINATOR, "starts_on": SINCE},
    "gate": lambda maker, n: {
        "stage": GATE,
        "decision": "conditions",
        "conditions": "Two more partners sign.",
        "conditions_due_on": _month(n),
    },
    "criterion-evidence": lambda maker, n: {"stage": GATE, "criterion": criterion()},
    "raid-action": lambda maker, n: {"issue": None},
    "element": lambda maker, n: {"tier": Tier.SHORT},
    "service-change-aim": lambda maker, n: {"element": None},
    "element-link": lambda maker, n: {"target": maker.make(Element, n + 1)},
    "evidence-tag": lambda maker, n: {"indicator": None},
    "finding-ground": lambda maker, n: {"item": None},
    "evaluator-choice": lambda maker, n: {"chosen": None},
    "finding": lambda maker, n: {"answer_owner": None},
    "evaluation-source": lambda maker, n: {"method": "interview", "indicator": None},
    "proxy": lambda maker, n: {"price_year": 2019},
    "value-scenario": lambda maker, n: {"settings": {"deadweight": 0.2}},
    "document": lambda maker, n: {
        "code": signed_document().code,
        "gathered": as_record(signed_document().gather(maker.partnership, timezone.localdate(), None)),
        "digest": "0" * 64,
    },
    "sign-off": lambda maker, n: {"digest": "0" * 64},
    "plan-frame": lambda maker, n: {"end_milestone": None},
    "plan-baseline": lambda maker, n: {"dates": {}},
    "reporting-round": lambda maker, n: {"due_on": _month(n) + timedelta(days=42)},
    "survey-question": lambda maker, n: {
        "sort": "one",
        "options": ["Yes", "No"],
        "text": "Was it of help?",
        "breakdown": None,
    },
    "survey-wave": lambda maker, n: {"closes_on": timezone.localdate() + timedelta(days=30)},
    "suppression": lambda maker, n: {"code": RULE, "until": timezone.localdate() + timedelta(days=60)},
}


class Browser(Client):
    """One loaded application for all; Django's own would load it again, and copy the context of every template."""

    application = ClientHandler(enforce_csrf_checks=False)

    def request(self, **request: Any) -> Any:
        return self.application(self._base_environ(**request))


@dataclass
class World:
    """`mine` is where every member persona takes part; `theirs` is the outsider's."""

    mine: Maker
    theirs: Maker
    people: dict[str, Person]
    invitation: Invitation
    token: str
    return_link: tuple[int, str]
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, persona: str) -> Browser:
        """A fresh browser, signed in; the session is made once and outlives what is undone."""
        client = Browser()
        if persona in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[persona]
        return client

    def sign_in(self) -> None:
        for persona, person in self.people.items():
            client = Client()
            client.force_login(person)
            self.sessions[persona] = client.cookies[settings.SESSION_COOKIE_NAME].value


def make_world() -> World:
    mine, theirs = make_partnership("Living well", "living-well"), make_partnership("Getting about", "about")
    people = {name: make_person(name.capitalize()) for name in (*MEMBERS, "outsider")}
    people["programme"] = make_person("Programme", is_programme=True)
    makers = Maker(mine, people["coordinator"], MINE), Maker(theirs, people["outsider"], THEIRS)
    for maker in makers:
        with scope(partnership=maker.partnership):
            _furnish(maker)
    _seat(makers[0], people)
    with scope(partnership=mine):
        _remove_one_of_each(makers[0])
        invitation, token = _invite(makers[0])
        return_link = _link_to_return(makers[0])
    made = World(*makers, people, invitation, token, return_link)
    made.sign_in()
    return made


def _furnish(maker: Maker) -> None:
    """One record of every kind, a file with each that has a page."""
    maker.made[Participant] = maker.make(
        Participant, 0, number=maker.number, person=maker.coordinator, partner=maker.one(Partner)
    )
    for kind in record_kinds():
        maker.one(kind)
    for register in registers():
        note = SimpleUploadedFile("note.txt", b"Kept with the record.")
        told = attachments.add(maker.one(register.model), note, by=maker.coordinator)
        assert told == "", told


def _seat(maker: Maker, people: dict[str, Person]) -> None:
    with scope(partnership=maker.partnership):
        partner = maker.make(Partner, 1)
    for name in MEMBERS[:-1]:
        take_part(
            maker.partnership, people[name], name.replace(" ", "-"), partner if name == "partner" else None
        )


def _remove_one_of_each(maker: Maker) -> None:
    for register in registers():
        maker.make(register.model, 1, number=REMOVED, removed_at=timezone.now())


def _invite(maker: Maker) -> tuple[Invitation, str]:
    """An invitation to the outsider, with the secret that its link carries."""
    invitation = invitations.invite(
        partnership=maker.partnership,
        name="Outsider",
        email="outsider@example.org",
        role=PersonaRole.OBSERVER,
        by=maker.coordinator,
    )
    secret = invitations._renew(invitation)
    invitation.save()
    return invitation, invitations.link(invitation, secret).rstrip("/").rpartition("/")[2]


def _link_to_return(maker: Maker) -> tuple[int, str]:
    """The key and the secret part of a link to a return, for the coordinator."""
    link, address = returns.make_link(
        one=maker.one(Return), person=maker.coordinator, today=timezone.localdate()
    )
    return int(link.pk), address.rstrip("/").rpartition("/")[2]


def file_of(record: PartnershipModel) -> Attachment:
    """The file that the world put with a record."""
    found: Attachment = Attachment.of(record).get()
    return found
