from django.urls import path, reverse

from coplan.kit.models import show_at
from coplan.pilots import views
from coplan.pilots.models import ChangeAim
from coplan.pilots.registers import Pilots, ServiceChanges

app_name = "pilots"

# What a change was to move stands on the page of the change
show_at(ChangeAim, lambda slug, number: reverse("pilots:service-changes", args=[slug]))

urlpatterns = [
    *Pilots.urls(),
    *ServiceChanges.urls(),
    path("service-changes/<int:number>/effect/", views.effect, name="service-changes-effect"),
]
