from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "coplan.health"
    label = "health"
    verbose_name = "Health"
