from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "coplan.returns"
    label = "returns"
    verbose_name = "What each partner reports for a period"

    def ready(self) -> None:
        # Needs the models, which need every app loaded
        from coplan.outcomes.services import lock_with  # noqa: PLC0415
        from coplan.returns import personal  # noqa: PLC0415, F401
        from coplan.returns.services.rounds import why_locked  # noqa: PLC0415

        lock_with(why_locked)
