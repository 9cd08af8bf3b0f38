from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "coplan.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        # Each registers its document; needs the models, which need every app loaded
        from coplan.documents import highlight_report, outline_business_case  # noqa: F401, PLC0415

        # Needs the models too
        from coplan.documents.changed import elements_changed_since_signed  # noqa: PLC0415

        # Needs the models too
        from coplan.outcomes.queries import tell_changed_with  # noqa: PLC0415

        tell_changed_with(elements_changed_since_signed)
