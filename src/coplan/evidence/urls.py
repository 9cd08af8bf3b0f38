from django.urls import path, reverse

from coplan.evidence import views
from coplan.evidence.models import Departure, Pack, Tag
from coplan.evidence.registers import Consents, Items
from coplan.kit.models import show_at

app_name = "evidence"

show_at(Pack, lambda slug, number: reverse("evidence:pack", args=[slug, number]))
# Neither has a page of its own: they stand on the item's
show_at(Tag, lambda slug, number: reverse("evidence:by-outcome", args=[slug]))
show_at(Departure, lambda slug, number: reverse("evidence:packs", args=[slug]))

urlpatterns = [
    path("evidence-bank/by-outcome/", views.by_outcome, name="by-outcome"),
    path("evidence-bank/packs/", views.pack_list, name="packs"),
    path("evidence-bank/packs/make/", views.make_pack, name="pack-make"),
    path("evidence-bank/packs/<int:number>/", views.pack, name="pack"),
    path("evidence-bank/packs/<int:number>/file.<str:form>", views.pack_file, name="pack-file"),
    *Items.urls(),
    path("evidence-bank/<int:number>/picture/", views.picture, name="picture"),
    path("evidence-bank/<int:number>/erase/", views.erase, name="erase"),
    *Consents.urls(),
    path("consents/<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
