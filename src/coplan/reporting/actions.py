"""Reading across the contexts."""

from coplan.kit.access import action
from coplan.partnerships.roles import member

SEE_OVERVIEW = action("reporting.see_overview", "See the overview", member)
