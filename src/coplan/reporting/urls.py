from django.urls import path

from coplan.reporting import overview, trace_views

app_name = "reporting"

urlpatterns = [
    path("due/", overview.everything_due, name="due"),
    path("trace/<str:kind>/<int:number>/", trace_views.trace, name="trace"),
]
