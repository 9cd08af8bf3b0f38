from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "coplan.stakeholders"
    label = "stakeholders"
    verbose_name = "Stakeholder groups"
