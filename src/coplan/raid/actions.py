"""What people may do with risks, issues, assumptions and dependencies."""

from coplan.kit.access import action
from coplan.partnerships.roles import contributes, member

SEE_RAID = action("raid.see", "See risks, issues, assumptions and dependencies", member)
CHANGE_RAID = action("raid.change", "Change risks, issues, assumptions and dependencies", contributes)
