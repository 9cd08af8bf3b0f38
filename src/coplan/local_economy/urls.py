from django.urls import path

from coplan.local_economy import views
from coplan.local_economy.registers import Spending, Studies

app_name = "local_economy"

urlpatterns = [
    *Studies.urls(),
    path("local-economy/<int:number>/sheet/", views.sheet, name="sheet"),
    *Spending.urls(),
]
