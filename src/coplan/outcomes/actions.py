"""What people may do with the logic model, indicators and readings."""

from coplan.kit.access import action
from coplan.partnerships.roles import contributes, coordinates, member, works_on_evidence

SEE_OUTCOMES = action("outcomes.see", "See the logic model, indicators and readings", member)
CHANGE_LOGIC_MODEL = action("outcomes.change_logic_model", "Change the logic model", contributes)
CHANGE_INDICATORS = action(
    "outcomes.change_indicators", "Change indicators and their targets", works_on_evidence
)
ENTER_READINGS = action("outcomes.enter_readings", "Enter and correct readings", works_on_evidence)
REBASE = action(
    "outcomes.rebase",
    "Say from when the limits of an indicator's chart begin anew, and take that back",
    works_on_evidence,
)
# Whoever coordinates answers for the figures; evaluators judge them and so change none
APPROVE_READINGS = action("outcomes.approve_readings", "Approve readings that others entered", coordinates)
PUBLISH_RESULTS = action("outcomes.publish_results", "Publish results for everybody to read", coordinates)
