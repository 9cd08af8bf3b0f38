"""Addresses of one partnership, under its short name."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import show_at
from coplan.kit.shell import Section, Tool, register_tool
from coplan.partnerships import actions, closing_views, gate_views, invitation_views, views
from coplan.partnerships.models import CriterionEvidence, Gate
from coplan.partnerships.registers import Participants, Partners

app_name = "partnerships"


def _gates(slug: str, number: int) -> str:
    return reverse("partnerships:gates", args=[slug])


show_at(Gate, _gates)
show_at(CriterionEvidence, _gates)
register_tool(
    Tool(Section.RUN, _("Stages and gates"), "partnerships:gates", actions.SEE_PARTNERSHIP.code, order=1)
)
register_tool(
    Tool(
        Section.FORM,
        _("Details and vision"),
        "partnerships:details",
        actions.CHANGE_PARTNERSHIP.code,
        order=5,
    )
)

urlpatterns = [
    path("details/", views.details, name="details"),
    *closing_views.urlpatterns,
    path("gates/", gate_views.overview, name="gates"),
    path("gates/<str:stage>/decide/", gate_views.decide, name="gate-decide"),
    path("gates/<str:stage>/conditions/", gate_views.conditions_met, name="gate-conditions"),
    path("gates/<str:stage>/evidence/<str:code>/", gate_views.evidence, name="gate-evidence"),
    *Partners.urls(),
    *Participants.urls(),
    *invitation_views.urlpatterns,
]
