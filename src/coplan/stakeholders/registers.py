"""The register of stakeholder groups, with the grid of interest and influence."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coplan.kit.charts import Chart, Grid, Stakeholder, grid
from coplan.kit.models import PartnershipModel
from coplan.kit.registers import Register
from coplan.kit.shell import Section
from coplan.kit.tables import Column
from coplan.stakeholders import actions
from coplan.stakeholders.models import Sort, StakeholderGroup

USES_THE_SERVICE = (Sort.SERVICE_USERS, Sort.CARERS)


class StakeholderGroups(Register):
    model = StakeholderGroup
    prefix = "stakeholders"
    section = Section.NEED
    order = 30
    columns = [
        Column("reference", _("Reference"), sort="number"),
        Column("name", link=True),
        "sort",
        Column("people", numeric=True),
        Column("interest", numeric=True),
        Column("influence", numeric=True),
    ]
    fields = ["name", "sort", "description", "people", "interest", "influence", "strategy"]
    groups = [
        (_("The group"), ["name", "sort", "description", "people"]),
        (_("Where it stands"), ["interest", "influence", "strategy"]),
    ]
    filters = ["sort", "interest", "influence"]
    search = ["name", "description", "strategy"]
    ordering = "name"
    view_action = actions.SEE_STAKEHOLDERS
    change_action = actions.CHANGE_STAKEHOLDERS
    guidance = "stakeholders"
    list_template = "stakeholders/stakeholders.html"
    detail_template = "stakeholders/stakeholder.html"
    summary = _("Everyone the service touches, or who can help or hinder it, and how each is involved.")
    example = _(
        "People over 75 who live alone: interest 5, influence 2, asked at every stage through the lunch club."
    )

    def list_context(self, request: HttpRequest, found: models.QuerySet[Any]) -> dict[str, Any]:
        groups = list(found)
        return {
            "grid": interest_and_influence(groups),
            "unplaced": [one for one in groups if one.interest is None or one.influence is None],
        }

    def detail_context(self, request: HttpRequest, record: StakeholderGroup) -> dict[str, Any]:
        return {"outcomes": sorted(record.outcomes.filter(removed_at=None), key=lambda one: one.place)}

    def resting(self, record: StakeholderGroup) -> list[PartnershipModel]:
        return record.resting()


def interest_and_influence(groups: list[StakeholderGroup]) -> Chart:
    """The grid of those groups that have both grades."""
    placed = tuple(
        Stakeholder(
            name=one.name,
            interest=one.interest,
            influence=one.influence,
            href=one.get_absolute_url(),
            uses_service=one.sort in USES_THE_SERVICE,
        )
        for one in groups
        if one.interest is not None and one.influence is not None
    )
    return grid(Grid(str(_("Stakeholder groups by interest and influence")), placed))
