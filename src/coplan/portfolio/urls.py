"""The portfolio's addresses."""

from django.urls import path

from coplan.portfolio import views

app_name = "portfolio"

urlpatterns = [
    path("", views.index, name="index"),
    path("strategic/<slug:code>/", views.strategic, name="strategic"),
    path("pilots/<slug:code>/", views.pilot, name="pilot"),
]
