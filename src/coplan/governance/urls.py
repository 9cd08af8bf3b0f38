from coplan.governance.registers import Groups, Meetings, Seats

app_name = "governance"

urlpatterns = [*Groups.urls(), *Seats.urls(), *Meetings.urls()]
