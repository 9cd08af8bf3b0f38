"""What people may do with groups, seats and meetings."""

from coplan.kit.access import action
from coplan.partnerships.roles import contributes, coordinates, member

SEE_GOVERNANCE = action("governance.see", "See groups, who sits on them, and their meetings", member)
CHANGE_GROUPS = action("governance.change_groups", "Change groups and who sits on them", coordinates)
CHANGE_MEETINGS = action(
    "governance.change_meetings", "Plan meetings and write down what they decide", contributes
)
