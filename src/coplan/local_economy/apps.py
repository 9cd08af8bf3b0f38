from django.apps import AppConfig


class LocalEconomyConfig(AppConfig):
    name = "coplan.local_economy"
    label = "local_economy"
    verbose_name = "What stays in the local economy"
