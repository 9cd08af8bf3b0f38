"""What people may do with surveys and with what people answered."""

from coplan.kit.access import action
from coplan.partnerships.roles import coordinator, evaluator, member, works_on_evidence

SEE_SURVEYS = action("surveys.see", "See surveys and their results", member)
CHANGE_SURVEYS = action(
    "surveys.change", "Make surveys, type in answers and make readings of them", works_on_evidence
)
SEE_ANSWERS = action("surveys.see_answers", "See each person's answers to a survey", coordinator | evaluator)
# In a closed partnership too: somebody may ask for their answers to be deleted at any time
TIDY_ANSWERS = action("surveys.tidy_answers", "Delete answers and take names out of them", coordinator)
