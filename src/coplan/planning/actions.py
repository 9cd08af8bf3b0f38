"""What people may do with the plan."""

from coplan.kit.access import action
from coplan.partnerships.roles import contributes, coordinates, member

SEE_PLAN = action("planning.see", "See the plan, its tasks and its milestones", member)
CHANGE_PLAN = action(
    "planning.change", "Change tasks and milestones and say when they are reached", contributes
)
FRAME_PLAN = action(
    "planning.frame", "Set when the plan must end, keep a baseline and bring in a whole plan", coordinates
)
