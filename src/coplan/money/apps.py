from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "coplan.money"
    label = "money"
    verbose_name = "Budget"
