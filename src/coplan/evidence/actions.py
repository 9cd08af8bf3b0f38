"""What people may do with the evidence bank."""

from coplan.kit.access import action
from coplan.partnerships.roles import (
    contributes,
    coordinates,
    coordinator,
    evaluator,
    member,
    partner,
    service_user,
    works_on_evidence,
)

SEE_EVIDENCE = action("evidence.see", "See the evidence bank", member)
CHANGE_EVIDENCE = action("evidence.change", "Add and change evidence in the bank", contributes)
# Funders and observers read what may be reported to them, and not who agreed to it
SEE_CONSENTS = action(
    "evidence.see_consents", "See who agreed to what", coordinator | partner | service_user | evaluator
)
CHANGE_CONSENTS = action("evidence.change_consents", "Record, renew and withdraw consent", contributes)
ERASE_EVIDENCE = action("evidence.erase", "Erase evidence for good", coordinates)
MAKE_PACKS = action("evidence.make_packs", "Make evidence packs", works_on_evidence)
