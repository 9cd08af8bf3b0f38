"""What people may do with rounds of reporting and returns."""

from coplan.kit.access import action
from coplan.partnerships.roles import (
    coordinates,
    coordinator,
    member,
    partnership_open,
    speaks_for_partner,
    works_on_evidence,
)

SEE_RETURNS = action("returns.see", "See what is reported each period, and how far it is", member)
REPORT = action(
    "returns.report",
    "Report the figures of the organisation you act for",
    works_on_evidence & (speaks_for_partner | coordinator) & partnership_open,
)
RUN_ROUNDS = action(
    "returns.run_rounds", "Say who reports what, and open, close and lock rounds of reporting", coordinates
)
APPROVE_RETURNS = action("returns.approve", "Approve returns or send them back", coordinates)
