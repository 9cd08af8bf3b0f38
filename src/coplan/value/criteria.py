"""What the value map says of the gates' criteria."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.partnerships.gates import Met, automatic
from coplan.partnerships.models import Partnership
from coplan.value import queries


@automatic("sustain.value_map")
def value_map(partnership: Partnership, today: date) -> Met:
    """A map that can be worked out, each row with its adjustments explained."""
    leading = queries.leading_map()
    if leading is None:
        return Met(
            False, _("There is no value map yet."), reverse("value:value-maps", args=[partnership.slug])
        )
    rows = queries.rows_of(leading)
    _answer, faults = queries.answer_or_faults(rows)
    url = leading.get_absolute_url()
    if faults:
        return Met(False, _("The value map is not complete."), url)
    silent = [row.code for row in rows.outcomes if queries.without_reason(row)]
    if silent:
        return Met(False, _("Without a reason for a figure: %(codes)s") % {"codes": ", ".join(silent)}, url)
    return Met(bool(rows.outcomes), leading.title, url)
