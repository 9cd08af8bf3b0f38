from django.urls import path

from coplan.raid import views
from coplan.raid.registers import Actions, Assumptions, Dependencies, Issues, Risks

app_name = "raid"

_VERBS = {"close": views.CLOSE, "reopen": views.REOPEN, "escalate": views.ESCALATE}

urlpatterns = [
    *Risks.urls(),
    *Issues.urls(),
    *Assumptions.urls(),
    *Dependencies.urls(),
    *Actions.urls(),
    *(
        path(
            f"{register.prefix}/<int:number>/{name}/",
            views.verb_page(register(), verb),
            name=f"{register.prefix}-{name}",
        )
        for register in (Risks, Issues)
        for name, verb in _VERBS.items()
    ),
    path("risks/<int:number>/happened/", views.verb_page(Risks(), views.HAPPENED), name="risks-happened"),
    path("raid/changes/", views.what_changed, name="changes"),
]
