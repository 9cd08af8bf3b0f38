"""The documents there are: adding one is adding a module that registers it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django_stubs_ext import StrOrPromise

from coplan.documents.paper import Paper
from coplan.kit.access import Action
from coplan.kit.shell import Section
from coplan.partnerships.models import Partnership


@dataclass(frozen=True)
class Wording:
    """A part that no record can say: the argument, in the partnership's own words."""

    part: str
    title: StrOrPromise
    ask: StrOrPromise


@dataclass(frozen=True)
class Period:
    """The days a report is about, first and last."""

    start: date
    end: date


@dataclass(frozen=True)
class Document:
    """One kind of document.

    `gather` draws it from the record: `gather(partnership, today, period)`; the period is None where a
    document has none. `action` is who may issue it. `is_signed` says whether partners sign it off.
    """

    code: str
    title: StrOrPromise
    purpose: StrOrPromise
    guidance: str
    action: Action
    gather: Callable[[Partnership, date, Any], Paper]
    section: Section
    order: int
    is_signed: bool = False
    has_period: bool = False
    wordings: tuple[Wording, ...] = ()

    def wording(self, part: str) -> Wording | None:
        return next((one for one in self.wordings if one.part == part), None)


DOCUMENTS: dict[str, Document] = {}


def register(document: Document) -> Document:
    """Add a document; a code used twice is a mistake."""
    if document.code in DOCUMENTS:
        raise ValueError(f"The document {document.code!r} is registered twice.")
    DOCUMENTS[document.code] = document
    return document
