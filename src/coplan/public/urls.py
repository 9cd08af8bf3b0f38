"""Addresses anyone may read."""

from django.urls import path

from coplan.public import results, views

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/glossary/", views.glossary, name="glossary"),
    path("guide/<slug:slug>/", views.page, name="guide-page"),
    path("results/<slug:results_of>/", results.results, name="results"),
    path("results/<slug:results_of>/<int:number>/", results.one, name="results-one"),
    path("results/<slug:results_of>/<int:number>/results.csv", results.file, name="results-file"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
