from django.urls import include, path, reverse

from coplan.kit.models import show_at
from coplan.money import ledger_views, views
from coplan.money.models import (
    BudgetRevision,
    BudgetRules,
    CostCode,
    CostShare,
    Entry,
    Explanation,
    Forecast,
    LedgerImport,
)
from coplan.money.registers import Budget, Commitments, Gifts, GivenHours, Matches, Rates

app_name = "money"

show_at(Entry, lambda slug, number: reverse("money:entry", args=[slug, number]))
show_at(LedgerImport, lambda slug, number: reverse("money:ledger-import", args=[slug, number]))
# Parts of a line, which have no page of their own
for _part in (BudgetRevision, BudgetRules, CostCode, Explanation):
    show_at(_part, lambda slug, number: reverse("money:budget", args=[slug]))
show_at(Forecast, lambda slug, number: reverse("money:budget-forecasts", args=[slug]))
show_at(CostShare, lambda slug, number: reverse("money:budget-costs", args=[slug]))

# Under the address of the tool they belong to, which is marked in the navigation
_UNDER_BUDGET = [
    path("sheet/", views.sheet, name="budget-sheet"),
    path("funders/", views.funders, name="budget-funders"),
    path("forecasts/", views.forecasts, name="budget-forecasts"),
    path("costs/", views.costs, name="budget-costs"),
    path("tolerance/", views.rules, name="budget-rules"),
    path("ledger/", ledger_views.imports, name="budget-ledger"),
    path("ledger/<int:number>/", ledger_views.one_import, name="ledger-import"),
    path("entries/<int:number>/", views.entry, name="entry"),
    path("<int:number>/spend/", views.spend, name="budget-spend"),
    path("<int:number>/forecast/", views.forecast, name="budget-forecast"),
    path("<int:number>/explain/", views.explain, name="budget-explain"),
    path("<int:number>/months/", views.by_month, name="budget-months"),
    path("<int:number>/shares/", views.shares, name="budget-shares"),
    *Commitments.urls(),
    *Matches.urls(),
]
_UNDER_IN_KIND = [*Rates.urls(), *Gifts.urls()]

urlpatterns = [
    path("budget/", include(_UNDER_BUDGET)),
    *Budget.urls(),
    path("in-kind/", include(_UNDER_IN_KIND)),
    *GivenHours.urls(),
]
