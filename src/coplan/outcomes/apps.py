from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "coplan.outcomes"
    label = "outcomes"
    verbose_name = "Logic model, indicators and readings"
