from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "coplan.partnerships"
    label = "partnerships"
    verbose_name = "Partnerships"

    def ready(self) -> None:
        # Declares what is held about people; needs the models, which need every app loaded
        from coplan.partnerships import personal  # noqa: F401, PLC0415
