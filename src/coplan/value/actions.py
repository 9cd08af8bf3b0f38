"""What people may do with the map of social value."""

from coplan.kit.access import action
from coplan.partnerships.roles import member, works_on_evidence

SEE_VALUE = action("value.see", "See the value maps and what they rest on", member)
CHANGE_VALUE = action("value.change", "Change the value maps", works_on_evidence)
