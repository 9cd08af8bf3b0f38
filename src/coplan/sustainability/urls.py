from django.urls import path

from coplan.sustainability import views
from coplan.sustainability.registers import Prospects, Routes

app_name = "sustainability"

urlpatterns = [
    *Routes.urls(),
    path("funders/pipeline/", views.pipeline, name="pipeline"),
    *Prospects.urls(),
]
