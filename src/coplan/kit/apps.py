from django.apps import AppConfig
from django.core import checks


class KitConfig(AppConfig):
    name = "coplan.kit"
    label = "kit"

    def ready(self) -> None:
        # Registered here: checks need the URLconf, which needs every app loaded
        from coplan.kit import access  # noqa: PLC0415

        checks.register(access.check_every_view_is_declared)
