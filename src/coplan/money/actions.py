"""What people may do with the budget."""

from coplan.kit.access import action
from coplan.partnerships.roles import coordinator, member, partner, partnership_open

SEE_BUDGET = action("money.see", "See the budget, what has been spent and what was given in kind", member)
CHANGE_BUDGET = action(
    "money.change",
    "Change the budget, what has been spent and what was given in kind",
    (coordinator | partner) & partnership_open,
)
