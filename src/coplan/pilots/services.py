"""What a change to the service should move, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.outcomes.models import Element, Indicator
from coplan.pilots.models import ChangeAim, Fate, ServiceChange


@transaction.atomic
def set_aims(
    *, change: ServiceChange, elements: Iterable[Element], indicators: Iterable[Indicator], by: Any
) -> None:
    """Make what it should move exactly these; what is left out is removed."""
    queue(change.partnership_id)
    wanted: dict[tuple[int | None, int | None], dict[str, Any]] = {
        (one.pk, None): {"element": one} for one in elements
    }
    wanted |= {(None, one.pk): {"indicator": one} for one in indicators}
    for old in ChangeAim.objects.filter(service_change=change):
        if wanted.pop((old.element_id, old.indicator_id), None) is None:
            history.note(old, by=by)
            old.remove()
    for fields in wanted.values():
        made = ChangeAim(partnership_id=change.partnership_id, service_change=change, **fields)
        history.keep(made, by=by)


@transaction.atomic
def record_effect(
    *,
    change: ServiceChange,
    effect: str,
    fate: str,
    seen_on: date,
    by: Any,
    review_on: date | None = None,
) -> None:
    """Say what came of it. What is still being tried is looked at again on a later day."""
    change.hold()
    if not effect.strip():
        raise ValidationError({"effect": _("Say what came of it, even if it is nothing.")})
    if seen_on < change.changed_on:
        raise ValidationError({"seen_on": _("Choose a day on or after the change.")})
    if fate == Fate.TRIED and (review_on is None or review_on <= seen_on):
        raise ValidationError({"review_on": _("It is still being tried: choose a later day to look again.")})
    change.effect, change.fate = effect.strip(), fate
    change.effect_on, change.effect_by = seen_on, by
    if fate == Fate.TRIED:
        change.review_on = review_on
    change.version += 1
    history.note(change, by=by, why=effect)
    change.full_clean()
    change.save(update_fields=["effect", "fate", "effect_on", "effect_by", "review_on", "version"])
