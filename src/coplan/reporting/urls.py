from django.urls import path

from coplan.reporting import trace_views

app_name = "reporting"

urlpatterns = [
    path("trace/<str:kind>/<int:number>/", trace_views.trace, name="trace"),
]
