"""Addresses of one partnership, under its short name."""

from django.urls import path

from coplan.partnerships import views
from coplan.partnerships.registers import Participants, Partners

app_name = "partnerships"

urlpatterns = [
    path("details/", views.details, name="details"),
    *Partners.urls(),
    *Participants.urls(),
]
