from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "coplan.pilots"
    label = "pilots"
    verbose_name = "Pilots"

    def ready(self) -> None:
        # Needs the models, which need every app loaded
        from coplan.outcomes import annotations  # noqa: PLC0415
        from coplan.pilots.queries import changes_on_charts  # noqa: PLC0415

        annotations.provide(changes_on_charts)
