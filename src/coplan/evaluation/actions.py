"""What people may do with the evaluation. The evaluator writes findings and reports, and changes nothing else."""

from coplan.kit.access import action
from coplan.partnerships.roles import (
    coordinates,
    coordinator,
    evaluates,
    funder,
    member,
    partner,
    partnership_open,
    service_user,
    works_on_evidence,
)

SEE_EVALUATION = action("evaluation.see", "See the evaluation, its findings and reports", member)
CHANGE_FRAMEWORK = action(
    "evaluation.change_framework", "Change what the evaluation asks and how", works_on_evidence
)
# Not the evaluator, who may be one of the candidates
SEE_CHOICE = action(
    "evaluation.see_choice", "See how the evaluator was chosen", coordinator | partner | service_user | funder
)
CHANGE_CHOICE = action("evaluation.change_choice", "Prepare the choice of an evaluator", coordinates)
SCORE = action(
    "evaluation.score",
    "Score who could evaluate",
    (coordinator | partner | service_user | funder) & partnership_open,
)
WRITE_FINDINGS = action("evaluation.write_findings", "Write findings and freeze reports", evaluates)
ANSWER_FINDINGS = action("evaluation.answer_findings", "Answer findings and reports", works_on_evidence)
