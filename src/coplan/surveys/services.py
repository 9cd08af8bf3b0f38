"""Making surveys: questions, rounds, new versions; and the wiping of what may no longer be kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from coplan.kit import history
from coplan.kit.models import queue
from coplan.packs import pack
from coplan.surveys.models import ANSWERED, Answer, Question, Sort, Survey, Wave

MOST_QUESTIONS = 60


def _save(record: Any, *, by: Any, why: str = "") -> None:
    if record.pk:
        record.version += 1
    history.keep(record, by=by, why=why)


@transaction.atomic
def add_measure(*, survey: Survey, code: str, by: Any) -> Question:
    """Ask a tested measure as a whole, in the wording it was tested in."""
    queue(survey.partnership_id)
    if code not in {one.code for one in pack().measures()}:
        raise ValidationError(_("Choose one of the measures on the list."))
    if Question.objects.filter(survey=survey, measure=code).exists():
        raise ValidationError(_("The survey asks this measure already."))
    made = Question(partnership_id=survey.partnership_id, survey=survey, sort=Sort.MEASURE, measure=code)
    return add_question(question=made, by=by)


@transaction.atomic
def add_question(*, question: Question, by: Any) -> Question:
    """Put a question at the end."""
    queue(question.partnership_id)
    mine = Question.objects.filter(survey=question.survey)
    if mine.count() >= MOST_QUESTIONS:
        raise ValidationError(_("A survey has 60 questions at most. People stop long before that."))
    question.position = (mine.aggregate(last=Max("position"))["last"] or 0) + 1
    _save(question, by=by)
    return question


@transaction.atomic
def change_question(*, question: Question, by: Any, why: str = "") -> None:
    queue(question.partnership_id)
    _save(question, by=by, why=why)


@transaction.atomic
def remove_question(*, question: Question, by: Any) -> None:
    queue(question.partnership_id)
    if question.survey.has_answers:
        raise ValidationError(ANSWERED)
    history.note(question, by=by)
    question.remove()


@transaction.atomic
def move_question(*, question: Question, up: bool, by: Any) -> None:
    """Change places with the one before or after; at the end nothing happens."""
    queue(question.partnership_id)
    if question.survey.has_answers:
        raise ValidationError(ANSWERED)
    order = list(Question.objects.filter(survey=question.survey))
    at = next(place for place, one in enumerate(order) if one.pk == question.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for place, one in enumerate(order, 1):
        if one.position != place:
            one.position = place
            one.version += 1
            history.note(one, by=by)
            one.save(update_fields=["position", "version"])


@transaction.atomic
def new_version(*, survey: Survey, by: Any) -> Survey:
    """The same survey again with the same questions and no rounds, to be changed."""
    queue(survey.partnership_id)
    questions = list(Question.objects.filter(survey=survey))
    names = [one.name for one in Survey._meta.concrete_fields if one.editable and one.name != "id"]
    made = Survey(
        partnership_id=survey.partnership_id,
        copied_from=survey,
        **{name: getattr(survey, name) for name in names},
    )
    made.title = _("%(title)s (new version)") % {"title": survey.title[:100]}
    _save(made, by=by)
    fields = [one.attname for one in Question._meta.concrete_fields if one.editable]
    for one in questions:
        again = Question(
            partnership_id=survey.partnership_id,
            survey=made,
            position=one.position,
            measure=one.measure,
            **{name: getattr(one, name) for name in fields if name != "id"},
        )
        _save(again, by=by)
    return made


@transaction.atomic
def save_wave(*, wave: Wave, by: Any) -> None:
    queue(wave.partnership_id)
    if not Question.objects.filter(survey=wave.survey_id).exists():
        raise ValidationError(_("Add a question first: a round without questions has nothing to ask."))
    _save(wave, by=by)


@transaction.atomic
def remove_wave(*, wave: Wave, by: Any) -> None:
    wave.hold()
    if Answer.objects.filter(wave=wave).exists():
        raise ValidationError(_("People have answered in this round, so it stays."))
    history.note(wave, by=by)
    wave.remove()


def wipe_lapsed(*, today: date) -> int:
    """Wipe written answers and codes of every survey whose day has passed; how many surveys."""
    with scopes_disabled():
        lapsed = list(Survey.every.filter(keep_until__lt=today, wiped_on=None).select_related("partnership"))
    for survey in lapsed:
        with scope(partnership=survey.partnership), transaction.atomic():
            _wipe(survey, today)
    return len(lapsed)


def _wipe(survey: Survey, today: date) -> None:
    """Pairs stay pairs, under a new name that no code leads to."""
    found: Iterable[Answer] = Answer.objects.filter(wave__survey=survey)
    names: dict[str, str] = {}
    for answer in found:
        if not (answer.written or answer.code):
            continue
        if answer.code:
            answer.code = names.setdefault(answer.code, secrets.token_hex(16))
        answer.written = {}
        answer.save(update_fields=["written", "code"])
    survey.wiped_on = today
    survey.version += 1
    history.note(survey, by=None, why=_("The day until which written answers are kept has passed."))
    survey.save(update_fields=["wiped_on", "version"])
