"""Every address. A partnership's pages live under its short name."""

from django.urls import include, path

from coplan.partnerships import invitation_views
from coplan.partnerships import views as partnerships
from coplan.reporting import my_work, overview
from coplan.returns import link_views as return_links
from coplan.surveys import public_views as surveys

IN_PARTNERSHIP = [
    path("", overview.overview, name="overview"),
    path("", include("coplan.reporting.urls")),
    path("", include("coplan.partnerships.urls")),
    path("", include("coplan.need.urls")),
    path("", include("coplan.stakeholders.urls")),
    path("", include("coplan.governance.urls")),
    path("", include("coplan.outcomes.urls")),
    path("", include("coplan.value.urls")),
    path("", include("coplan.pilots.urls")),
    path("", include("coplan.returns.urls")),
    path("", include("coplan.benefits.urls")),
    path("", include("coplan.surveys.urls")),
    path("", include("coplan.evidence.urls")),
    path("", include("coplan.evaluation.urls")),
    path("", include("coplan.local_economy.urls")),
    path("", include("coplan.planning.urls")),
    path("", include("coplan.money.urls")),
    path("", include("coplan.sustainability.urls")),
    path("", include("coplan.raid.urls")),
    path("", include("coplan.documents.urls")),
    path("", include("coplan.health.urls")),
]

urlpatterns = [
    path("", my_work.home, name="home"),
    *invitation_views.open_urlpatterns,
    *surveys.open_urlpatterns,
    *return_links.open_urlpatterns,
    path("account/", include("coplan.people.account_urls")),
    path("people/", include("coplan.people.urls")),
    path("", include("coplan.public.urls")),
    path("start/", partnerships.start, name="start"),
    path("portfolio/", include("coplan.portfolio.urls")),
    path("p/<slug:partnership>/", include(IN_PARTNERSHIP)),
]
