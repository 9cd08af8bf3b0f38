from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PartnershipsConfig(AppConfig):
    name = "coplan.partnerships"
    label = "partnerships"
    verbose_name = "Partnerships"

    def ready(self) -> None:
        # Declares what is held about people; needs the models, which need every app loaded
        from coplan.partnerships import personal  # noqa: F401, PLC0415

        # Each context's checks behind the criteria of the gates
        autodiscover_modules("criteria")
