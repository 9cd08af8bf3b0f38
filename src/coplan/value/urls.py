from django.urls import path

from coplan.value import views
from coplan.value.registers import Scenarios, ValueInputs, ValueMaps, ValueOutcomes
from coplan.value.workbook import views as workbook_views

app_name = "value"

urlpatterns = [
    path("value-maps/load/", views.load, name="load"),
    path("value-maps/workbook/", workbook_views.load_workbook, name="workbook-load"),
    path("value-maps/<int:number>/workbook.xlsx", workbook_views.workbook, name="workbook"),
    *ValueMaps.urls(),
    path("value-maps/<int:number>/sheet/", views.sheet, name="sheet"),
    path("value-maps/<int:number>/map.json", views.file, name="file"),
    path("value-maps/<int:number>/evaluative/", views.evaluative, name="evaluative"),
    *ValueOutcomes.urls(),
    path("value-outcomes/<int:number>/take/", views.take, name="take"),
    *ValueInputs.urls(),
    *Scenarios.urls(),
]
