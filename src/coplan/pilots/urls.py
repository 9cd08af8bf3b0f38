from coplan.pilots.registers import Pilots

app_name = "pilots"

urlpatterns = Pilots.urls()
