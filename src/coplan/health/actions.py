"""What people may do with the findings of the health check."""

from coplan.kit.access import action
from coplan.partnerships.roles import coordinates, member

SEE_HEALTH = action("health.see", "See what the health check found", member)
SET_ASIDE = action("health.set_aside", "Set a finding aside for a while, and bring it back", coordinates)
