from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from coplan.kit.models import show_at
from coplan.kit.shell import Section, Tool, register_tool
from coplan.returns import actions, import_views, return_views, views
from coplan.returns.models import Duty, Figure, FigurePart, Return, Round

app_name = "returns"

register_tool(Tool(Section.EVIDENCE, _("Reporting"), "returns:rounds", actions.SEE_RETURNS.code, order=8))
show_at(Duty, lambda slug, number: reverse("returns:duties", args=[slug]))
show_at(Round, lambda slug, number: reverse("returns:round", args=[slug, number]))
show_at(Return, lambda slug, number: reverse("returns:return", args=[slug, number]))
# A figure stands on the page of its return
for _part in (Figure, FigurePart):
    show_at(_part, lambda slug, number: reverse("returns:rounds", args=[slug]))

_ONE = "reporting/<int:number>/"
_RETURN = "reporting/returns/<int:number>/"

urlpatterns = [
    path("reporting/", views.listing, name="rounds"),
    path("reporting/add/", views.add, name="rounds-add"),
    path("reporting/duties/", views.duties, name="duties"),
    path(_ONE, views.detail, name="round"),
    path(f"{_ONE}edit/", views.edit, name="round-edit"),
    path(f"{_ONE}remove/", views.remove, name="round-remove"),
    path(f"{_ONE}lock/", views.lock, name="round-lock"),
    path(f"{_ONE}unlock/", views.unlock, name="round-unlock"),
    path(f"{_ONE}close/<int:figure>/", views.close, name="close-without"),
    path(f"{_ONE}import/", import_views.into_round, name="round-import"),
    path(_RETURN, return_views.detail, name="return"),
    path(f"{_RETURN}report/", return_views.report, name="report"),
    path(f"{_RETURN}import/", import_views.into_return, name="return-import"),
    path(f"{_RETURN}approve/", return_views.approve, name="approve"),
    path(f"{_RETURN}send-back/", return_views.send_back, name="send-back"),
    path(f"{_RETURN}reopen/", return_views.reopen, name="reopen"),
    path(f"{_RETURN}links/", return_views.send_link, name="link-send"),
    path(f"{_RETURN}links/<int:key>/stop/", return_views.stop_link, name="link-stop"),
]
