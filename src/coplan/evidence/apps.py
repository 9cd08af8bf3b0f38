from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "coplan.evidence"
    label = "evidence"
    verbose_name = "The evidence bank"
