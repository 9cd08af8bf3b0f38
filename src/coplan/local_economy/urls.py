from django.urls import URLPattern

app_name = "local_economy"

urlpatterns: list[URLPattern] = []
