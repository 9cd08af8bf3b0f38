from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "coplan.governance"
    label = "governance"
    verbose_name = "Governance groups"
