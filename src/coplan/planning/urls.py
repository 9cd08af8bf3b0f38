from django.urls import path

from coplan.planning import views
from coplan.planning.registers import Milestones

app_name = "planning"

urlpatterns = [
    *Milestones.urls(),
    path("milestones/<int:number>/reached/", views.reached, name="milestones-reached"),
]
