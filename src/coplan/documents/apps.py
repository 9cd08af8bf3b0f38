from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "coplan.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        # Each registers its document; needs the models, which need every app loaded
        from coplan.documents import highlight_report, outline_business_case  # noqa: F401, PLC0415
