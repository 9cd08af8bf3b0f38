from django.urls import path, reverse

from coplan.kit.models import show_at
from coplan.need import views
from coplan.need.models import Agreement
from coplan.need.registers import EvidenceRegister, Needs

app_name = "need"

# An agreement has no page of its own; it stands on the need's
show_at(Agreement, lambda slug, number: reverse("need:needs", args=[slug]))

urlpatterns = [
    *Needs.urls(),
    *EvidenceRegister.urls(),
    path("needs/<int:number>/agree/", views.agree, name="needs-agree"),
]
