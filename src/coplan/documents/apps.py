from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "coplan.documents"
    label = "documents"
    verbose_name = "Documents"
