from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import show_at
from coplan.kit.shell import Section, Tool, register_tool
from coplan.planning import actions, baseline_views, bring_views, move_views, plan_views, views
from coplan.planning.models import Baseline, DateMove, PlanFrame
from coplan.planning.registers import LocalHolidays, Milestones, Tasks

app_name = "planning"

register_tool(Tool(Section.RUN, _("Plan"), "planning:plan", actions.SEE_PLAN.code, order=3))

show_at(PlanFrame, lambda slug, _number: reverse("planning:plan-frame", args=[slug]))
show_at(DateMove, lambda slug, _number: reverse("planning:plan-moves", args=[slug]))
show_at(Baseline, lambda slug, number: reverse("planning:baseline", args=[slug, number]))

urlpatterns = [
    path("plan/", plan_views.plan, name="plan"),
    path("plan/settings/", plan_views.frame, name="plan-frame"),
    path("plan/begin/", bring_views.begin, name="plan-begin"),
    path("plan/bring-in/", bring_views.bring_in, name="plan-bring-in"),
    path("plan/plan.xml", bring_views.take_out, name="plan-take-out"),
    path("plan/moves/", move_views.moves, name="plan-moves"),
    path("plan/baselines/", baseline_views.baselines, name="baselines"),
    path("plan/baselines/keep/", baseline_views.keep, name="baselines-keep"),
    path("plan/baselines/<int:number>/", baseline_views.baseline, name="baseline"),
    *Tasks.urls(),
    path("tasks/<int:number>/move/", move_views.move_task, name="tasks-move"),
    path("tasks/<int:number>/begun/", views.begun, name="tasks-begun"),
    path("tasks/<int:number>/done/", views.done, name="tasks-done"),
    *Milestones.urls(),
    path("milestones/<int:number>/move/", move_views.move_milestone, name="milestones-move"),
    path("milestones/<int:number>/reached/", views.reached, name="milestones-reached"),
    *LocalHolidays.urls(),
]
