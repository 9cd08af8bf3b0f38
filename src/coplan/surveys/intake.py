"""Answers on their way in, and out again when somebody wants theirs back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.surveys import codes
from coplan.surveys.models import Answer, CameBy, Feed, Survey, Wave

MOST_ANSWERS = 20_000


@dataclass(frozen=True)
class Sheet:
    """One person's answers: numbers and choices, and what they wrote, by the key of what was asked."""

    given: Mapping[str, Any]
    written: Mapping[str, str]


def store(
    *,
    wave: Wave,
    sheet: Sheet,
    on: date,
    key: UUID,
    code: str = "",
    came_by: str = CameBy.LINK,
    batch: str = "",
    by: Any = None,
) -> Answer:
    """Keep one person's answers. The same `key` twice is the same sheet sent twice: it is kept once."""
    known: Answer | None = Answer.objects.filter(pk=key).first()
    if known is not None:
        return known
    if not (sheet.given or sheet.written):
        raise ValidationError(_("There is no answer yet. Answer one question at least."))
    if Answer.objects.filter(wave=wave).count() >= MOST_ANSWERS:
        raise ValidationError(_("This round has as many answers as it can hold."))
    answer = Answer(
        pk=key,
        partnership_id=wave.partnership_id,
        wave=wave,
        answered_on=on,
        came_by=came_by,
        given=dict(sheet.given),
        written=dict(sheet.written),
        code=codes.digest(code, wave.survey.salt) if code else "",
        batch=batch,
        typed_by=by,
    )
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError:
        again: Answer | None = Answer.objects.filter(pk=key).first()
        if again is not None:
            return again
        raise ValidationError(
            {"code": _("There are answers with this code in this round already. Check the code.")}
        ) from None
    return answer


def is_known(survey: Survey, code: str, *, but: Wave) -> bool:
    """Whether somebody gave answers with this code in another round."""
    digest = codes.digest(code, survey.salt)
    return bool(Answer.objects.filter(wave__survey=survey, code=digest).exclude(wave=but).exists())


def is_taken(wave: Wave, code: str) -> bool:
    digest = codes.digest(code, wave.survey.salt)
    return bool(Answer.objects.filter(wave=wave, code=digest).exists())


@dataclass(frozen=True)
class Withdrawn:
    """What became of somebody's wish to have their answers deleted."""

    deleted: int
    kept: int


@transaction.atomic
def withdraw(*, survey: Survey, code: str) -> Withdrawn:
    """Delete the answers of whoever holds the code, but for rounds that a reported figure rests on."""
    digest = codes.digest(code, survey.salt)
    found = list(Answer.objects.filter(wave__survey=survey, code=digest).select_related("wave"))
    reported = set(Feed.objects.filter(wave__survey=survey).values_list("wave_id", flat=True))
    gone = [one for one in found if one.wave_id not in reported]
    for answer in gone:
        _delete(answer, by=None, why=_("The person asked for it, with their code."))
    return Withdrawn(len(gone), len(found) - len(gone))


@transaction.atomic
def delete(*, answer: Answer, reason: str, by: Any) -> None:
    """Delete one person's answers for good; that one was deleted, why and by whom stays."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for whoever wonders where it went.")})
    _delete(answer, by=by, why=reason)


def _delete(answer: Answer, *, by: Any, why: str) -> None:
    wave = answer.wave
    answer.delete()
    wave.hold()
    wave.deleted_answers += 1
    wave.version += 1
    history.note(wave, by=by, why=why)
    wave.save(update_fields=["deleted_answers", "version"])


def tidy(*, answer: Answer, written: Mapping[str, str]) -> bool:
    """Put what somebody wrote without names in the place of what they wrote; whether anything changed.

    The first words are not kept anywhere: that is what it is for.
    """
    kept = {key: written.get(key, text).strip() for key, text in answer.written.items()}
    kept = {key: text for key, text in kept.items() if text}
    if kept == answer.written:
        return False
    answer.written = kept
    answer.save(update_fields=["written"])
    return True
