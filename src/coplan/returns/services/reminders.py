"""Reminders by e-mail: a week before a return is due, on the day, and weekly after, three times at most.

One e-mail a person a day, whatever waits. That somebody is reminded is stored before the e-mail goes: a
second run, or two at once, sends nothing twice. An e-mail that cannot be sent is tried again the next day.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django_scopes import scopes_disabled

from coplan.people.models import Person
from coplan.returns import queries
from coplan.returns.models import Figure, Link, Quiet, Reminder, Return, State, Step
from coplan.returns.services.links import make_link

log = logging.getLogger(__name__)
WEEK = timedelta(days=7)
_STEPS = (Step.BEFORE, Step.DUE, Step.LATE_1, Step.LATE_2, Step.LATE_3)
_signer = Signer(salt="coplan.returns.quiet")


@dataclass(frozen=True)
class Line:
    """One return in an e-mail, with its link."""

    one: Return
    link: str
    many: int
    days: int

    @property
    def late(self) -> int:
        return -self.days


def step_of(due_on: date, today: date) -> Step | None:
    """The step that a day belongs to; a step that was missed is sent late, never two at once."""
    week = (today - due_on) // WEEK
    return _STEPS[week + 1] if -1 <= week < len(_STEPS) - 1 else None


def remind(*, today: date) -> int:
    """Send today's reminders; how many e-mails went. For the daily run, in any scope."""
    with scopes_disabled():
        quiet = set(Quiet.objects.values_list("person_id", flat=True))
        waiting: dict[Any, list[tuple[Return, Step]]] = defaultdict(list)
        people: dict[int, Person] = {}
        for one, step, person in _due(today):
            if person.pk not in quiet:
                people[person.pk] = person
                waiting[person.pk].append((one, step))
        return sum(_remind_one(people[key], rows, today) for key, rows in waiting.items())


def _due(today: date) -> Iterator[tuple[Return, Step, Person]]:
    """Every return that somebody is to be reminded of today, with everyone who is asked."""
    rows = (
        queries.returns()
        .filter(
            state__in=(State.DRAFT, State.RETURNED),
            round__locked_at=None,
            round__opens_on__lte=today,
            round__due_on__lte=today + WEEK,
            round__due_on__gt=today - (len(_STEPS) - 1) * WEEK,
            partnership__closed_on=None,
            partner__removed_at=None,
        )
        .select_related("partnership")
        .order_by("round__due_on", "pk")
    )
    reporters = queries.reporters(today)
    for one in rows:
        step = step_of(one.round.due_on, today)
        if step is None or not one.partner.is_current(today):
            continue
        asked = reporters.get(one.partner_id, [])
        contacts = [part for part in asked if part.is_contact] or asked
        for person in {part.person_id: part.person for part in contacts}.values():
            yield one, step, person


def _remind_one(person: Person, rows: list[tuple[Return, Step]], today: date) -> int:
    claimed, lines = _claim(person, rows, today)
    if not claimed:
        return 0
    try:
        _mail(person, lines, today).send()
    except OSError:
        log.exception("A reminder could not be sent")
        with transaction.atomic():
            for row in claimed:
                row.delete()
        return 0
    return 1


def _claim(
    person: Person, rows: list[tuple[Return, Step]], today: date
) -> tuple[list[Reminder | Link], list[Line]]:
    """What nobody has been reminded of at this step yet, and the lines that say so."""
    claimed: list[Reminder | Link] = []
    lines = []
    for one, step in rows:
        if Reminder.objects.filter(in_return=one, person=person, step=step).exists():
            continue
        try:
            with transaction.atomic():
                mark = Reminder(partnership_id=one.partnership_id, in_return=one, person=person, step=step)
                mark.save()
                link, address = make_link(one=one, person=person, today=today)
        except IntegrityError:
            # Another run was quicker
            continue
        claimed += [mark, link]
        many = Figure.objects.filter(in_return=one).count()
        lines.append(Line(one, address, many, (one.round.due_on - today).days))
    return claimed, lines


def _mail(person: Person, lines: list[Line], today: date) -> EmailMessage:
    stop = quiet_address(person)
    words = {"person": person, "lines": lines, "today": today, "stop": stop}
    subject = render_to_string("returns/email/reminder_subject.txt", words)
    text = render_to_string("returns/email/reminder.txt", words)
    return EmailMessage(
        " ".join(subject.split()),
        text,
        settings.DEFAULT_FROM_EMAIL,
        [str(person.email)],
        headers={"List-Unsubscribe": f"<{stop}>"},
    )


def quiet_address(person: Any) -> str:
    """Where somebody turns their reminders off and on without signing in."""
    return f"{settings.ADDRESS.origin}{reverse('reminders-link', args=[_signer.sign(str(person.pk))])}"


def find_person(token: str) -> Person | None:
    try:
        key = _signer.unsign(token)
    except BadSignature:
        return None
    found: Person | None = Person.objects.filter(pk=int(key), is_active=True, removed_at=None).first()
    return found


def is_quiet(person: Any) -> bool:
    return bool(Quiet.objects.filter(person=person).exists())


def be_quiet(*, person: Any) -> None:
    """No more reminders for this person."""
    Quiet.objects.get_or_create(person=person)


def be_reminded(*, person: Any) -> None:
    """Reminders again."""
    Quiet.objects.filter(person=person).delete()
