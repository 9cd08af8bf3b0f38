from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import show_at
from coplan.kit.shell import Section, Tool, register_tool
from coplan.outcomes import actions, views
from coplan.outcomes.models import Link
from coplan.outcomes.registers import Elements, Indicators, Readings, Targets

app_name = "outcomes"

register_tool(
    Tool(Section.DESIGN, _("Logic model"), "outcomes:logic-model", actions.SEE_OUTCOMES.code, order=10)
)
# A link has no page of its own; it stands in the logic model
show_at(Link, lambda slug, number: reverse("outcomes:logic-model", args=[slug]))

# A stored figure is replaced with a reason instead of being edited
_OWN = {"targets-edit", "readings-edit"}

urlpatterns = [
    path("logic-model/", views.logic_model, name="logic-model"),
    path("elements/<int:number>/links/", views.links, name="elements-links"),
    path("readings/sheet/", views.sheet, name="sheet"),
    path("targets/<int:number>/edit/", views.revise_target, name="targets-edit"),
    path("readings/<int:number>/edit/", views.correct_reading, name="readings-edit"),
    *Elements.urls(),
    *Indicators.urls(),
    *(url for url in (*Targets.urls(), *Readings.urls()) if url.name not in _OWN),
]
