"""What people may do with stakeholder groups."""

from coplan.kit.access import action
from coplan.partnerships.roles import contributes, member

SEE_STAKEHOLDERS = action("stakeholders.see", "See stakeholder groups", member)
CHANGE_STAKEHOLDERS = action("stakeholders.change", "Change stakeholder groups", contributes)
