from django.urls import path

from coplan.pilots import views
from coplan.pilots.registers import Pilots, ServiceChanges

app_name = "pilots"

urlpatterns = [
    *Pilots.urls(),
    *ServiceChanges.urls(),
    path("service-changes/<int:number>/effect/", views.effect, name="service-changes-effect"),
]
