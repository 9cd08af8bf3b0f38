"""What the routes and possible funders say of the gates' criteria."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from coplan.partnerships.gates import Met, automatic
from coplan.partnerships.models import Partnership
from coplan.sustainability.models import ProspectState
from coplan.sustainability.queries import named_routes, prospects


@automatic("sustain.route_named")
def route_named(partnership: Partnership, today: date) -> Met:
    names = [str(route) for route in named_routes()]
    words = "; ".join(names) or _("Name a route: contract, grant or other.")
    return Met(bool(names), words, reverse("sustainability:routes", args=[partnership.slug]))


@automatic("sustain.funder_named")
def funder_named(partnership: Partnership, today: date) -> Met:
    url = reverse("sustainability:funders", args=[partnership.slug])
    named = prospects().filter(amount__isnull=False, year__isnull=False).exclude(state=ProspectState.DECLINED)
    names = [f"{one}, {one.year_words}" for one in named]
    return Met(bool(names), "; ".join(names) or _("Name a funder with the amount and the year."), url)
