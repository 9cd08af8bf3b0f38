"""Issuing a document, signing it off, and writing the parts no record can say."""

from __future__ import annotations

import secrets
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.documents import queries
from coplan.documents.models import Issued, Passage, SignOff
from coplan.documents.paper import Paper, as_record
from coplan.documents.registry import DOCUMENTS, Document, Period
from coplan.documents.render import page
from coplan.documents.sections import voices
from coplan.evidence import queries as evidence_queries
from coplan.evidence import services as evidence
from coplan.evidence.models import Use
from coplan.kit import frozen, history
from coplan.kit.models import queue
from coplan.need.queries import NOT_ASKED
from coplan.partnerships.models import Participant, Partnership, PersonaRole

FORMATS = ("html", "pdf", "docx")


def digest_of(record: dict[str, Any], files: dict[str, bytes]) -> str:
    """SHA-256 of a list of SHA-256s, one line each as `sha256sum` writes them: record, html, pdf, docx."""
    parts = {"json": frozen.canonical(record), **files}
    lines = (f"{sha256(parts[name]).hexdigest()}  document.{name}\n" for name in ("json", *FORMATS))
    return sha256("".join(lines).encode()).hexdigest()


def files_of(paper: Paper, slug: str) -> dict[str, bytes]:
    # Their libraries take a second to load, and only issuing needs them
    from coplan.documents.render import pdf, word  # noqa: PLC0415

    return {"html": page.whole(paper, slug).encode(), "pdf": pdf.pdf(paper), "docx": word.docx(paper)}


def issue(
    *, document: Document, partnership: Partnership, today: date, period: Period | None, note: str, by: Any
) -> Issued:
    """Gather once, make every file from that, and store all of it with its digest."""
    paper = document.gather(partnership, today, period)
    record = as_record(paper)
    # Outside the transaction: making the files takes seconds, and other writers would wait
    files = files_of(paper, partnership.slug)
    made = Issued(
        partnership=partnership,
        code=document.code,
        title=title_of(paper, period),
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        gathered=record,
        digest=digest_of(record, files),
        note=note,
        issued_by=by,
    )
    _store(made, files, by)
    _note_voices(paper, made, by)
    return made


def _note_voices(paper: Paper, made: Issued, by: Any) -> None:
    """What of the evidence bank went out in it, so that it can be asked back."""
    evidence.went_out(
        items=evidence_queries.items().filter(number__in=voices.numbers_in(paper)),
        use=Use.REPORTS,
        left_in=f"{made.reference} {made.title}",
        to_whom=made.note,
        in_kind=made.kind,
        in_number=made.number,
        by=by,
    )


def title_of(paper: Paper, period: Period | None) -> str:
    return f"{paper.title}, {paper.facts[0][1]}" if period else paper.title


def _store(made: Issued, files: dict[str, bytes], by: Any) -> None:
    try:
        for name, content in files.items():
            getattr(made, name).save(f"{secrets.token_hex(16)}.{name}", ContentFile(content), save=False)
        with transaction.atomic():
            history.keep(made, by=by, why=made.note)
    except Exception:
        for name in FORMATS:
            stored = getattr(made, name)
            if stored:
                stored.storage.delete(stored.name)
        raise


def is_intact(issued: Issued) -> bool:
    """Whether the stored files and the record are still those that were issued."""
    try:
        files = {name: _read(issued, name) for name in FORMATS}
    except OSError:
        return False
    return secrets.compare_digest(digest_of(issued.gathered, files), issued.digest)


def _read(issued: Issued, name: str) -> bytes:
    with getattr(issued, name).open("rb") as file:
        return bytes(file.read())


@transaction.atomic
def sign(
    *, document: Issued, part: Participant, decision: str, reason: str, digest: str, today: date, by: Any
) -> SignOff:
    """`part` gives the word of the organisation it acts for; an earlier word is kept, replaced."""
    partner = part.partner
    acts = part.person_id == by.pk and part.role == PersonaRole.PARTNER and part.is_current(today)
    if partner is None or not acts:
        raise ValidationError(_("You can sign only for an organisation you act for as a partner here."))
    if partner.role in NOT_ASKED:
        raise ValidationError(_("Funders and evaluators are not asked to sign this document off."))
    if not partner.is_current(today):
        raise ValidationError(_("%(partner)s is no longer a partner here.") % {"partner": partner})
    if not DOCUMENTS[document.code].is_signed:
        raise ValidationError(_("This document is not signed off."))
    if not is_intact(document):
        raise ValidationError(
            _("The stored files are not those that were issued. Ask the coordinator to issue it again.")
        )
    queue(document.partnership_id)
    earlier = SignOff.objects.filter(document=document, partner=partner, replaced_at=None).first()
    if earlier is not None:
        earlier.replaced_at = timezone.now()
        history.note(earlier, by=by)
        earlier.save(update_fields=["replaced_at"])
    word_given = SignOff(
        partnership_id=document.partnership_id,
        document=document,
        partner=partner,
        decision=decision,
        reason=reason.strip(),
        by=part,
        digest=digest,
    )
    history.keep(word_given, by=by, why=reason)
    return word_given


class WrittenMeanwhileError(Exception):
    """Somebody else saved other words for the same part since the writer opened it."""

    def __init__(self, theirs: Passage) -> None:
        super().__init__(str(theirs))
        self.theirs = theirs


@transaction.atomic
def write(
    *, partnership: Partnership, document: Document, part: str, text: str, version: int, by: Any
) -> Passage:
    """Keep the partnership's own words for one part of a document, in place of those of `version`."""
    queue(partnership.pk)
    passage = queries.passage(document.code, part)
    if passage is None:
        passage = Passage(partnership=partnership, code=document.code, part=part)
    elif passage.text == text:
        return passage
    elif passage.version != version:
        raise WrittenMeanwhileError(passage)
    else:
        passage.version += 1
    passage.text = text
    history.keep(passage, by=by)
    return passage
