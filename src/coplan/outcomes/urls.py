from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import show_at
from coplan.kit.shell import Section, Tool, register_tool
from coplan.outcomes import (
    actions,
    breakdown_views,
    glance_views,
    publication_views,
    reading_pages,
    rebase_views,
    views,
)
from coplan.outcomes.breakdown_registers import Breakdowns
from coplan.outcomes.models import BreakdownGroup, IndicatorBreakdown, Link, ReadingPart, Rebase
from coplan.outcomes.publication_registers import Publications
from coplan.outcomes.registers import Elements, Indicators, Readings, Targets

app_name = "outcomes"

register_tool(
    Tool(Section.DESIGN, _("Logic model"), "outcomes:logic-model", actions.SEE_OUTCOMES.code, order=10)
)
register_tool(
    Tool(Section.EVIDENCE, _("Indicators at a glance"), "outcomes:glance", actions.SEE_OUTCOMES.code, order=5)
)
# A link has no page of its own; it stands in the logic model
show_at(Link, lambda slug, number: reverse("outcomes:logic-model", args=[slug]))
# Nor have these; they stand on the pages of what they are part of
for _part in (BreakdownGroup, IndicatorBreakdown):
    show_at(_part, lambda slug, number: reverse("outcomes:breakdowns", args=[slug]))
show_at(ReadingPart, lambda slug, number: reverse("outcomes:readings", args=[slug]))
show_at(Rebase, lambda slug, number: reverse("outcomes:indicators", args=[slug]))

# A stored figure is replaced with a reason instead of being edited
_OWN = {"targets-edit", "readings-edit"}


def _without_own(urls: list[URLPattern]) -> list[URLPattern]:
    return [url for url in urls if url.name not in _OWN]


# Under the address of the tool they belong to, which is marked in the navigation
_IN_LOGIC_MODEL = [
    path("", views.logic_model, name="logic-model"),
    path("elements/<int:number>/links/", views.links, name="elements-links"),
    *Elements.urls(),
]
_UNDER_INDICATORS = [
    path("at-a-glance/", glance_views.glance, name="glance"),
    path("<int:number>/rebase/", rebase_views.rebase, name="indicators-rebase"),
    path("rebasings/<int:number>/take-back/", rebase_views.take_back, name="rebasings-take-back"),
    path("targets/<int:number>/edit/", views.revise_target, name="targets-edit"),
    *_without_own(Targets.urls()),
]

urlpatterns = [
    path("logic-model/", include(_IN_LOGIC_MODEL)),
    path("indicators/", include(_UNDER_INDICATORS)),
    *Indicators.urls(),
    path("breakdowns/<int:number>/groups/", breakdown_views.groups, name="breakdowns-groups"),
    *Breakdowns.urls(),
    path("publications/<int:number>/figures/", publication_views.choose, name="publications-choose"),
    path("publications/<int:number>/publish/", publication_views.publish, name="publications-publish"),
    path("publications/<int:number>/withdraw/", publication_views.withdraw, name="publications-withdraw"),
    *Publications.urls(),
    path("readings/approve/", reading_pages.approve, name="readings-approve"),
    path("readings/sheet/", views.sheet, name="sheet"),
    path("readings/<int:number>/edit/", views.correct_reading, name="readings-edit"),
    *_without_own(Readings.urls()),
]
