"""The first page: what coplan is, or a person's own work."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scopes_disabled

from coplan.kit.access import allowed, public
from coplan.partnerships import invitations
from coplan.partnerships.actions import START_PARTNERSHIP
from coplan.partnerships.gates import current_stage
from coplan.partnerships.models import Gate, Partnership, Stage
from coplan.partnerships.parts import current_parts
from coplan.people.models import Person


@dataclass(frozen=True)
class Place:
    """A partnership and what the person is there."""

    partnership: Partnership
    stage: Stage
    roles: tuple[str, ...]
    organisations: tuple[str, ...]

    @property
    def summary(self) -> str:
        """One line under the name: where it stands and what the person is there."""
        known = [
            _("Stage: %(stage)s") % {"stage": self.stage.label},
            ", ".join(self.roles),
            *self.organisations,
        ]
        if self.partnership.closed_on:
            known.append(_("closed on %(day)s") % {"day": date_format(self.partnership.closed_on)})
        return " · ".join(known)


@public("Says what coplan is; a signed-in person sees only their own work")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "partnerships/front.html")
    person: Person = request.user  # type: ignore[assignment]
    context = {
        "places": places(person),
        "invitations": invitations.waiting_for(person),
        "portfolio": _portfolio() if person.is_programme else None,
        "may_start": allowed(request, START_PARTNERSHIP),
    }
    return render(request, "partnerships/home.html", context)


def places(person: Person) -> list[Place]:
    """The person's partnerships by name, open ones first."""
    with scopes_disabled():
        found = list(
            current_parts(person, timezone.localdate()).order_by("partnership__name", "partnership_id")
        )
        stages = _stages({part.partnership_id for part in found})
    made = []
    for partnership, parts in groupby(found, key=lambda part: part.partnership):
        mine = list(parts)
        roles = dict.fromkeys(str(part.get_role_display()) for part in mine)
        organisations = dict.fromkeys(str(part.partner.organisation) for part in mine if part.partner)
        made.append(Place(partnership, stages[partnership.pk], tuple(roles), tuple(organisations)))
    return sorted(made, key=lambda place: place.partnership.closed_on is not None)


def _stages(partnerships: set[int]) -> dict[int, Stage]:
    """Where each partnership stands, in one query."""
    decided: dict[int, dict[str, Gate]] = {key: {} for key in partnerships}
    for gate in Gate.objects.filter(partnership__in=partnerships).order_by("decided_on", "number"):
        decided[gate.partnership_id][gate.stage] = gate
    return {key: current_stage(gates.values()) for key, gates in decided.items()}


def _portfolio() -> str | None:
    """The portfolio's address, where this site has one."""
    try:
        return reverse("portfolio:index")
    except NoReverseMatch:
        return None


urlpatterns = [path("", home, name="home")]
