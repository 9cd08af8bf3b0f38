from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "coplan.reporting"
    label = "reporting"
    verbose_name = "Overview and trace"
