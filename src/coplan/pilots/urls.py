from django.urls import path

from coplan.outcomes import annotations
from coplan.pilots import views
from coplan.pilots.queries import changes_on_charts
from coplan.pilots.registers import Pilots, ServiceChanges

app_name = "pilots"

annotations.provide(changes_on_charts)

urlpatterns = [
    *Pilots.urls(),
    *ServiceChanges.urls(),
    path("service-changes/<int:number>/effect/", views.effect, name="service-changes-effect"),
]
