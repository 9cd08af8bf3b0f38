from django.apps import AppConfig


class RaidConfig(AppConfig):
    name = "coplan.raid"
    label = "raid"
    verbose_name = "Risks, issues, assumptions and dependencies"
