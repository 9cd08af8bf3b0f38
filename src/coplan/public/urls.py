"""Addresses anyone may read."""

from django.urls import path

from coplan.public import views

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/glossary/", views.glossary, name="glossary"),
    path("guide/<slug:slug>/", views.page, name="guide-page"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
