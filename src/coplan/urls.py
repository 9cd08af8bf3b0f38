"""Every address. A partnership's pages live under its short name."""

from django.urls import include, path

from coplan.partnerships import views as partnerships

IN_PARTNERSHIP = [
    path("", include("coplan.partnerships.urls")),
    path("", include("coplan.raid.urls")),
]

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("start/", partnerships.start, name="start"),
    path("p/<slug:partnership>/", include(IN_PARTNERSHIP)),
]
