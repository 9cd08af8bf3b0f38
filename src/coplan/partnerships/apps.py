from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "coplan.partnerships"
    label = "partnerships"
    verbose_name = "Partnerships"
