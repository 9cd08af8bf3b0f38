"""What the pilots say of the gates' criteria."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.engines.health.wording import day
from coplan.partnerships.gates import Met, automatic
from coplan.partnerships.models import Partnership
from coplan.pilots.queries import current_pilot


@automatic("pilot.plan_dates")
def plan_dates(partnership: Partnership, today: date) -> Met:
    pilot = current_pilot(today)
    if pilot is None:
        return Met(
            False,
            _("Add the pilot with its first and last day."),
            reverse("pilots:pilots", args=[partnership.slug]),
        )
    words = _("%(name)s: %(start)s to %(end)s.") % {
        "name": pilot.name,
        "start": day(pilot.starts_on),
        "end": day(pilot.ends_on),
    }
    return Met(True, words, pilot.get_absolute_url())
