from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "coplan.portfolio"
    label = "portfolio"
    verbose_name = "Portfolio"
