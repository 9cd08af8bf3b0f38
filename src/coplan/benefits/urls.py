from django.urls import path, reverse

from coplan.benefits import views
from coplan.benefits.models import Forecast, ForecastYear, Realised
from coplan.benefits.registers import Benefits
from coplan.kit.models import show_at

app_name = "benefits"

# They stand on the page of their benefit
for _part in (Forecast, ForecastYear, Realised):
    show_at(_part, lambda slug, number: reverse("benefits:realisation", args=[slug]))

urlpatterns = [
    path("benefits/map/", views.benefits_map, name="map"),
    path("benefits/realisation/", views.realisation, name="realisation"),
    *Benefits.urls(),
    path("benefits/<int:number>/forecast/", views.forecast, name="forecast"),
    path("benefits/<int:number>/realised/", views.realise, name="realise"),
]
