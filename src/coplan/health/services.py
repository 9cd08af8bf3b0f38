"""Setting a finding aside for a while, and bringing it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coplan.engines.health.findings import Finding
from coplan.engines.health.run import ABOUT_SUPPRESSIONS
from coplan.engines.health.wording import day, months_after
from coplan.health.models import Suppression
from coplan.kit import history
from coplan.partnerships.models import Partnership

LONGEST_MONTHS = 12


@transaction.atomic
def set_aside(
    *, partnership: Partnership, finding: Finding, reason: str, until: date, today: date, by: Any
) -> Suppression:
    """The finding of this one record is not shown among the worries up to and including `until`."""
    if finding.code in ABOUT_SUPPRESSIONS:
        raise ValidationError(_("This cannot be set aside. Bring the finding back instead."))
    latest = months_after(today, LONGEST_MONTHS)
    if not today < until <= latest:
        raise ValidationError(
            {"until": _("Choose a day after today, %(latest)s at the latest.") % {"latest": day(latest)}}
        )
    subject = finding.refs[0]
    made = Suppression(
        partnership=partnership,
        code=finding.code,
        subject_kind=subject.kind,
        subject_id=subject.id,
        reason=reason.strip(),
        until=until,
        by=by,
    )
    history.keep(made, by=by, why=reason)
    return made


@transaction.atomic
def bring_back(*, suppression: Suppression, by: Any) -> None:
    history.note(suppression, by=by)
    suppression.remove()
