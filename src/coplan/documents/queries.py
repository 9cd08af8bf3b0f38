"""Reads used by the pages, gates, my work, the overview and health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from coplan.documents.models import Issued, Passage, SignOff
from coplan.documents.registry import DOCUMENTS
from coplan.need.queries import NOT_ASKED, asked_partners
from coplan.partnerships.models import Partner, PersonaRole
from coplan.partnerships.roles import Standing


def texts(code: str) -> dict[str, str]:
    """The partnership's own words for a document, by part."""
    return dict(Passage.objects.filter(code=code).values_list("part", "text"))


def passage(code: str, part: str) -> Passage | None:
    """The partnership's own words for one part of a document, if there are any."""
    found: Passage | None = Passage.objects.filter(code=code, part=part).first()
    return found


def issued() -> QuerySet[Any]:
    """Every issued document, the newest first, with its sign-offs in force as `in_force`; two queries."""
    words = SignOff.objects.filter(replaced_at=None).select_related("partner__organisation", "by__person")
    return (
        Issued.objects.defer("gathered")
        .select_related("issued_by")
        .prefetch_related(Prefetch("sign_offs", words, to_attr="in_force"))
        .order_by("-issued_at", "-number")
    )


def latest(code: str) -> Issued | None:
    """The newest issue of a document."""
    found: Issued | None = Issued.objects.filter(code=code).order_by("-issued_at", "-number").first()
    return found


@dataclass(frozen=True)
class PartnerWord:
    """What one partner has said to an issued document, or not yet; `earlier` are its replaced words."""

    partner: Partner
    said: SignOff | None = None
    earlier: tuple[SignOff, ...] = ()


def words_on(document: Issued, today: date) -> list[PartnerWord]:
    """Each partner that is asked, and any that spoke before it left; two queries."""
    every = list(
        SignOff.objects.filter(document=document)
        .select_related("partner__organisation", "by__person")
        .order_by("-at", "-number")
    )
    partners = {partner.pk: partner for partner in asked_partners(today)}
    for one in every:
        partners.setdefault(one.partner_id, one.partner)
    return [
        PartnerWord(
            partner,
            next((one for one in every if one.partner_id == key and one.replaced_at is None), None),
            tuple(one for one in every if one.partner_id == key and one.replaced_at is not None),
        )
        for key, partner in partners.items()
    ]


@dataclass(frozen=True)
class SignState:
    """How a document stands with the partners that are asked today."""

    approved: tuple[Partner, ...]
    declined: tuple[Partner, ...]
    waiting: tuple[Partner, ...]

    @property
    def by_all(self) -> bool:
        return bool(self.approved) and not self.declined and not self.waiting


def sign_state(in_force: list[SignOff], asked: list[Partner]) -> SignState:
    """Pure: the words in force beside the partners that are asked."""
    said = {one.partner_id: one for one in in_force}
    approved = tuple(one for one in asked if one.pk in said and said[one.pk].approves)
    declined = tuple(one for one in asked if one.pk in said and not said[one.pk].approves)
    return SignState(approved, declined, tuple(one for one in asked if one.pk not in said))


@dataclass(frozen=True)
class SigningDue:
    """A document that waits for the word of an organisation somebody acts for."""

    document: Issued
    partner: Partner


def may_sign_for(standing: Standing) -> list[Partner]:
    """The partners whose word a person may give here, each once."""
    mine = {
        part.partner_id: part.partner
        for part in standing.parts
        if part.partner is not None
        and part.role == PersonaRole.PARTNER
        and part.partner.role not in NOT_ASKED
        and part.partner.is_current(standing.today)
    }
    return [partner for partner in mine.values() if partner is not None]


def signing_due(standing: Standing) -> list[SigningDue]:
    """What waits for somebody's signature: the newest issue of each signed document; two queries."""
    mine = may_sign_for(standing)
    signed = [code for code, document in DOCUMENTS.items() if document.is_signed]
    if not mine or not signed:
        return []
    newest: dict[str, Issued] = {}
    for one in issued().filter(code__in=signed):
        newest.setdefault(one.code, one)
    return [
        SigningDue(document, partner)
        for document in newest.values()
        for partner in mine
        if not any(said.partner_id == partner.pk for said in document.in_force)  # type: ignore[attr-defined]
    ]
