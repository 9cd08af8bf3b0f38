"""Opening a round, changing its days, locking and unlocking it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.outcomes.queries import Period
from coplan.partnerships.models import Partnership
from coplan.returns import asking, queries
from coplan.returns.models import Figure, Return, Round, State
from coplan.returns.services.saving import need_reason, store


@transaction.atomic
def open_round(
    *,
    partnership: Partnership,
    starts_on: date,
    ends_on: date,
    opens_on: date,
    due_on: date,
    by: Any,
    note: str = "",
) -> Round:
    """A round with one return for each partner that has something to report in it."""
    queue(partnership.pk)
    made = Round(
        partnership=partnership,
        starts_on=starts_on,
        ends_on=ends_on,
        opens_on=opens_on,
        due_on=due_on,
        note=note,
        by=by,
    )
    made.full_clean(exclude=["number"])
    _refuse_overlap(made)
    asked = asking.questions(queries.duties(), Period(starts_on, ends_on))
    if not asked:
        raise ValidationError(
            _(
                "There is nothing to ask: no indicator that a partner reports has a period that ends in these "
                "days, or all have their readings already. Choose other days, or say first who reports what."
            )
        )
    store(made, by=by)
    returns: dict[int, Return] = {}
    for question in asked:
        for partner in question.partners:
            if partner.pk not in returns:
                returns[partner.pk] = Return(partnership=partnership, round=made, partner=partner)
                store(returns[partner.pk], by=by)
            figure = Figure(
                partnership=partnership,
                in_return=returns[partner.pk],
                indicator=question.indicator,
                starts_on=question.period.starts_on,
                ends_on=question.period.ends_on,
            )
            store(figure, by=by)
    return made


def _refuse_overlap(made: Round) -> None:
    other = Round.objects.filter(starts_on__lte=made.ends_on, ends_on__gte=made.starts_on).first()
    if other is not None:
        told = _("The round %(label)s covers some of these days already. Choose days that follow it.")
        raise ValidationError({"starts_on": told % {"label": other.label}})


@transaction.atomic
def change_round(*, round: Round, opens_on: date, due_on: date, note: str, by: Any) -> None:
    """Other days or another note; what is asked stays."""
    round.hold()
    if round.is_locked:
        raise ValidationError(_("The round is locked. Unlock it first."))
    round.opens_on, round.due_on, round.note = opens_on, due_on, note
    store(round, by=by, fields=["opens_on", "due_on", "note"])


@transaction.atomic
def remove_round(*, round: Round, reason: str, by: Any) -> None:
    """Take back a round opened by mistake; refused once a figure of it was approved."""
    reason = need_reason(reason, _("Say why the round is taken back."))
    round.hold()
    if Return.objects.filter(round=round).exclude(state=State.DRAFT).exists():
        raise ValidationError(_("Some partners have sent their returns, so the round cannot be taken back."))
    if Figure.objects.filter(in_return__round=round, figure__isnull=False).exists():
        raise ValidationError(_("Some figures were typed already, so the round cannot be taken back."))
    for one in Return.objects.filter(round=round):
        history.note(one, by=by, why=reason)
        one.remove()
    history.note(round, by=by, why=reason)
    round.remove()


@transaction.atomic
def lock_round(*, round: Round, by: Any) -> None:
    """From now on no reading that ends in the round's days is entered or corrected."""
    round.hold()
    if round.is_locked:
        raise ValidationError(_("The round is locked already."))
    waiting = waiting_figures(round)
    if waiting:
        names = ", ".join(sorted({str(one.in_return.partner) for one in waiting}))
        told = _(
            "Figures of %(names)s are not approved yet. Approve them, or close the indicators without them; "
            "then lock the round."
        )
        raise ValidationError(told % {"names": names})
    round.locked_at, round.locked_by = timezone.now(), by
    store(round, by=by, fields=["locked_at", "locked_by"])


@transaction.atomic
def unlock_round(*, round: Round, reason: str, by: Any) -> None:
    """Let figures be corrected again; the reason stays in the round's history."""
    reason = need_reason(reason, _("Say why the round is unlocked, for whoever relied on its figures."))
    round.hold()
    if not round.is_locked:
        raise ValidationError(_("The round is not locked."))
    round.locked_at, round.locked_by = None, None
    store(round, by=by, why=reason, fields=["locked_at", "locked_by"])


def waiting_figures(round: Round) -> list[Figure]:
    """Figures that keep the round from being locked: neither approved nor closed without."""
    rows = Figure.objects.filter(in_return__round=round, in_return__removed_at=None, left_out_at=None)
    rows = rows.exclude(in_return__state=State.APPROVED)
    return list(rows.select_related("in_return__partner__organisation", "indicator"))


def why_locked(partnership_id: int, ends_on: date) -> str:
    """For `outcomes.locks`: why no reading that ends on this day may be entered or corrected."""
    # Not the scoped manager: whoever checks a reading may have no scope open
    found = Round._base_manager.filter(
        partnership_id=partnership_id,
        removed_at=None,
        locked_at__isnull=False,
        starts_on__lte=ends_on,
        ends_on__gte=ends_on,
    ).first()
    if found is None:
        return ""
    told = _(
        "The figures of %(period)s are locked (%(reference)s). A coordinator can unlock the round with a reason."
    )
    return told % {"period": found.period, "reference": found.reference}
