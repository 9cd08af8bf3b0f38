"""What people may do with the partnership itself."""

from coplan.kit.access import action
from coplan.partnerships.roles import (
    coordinates,
    coordinator,
    discusses,
    member,
    partnership_open,
    programme,
    signed_in,
    works_on_evidence,
)

SEE_OWN_WORK = action("partnerships.see_own_work", "See your own work", signed_in)
SEE_PARTNERSHIP = action("partnerships.see", "See this partnership", member)
DISCUSS = action("partnerships.discuss", "Comment on a record", discusses)
CHANGE_PARTNERSHIP = action("partnerships.change", "Change the partnership's own details", coordinates)
START_PARTNERSHIP = action("partnerships.start", "Start a partnership", programme)
CLOSE_PARTNERSHIP = action("partnerships.close", "Close the partnership", coordinates)
REOPEN_PARTNERSHIP = action(
    "partnerships.reopen", "Open a closed partnership again", coordinator & ~partnership_open
)
DECIDE_GATE = action("partnerships.decide_gate", "Record what was decided at a gate", coordinates)
GIVE_EVIDENCE = action("partnerships.give_evidence", "Give evidence for a gate", works_on_evidence)
SEE_PARTNERS = action("partnerships.see_partners", "See partners and participants", member)
CHANGE_PARTNERS = action("partnerships.change_partners", "Change partners and participants", coordinates)
SEE_INVITATIONS = action("partnerships.see_invitations", "See who has been invited", coordinator)
INVITE = action("partnerships.invite", "Invite people, and withdraw invitations", coordinates)
