"""The partnerships of one person, and what the person is there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

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
