from django.urls import path, reverse

from coplan.health import views
from coplan.health.models import Suppression
from coplan.kit.models import show_at

app_name = "health"


def _aside(slug: str, number: int) -> str:
    """A suppression is shown among the findings set aside."""
    return f"{reverse('health:health', args=[slug])}#aside"


show_at(Suppression, _aside)

urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/rules/", views.rules, name="rules"),
    path("health/rules/<str:code>/", views.rule, name="rule"),
    path("health/set-aside/<str:code>/<str:kind>/<int:key>/", views.set_aside, name="set-aside"),
    path("health/set-aside/<int:number>/bring-back/", views.bring_back, name="bring-back"),
]
