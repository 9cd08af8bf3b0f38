"""Who reports what: set on one sheet, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.kit import history
from coplan.kit.models import queue
from coplan.outcomes.models import Indicator, Measured
from coplan.partnerships.models import Partner, Partnership
from coplan.returns.models import Duty
from coplan.returns.services.saving import store


@transaction.atomic
def set_duties(*, partnership: Partnership, wanted: Iterable[tuple[Indicator, Partner]], by: Any) -> int:
    """Make the duties exactly these; how many changed. Open rounds keep what they ask."""
    queue(partnership.pk)
    pairs = {(indicator.pk, partner.pk): (indicator, partner) for indicator, partner in wanted}
    _refuse_shared_levels(indicator for indicator, _partner in pairs.values())
    changed = 0
    for old in Duty.objects.all():
        if pairs.pop((old.indicator_id, old.partner_id), None) is None:
            history.note(old, by=by)
            old.remove()
            changed += 1
    for indicator, partner in pairs.values():
        store(Duty(partnership=partnership, indicator=indicator, partner=partner), by=by)
        changed += 1
    return changed


def _refuse_shared_levels(indicators: Iterable[Indicator]) -> None:
    """Levels and averages of two partners cannot be put together."""
    many = Counter(one for one in indicators if one.measured == Measured.NUMBER)
    told = [
        _(
            "%(name)s is a level or an average, which cannot be added up between partners. "
            "Let one partner report it."
        )
        % {"name": one.name}
        for one, times in many.items()
        if times > 1
    ]
    if told:
        raise ValidationError(told)
