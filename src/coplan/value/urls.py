from django.urls import path

from coplan.value import views
from coplan.value.registers import Scenarios, ValueInputs, ValueMaps, ValueOutcomes

app_name = "value"

urlpatterns = [
    path("value-maps/load/", views.load, name="load"),
    *ValueMaps.urls(),
    path("value-maps/<int:number>/sheet/", views.sheet, name="sheet"),
    path("value-maps/<int:number>/map.json", views.file, name="file"),
    path("value-maps/<int:number>/evaluative/", views.evaluative, name="evaluative"),
    *ValueOutcomes.urls(),
    path("value-outcomes/<int:number>/take/", views.take, name="take"),
    *ValueInputs.urls(),
    *Scenarios.urls(),
]
