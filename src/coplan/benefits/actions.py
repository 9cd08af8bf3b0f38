"""What people may do with benefits."""

from coplan.kit.access import action
from coplan.partnerships.roles import coordinator, member, partner, partnership_open

SEE_BENEFITS = action("benefits.see", "See benefits, what is expected of them and what came of them", member)
CHANGE_BENEFITS = action(
    "benefits.change",
    "Change benefits, forecast them and report what came of them",
    (coordinator | partner) & partnership_open,
)
