"""What people may do with the need and its evidence."""

from coplan.kit.access import action
from coplan.partnerships.roles import (
    contributes,
    coordinator,
    member,
    partner,
    partnership_open,
    speaks_for_partner,
)

SEE_NEED = action("need.see", "See the need and its evidence", member)
CHANGE_NEED = action("need.change", "Change the need", contributes)
CHANGE_EVIDENCE = action("need.change_evidence", "Add and change evidence of the need", contributes)
AGREE_TO_NEED = action(
    "need.agree",
    "Agree to the need for your organisation",
    (partner | coordinator) & speaks_for_partner & partnership_open,
)
