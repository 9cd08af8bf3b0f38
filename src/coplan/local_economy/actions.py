"""What people may do with studies of what stays in the local economy."""

from coplan.kit.access import action
from coplan.partnerships.roles import member, works_on_evidence

SEE_LOCAL_ECONOMY = action("local_economy.see", "See how much money stays in the local economy", member)
CHANGE_LOCAL_ECONOMY = action(
    "local_economy.change", "Change the studies of the local economy", works_on_evidence
)
