from django.apps import AppConfig


class SustainabilityConfig(AppConfig):
    name = "coplan.sustainability"
    label = "sustainability"
    verbose_name = "Sustaining the service"
