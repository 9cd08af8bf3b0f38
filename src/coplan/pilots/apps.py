from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "coplan.pilots"
    label = "pilots"
    verbose_name = "Pilots"

    def ready(self) -> None:
        # Needs the models, which need every app loaded
        from coplan.outcomes.queries import provide_annotations  # noqa: PLC0415

        # Needs the models too
        from coplan.pilots.queries import changes_on_charts  # noqa: PLC0415

        provide_annotations(changes_on_charts)
