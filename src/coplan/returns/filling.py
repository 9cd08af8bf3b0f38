"""Filling in a return: the same form for somebody signed in and for somebody with a link."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from coplan.outcomes import figures as written
from coplan.outcomes.queries import periods
from coplan.returns import queries, services
from coplan.returns.models import Figure, Return
from coplan.returns.services.sending import ChangedMeanwhile
from coplan.returns.sheet import Last, ReturnForm

SENT, SAVED = "sent", "saved"


@dataclass
class Filling:
    """The form as it is now; `done` says what came of sending it."""

    form: ReturnForm
    version: int
    done: str = ""
    faults: list[str] = field(default_factory=list)
    stored_meanwhile: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.faults or self.form.errors)


def questions_of(one: Return) -> list[Figure]:
    return list(queries.figures().filter(in_return=one))


def last_of(one: Return, asked: list[Figure]) -> dict[int, Last]:
    """What the partner said last; where it reports an indicator alone, the last reading does as well."""
    own = queries.last_answers(one.partner, one.round.starts_on)
    found = {
        key: Last(
            written.shown(each.indicator, each.figure, each.out_of),
            each.period,
            each.source,
            each.figure,
            each.out_of,
        )
        for key, each in own.items()
        if each.figure is not None
    }
    left = {each.indicator for each in asked} - {each.indicator for each in own.values()}
    shared = set(
        Figure.objects.filter(in_return__round=one.round_id, indicator__in=left)
        .exclude(in_return=one.pk)
        .values_list("indicator_id", flat=True)
    )
    alone = [each for each in left if each.pk not in shared]
    for key, reading in queries.last_readings(alone, one.round.starts_on).items():
        period = periods.in_words(reading.starts_on, reading.ends_on)
        shown = written.reading_in_words(reading)
        found[key] = Last(shown, period, reading.source, reading.figure, reading.out_of)
    return found


def fill(request: HttpRequest, one: Return, *, by: Any, today: date) -> Filling:
    """The form to show, or what came of what was sent."""
    asked = questions_of(one)
    last = last_of(one, asked)
    if request.method != "POST":
        return Filling(ReturnForm(asked, last), one.version)
    sending = "send" in request.POST
    made = Filling(ReturnForm(asked, last, request.POST, sending=sending), one.version)
    if not made.form.is_valid():
        made.version = _version(request) or one.version
        return made
    try:
        with transaction.atomic():
            services.save_answers(
                one=one, answers=made.form.answers, by=by, today=today, version=_version(request)
            )
            if sending:
                services.send(one=one, by=by, today=today)
    except ChangedMeanwhile as clash:
        made.faults = clash.messages
        made.stored_meanwhile = _differences(made.form, questions_of(one))
        one.refresh_from_db(fields=["version"])
        made.version = one.version
    except ValidationError as refused:
        made.faults = refused.messages
    else:
        made.done = SENT if sending else SAVED
    return made


def _version(request: HttpRequest) -> int | None:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else None


def _differences(form: ReturnForm, stored: list[Figure]) -> list[tuple[str, str]]:
    """Questions to which somebody else has stored another figure than was typed here."""
    by_number = {each.number: each for each in stored}
    found = []
    for row in form.rows:
        now = by_number.get(row.question.number)
        if now is not None and (now.figure, now.out_of) != (row.answer.figure, row.answer.out_of):
            found.append((str(now), said(now)))
    return found


def said(one: Figure) -> str:
    """An answer in words."""
    if one.not_known:
        return _("Not known: %(why)s") % {"why": one.why_not_known or _("no reason yet")}
    if one.figure is None:
        return _("nothing yet")
    told = written.shown(one.indicator, one.figure, one.out_of)
    if one.indicator.is_percentage or one.indicator.measured == "money":
        return told
    return f"{told} {one.indicator.unit}"
