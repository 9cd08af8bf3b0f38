"""Issues the example's documents and has them signed, on the days on which that would have happened."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.urls import get_resolver
from django_scopes import scope

from coplan.demo.content.documents import ISSUED_ON, ISSUES, SIGNED, Issue, Word
from coplan.demo.maker import Maker
from coplan.demo.rows import quarter_end, quarter_start
from coplan.documents import services
from coplan.documents.models import Issued
from coplan.partnerships.models import Participant
from coplan.people.models import Person


def issue_all(maker: Maker) -> dict[str, Issued]:
    """Each document with its files, drawn from the record as it stands when this is called."""
    # Records learn their addresses when the pages are read in, and a document links to some
    assert get_resolver().url_patterns
    with scope(partnership=maker.partnership):
        return {one.code: _issue(maker, one) for one in ISSUES}


def _issue(maker: Maker, one: Issue) -> Issued:
    assert maker.partnership is not None
    document, day = services.DOCUMENTS[one.code], maker.day(ISSUED_ON)
    made = services.issue(
        document=document,
        partnership=maker.partnership,
        today=day,
        period=_last_quarter(day) if document.has_period else None,
        note=one.note,
        by=maker.made(Person, one.who),
    )
    maker.set_back(made, ISSUED_ON)
    return made


def _last_quarter(day: date) -> services.Period:
    return services.Period(quarter_start(-1)(day), quarter_end(-1)(day))


def sign_all(maker: Maker, issued: dict[str, Issued]) -> None:
    with scope(partnership=maker.partnership):
        for one in SIGNED:
            _sign(maker, issued[one.code], one)


def _sign(maker: Maker, document: Issued, one: Word) -> None:
    part = cast("Participant", maker.made(Participant, one.part))
    made = services.sign(
        document=document,
        part=part,
        decision=one.decision,
        reason=one.reason,
        digest=document.digest,
        today=maker.day(one.on),
        by=part.person,
    )
    maker.set_back(made, one.on)
