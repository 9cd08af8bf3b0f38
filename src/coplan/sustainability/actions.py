"""What people may do with routes and possible funders."""

from coplan.kit.access import action
from coplan.partnerships.roles import coordinator, member, partner, partnership_open

SEE_SUSTAINING = action(
    "sustainability.see", "See how the service is to go on, and who may pay for it", member
)
CHANGE_SUSTAINING = action(
    "sustainability.change",
    "Change how the service is to go on, and who may pay for it",
    (coordinator | partner) & partnership_open,
)
