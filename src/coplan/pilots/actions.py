"""What people may do with pilots."""

from coplan.kit.access import action
from coplan.partnerships.roles import coordinator, member, partner, partnership_open

SEE_PILOTS = action("pilots.see", "See the pilot: what is tried, where and for how long", member)
CHANGE_PILOTS = action("pilots.change", "Change the pilot", (coordinator | partner) & partnership_open)
CHANGE_SERVICE = action(
    "pilots.change_service",
    "Write down changes to the service and what came of them",
    (coordinator | partner) & partnership_open,
)
