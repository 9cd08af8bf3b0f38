from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "coplan.pilots"
    label = "pilots"
    verbose_name = "Pilots"
