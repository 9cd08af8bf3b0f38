from django.apps import AppConfig


class NeedConfig(AppConfig):
    name = "coplan.need"
    label = "need"
    verbose_name = "Need and evidence"
