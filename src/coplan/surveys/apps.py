from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "coplan.surveys"
    label = "surveys"
    verbose_name = "Surveys"
