from django.apps import AppConfig


class ValueConfig(AppConfig):
    name = "coplan.value"
    label = "value"
    verbose_name = "Social value"
