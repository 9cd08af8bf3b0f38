from django.urls import path
from django.utils.translation import gettext_lazy as _

from coplan.kit.shell import Section, Tool, register_tool
from coplan.planning import actions, plan_views, views
from coplan.planning.registers import LocalHolidays, Milestones, Tasks

app_name = "planning"

register_tool(Tool(Section.RUN, _("Plan"), "planning:plan", actions.SEE_PLAN.code, order=3))

urlpatterns = [
    path("plan/", plan_views.plan, name="plan"),
    path("plan/settings/", plan_views.frame, name="plan-frame"),
    *Tasks.urls(),
    path("tasks/<int:number>/begun/", views.begun, name="tasks-begun"),
    path("tasks/<int:number>/done/", views.done, name="tasks-done"),
    *Milestones.urls(),
    path("milestones/<int:number>/reached/", views.reached, name="milestones-reached"),
    *LocalHolidays.urls(),
]
