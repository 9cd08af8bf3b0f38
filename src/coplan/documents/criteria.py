"""What the issued documents say of the gates' criteria."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.documents import queries
from coplan.need.queries import asked_partners
from coplan.partnerships.gates import Met, automatic
from coplan.partnerships.models import Partnership


@automatic("pilot.outline_business_case_signed")
def outline_business_case_signed(partnership: Partnership, today: date) -> Met:
    newest = queries.issued().filter(code="outline-business-case").first()
    if newest is None:
        url = reverse("documents:outline-business-case", args=[partnership.slug])
        return Met(False, _("The outline business case has not been issued yet."), url)
    state = queries.sign_state(newest.in_force, asked_partners(today))
    url = newest.get_absolute_url()
    if state.declined:
        return Met(False, _("Declined by: %(names)s.") % {"names": _names(state.declined)}, url)
    if not state.by_all:
        return Met(False, _("Still to sign: %(names)s.") % {"names": _names(state.waiting)}, url)
    return Met(True, _("Every partner approved %(label)s.") % {"label": newest.label}, url)


def _names(partners: tuple[object, ...]) -> str:
    return ", ".join(str(one) for one in partners) or _("no partner is asked yet")
