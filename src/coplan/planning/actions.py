"""What people may do with milestones."""

from coplan.kit.access import action
from coplan.partnerships.roles import contributes, member

SEE_PLAN = action("planning.see", "See the plan and its milestones", member)
CHANGE_PLAN = action("planning.change", "Change milestones and say when they are reached", contributes)
