from coplan.stakeholders.registers import StakeholderGroups

app_name = "stakeholders"

urlpatterns = StakeholderGroups.urls()
