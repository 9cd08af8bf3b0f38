from django.urls import path, reverse

from coplan.kit.models import show_at
from coplan.value import account_views, library_views, views
from coplan.value.models import QuantityReading, Reply, Statement
from coplan.value.registers import Proxies, Says, Scenarios, ValueInputs, ValueMaps, ValueOutcomes
from coplan.value.workbook import views as workbook_views

app_name = "value"

# They stand on the pages of their map
for _part in (QuantityReading, Reply, Statement):
    show_at(_part, lambda slug, number: reverse("value:value-maps", args=[slug]))

urlpatterns = [
    path("value-maps/load/", views.load, name="load"),
    path("value-maps/workbook/", workbook_views.load_workbook, name="workbook-load"),
    path("value-maps/<int:number>/workbook.xlsx", workbook_views.workbook, name="workbook"),
    *ValueMaps.urls(),
    path("value-maps/<int:number>/sheet/", views.sheet, name="sheet"),
    path("value-maps/<int:number>/map.json", views.file, name="file"),
    path("value-maps/<int:number>/evaluative/", views.evaluative, name="evaluative"),
    path("value-maps/<int:number>/path/", account_views.path_page, name="path"),
    path("value-maps/<int:number>/checks/", account_views.checks_page, name="checks"),
    path("value-maps/<int:number>/material/", account_views.material_page, name="material"),
    path("value-maps/<int:number>/compare/", account_views.compare_page, name="compare"),
    path("value-maps/<int:number>/assurance/", library_views.assurance_page, name="assurance"),
    path("assurance-packs/<int:number>/", library_views.pack, name="assurance-pack"),
    path("assurance-packs/<int:number>/file.<str:form>", library_views.pack_file, name="assurance-file"),
    *ValueOutcomes.urls(),
    path("value-outcomes/<int:number>/take/", views.take, name="take"),
    path("value-outcomes/<int:number>/proxy/", library_views.choose_proxy, name="choose-proxy"),
    path("value-outcomes/<int:number>/add-up/", library_views.add_up, name="add-up"),
    *ValueInputs.urls(),
    *Scenarios.urls(),
    *Proxies.urls(),
    path("proxies/take/<str:code>/", library_views.take_shipped, name="proxy-take"),
    *Says.urls(),
]
