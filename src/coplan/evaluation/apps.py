from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "coplan.evaluation"
    label = "evaluation"
    verbose_name = "Evaluation"
