from django.urls import path

from coplan.benefits import views
from coplan.benefits.registers import Benefits

app_name = "benefits"

urlpatterns = [
    path("benefits/map/", views.benefits_map, name="map"),
    path("benefits/realisation/", views.realisation, name="realisation"),
    *Benefits.urls(),
    path("benefits/<int:number>/forecast/", views.forecast, name="forecast"),
    path("benefits/<int:number>/realised/", views.realise, name="realise"),
]
