"""Filling in a return: saved as often as wanted, sent once everything in it is right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.returns import checks, queries
from coplan.returns.checks import Answer
from coplan.returns.models import Figure, FigurePart, Return, State
from coplan.returns.services.saving import hold, store
from coplan.returns.sheet import as_answer

_SAID = ("figure", "out_of", "not_known", "why_not_known", "source", "note")


class ChangedMeanwhile(ValidationError):
    """Somebody else saved the return after the form was opened."""


@transaction.atomic
def save_answers(
    *, one: Return, answers: Mapping[int, Answer], by: Any, today: date, version: int | None = None
) -> int:
    """Keep what was typed so far, by the question's number; how many answers changed.

    `version` is that of the return when the form was opened.
    """
    began = hold(one)
    _refuse_closed(one, began.opens_on, today)
    if version is not None and version != one.version:
        raise ChangedMeanwhile(
            _(
                "Somebody else saved this return while you were typing. What you typed is still here; what "
                "was stored meanwhile stands beside it. Save again to keep yours."
            )
        )
    changed = sum(
        _answer(figure, answers[figure.number], by)
        for figure in queries.figures().filter(in_return=one)
        if figure.number in answers
    )
    if changed:
        store(one, by=by, fields=[])
    return changed


def _refuse_closed(one: Return, opens_on: date, today: date) -> None:
    if one.round.is_locked:
        raise ValidationError(_("The round is locked, so its figures can no longer be changed."))
    if opens_on > today:
        raise ValidationError(_("This round has not opened yet."))
    if not one.is_to_be_sent:
        told = _("This return was sent already. Ask a coordinator to send it back if a figure is wrong.")
        raise ValidationError(told)


def _answer(figure: Figure, answer: Answer, by: Any) -> bool:
    for _name, told in checks.possible(figure.indicator, answer):
        raise ValidationError(told)
    before = as_answer(figure)
    parts = {key: counts for key, counts in answer.parts.items() if any(one is not None for one in counts)}
    if (before.parts, *(getattr(before, name) for name in _SAID)) == (
        parts,
        *(getattr(answer, name) for name in _SAID),
    ):
        return False
    for name in _SAID:
        setattr(figure, name, getattr(answer, name))
    store(figure, by=by, fields=list(_SAID))
    _keep_parts(figure, parts, by)
    return True


def _keep_parts(figure: Figure, wanted: dict[int, checks.Counts], by: Any) -> None:
    left = dict(wanted)
    for part in FigurePart.objects.filter(of_figure=figure):
        if part.group_id not in left:
            history.note(part, by=by)
            part.remove()
            continue
        count, out_of = left.pop(part.group_id)
        if (part.figure, part.out_of) != (count or 0, out_of):
            part.figure, part.out_of = count or 0, out_of
            store(part, by=by, fields=["figure", "out_of"])
    for key, (count, out_of) in left.items():
        made = FigurePart(
            partnership_id=figure.partnership_id,
            of_figure=figure,
            group_id=key,
            figure=count or 0,
            out_of=out_of,
        )
        store(made, by=by)


@transaction.atomic
def send(*, one: Return, by: Any, today: date) -> None:
    """Say that the figures are ready; refused until every question is answered."""
    began = hold(one)
    _refuse_closed(one, began.opens_on, today)
    told = [
        f"{figure}: {message}"
        for figure in queries.figures().filter(in_return=one)
        for _name, message in checks.complete(
            figure.indicator, as_answer(figure), checks.groups_of(figure.indicator)
        )
    ]
    if told:
        raise ValidationError(told)
    one.state, one.sent_at, one.sent_by = State.SENT, timezone.now(), by
    one.decided_at, one.decided_by, one.reason = None, None, ""
    store(one, by=by, fields=["state", "sent_at", "sent_by", "decided_at", "decided_by", "reason"])
