app_name = "sustainability"

urlpatterns: list = []
