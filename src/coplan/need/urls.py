app_name = "need"

urlpatterns: list = []
