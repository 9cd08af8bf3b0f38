from coplan.money.registers import Budget

app_name = "money"

urlpatterns = Budget.urls()
