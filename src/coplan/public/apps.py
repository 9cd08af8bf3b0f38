from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "coplan.public"
    label = "public"
    verbose_name = "Pages anyone may read"
