from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "coplan.returns"
    label = "returns"
    verbose_name = "What each partner reports for a period"
