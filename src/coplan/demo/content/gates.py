"""The gates that were passed, what showed that they could be, and what was set aside."""

from coplan.demo.rows import Row, change, row
from coplan.health.models import Suppression
from coplan.partnerships.models import CriterionEvidence, Decision, Gate, Stage

GATES: tuple[Row, ...] = (
    row(Gate, "need", who="isla", on=-955, stage=Stage.NEED, decision=Decision.GO, decided_on=-955,
        decided_by="Morag Sinclair, Callum Fraser and Anwar Malik, meeting as founders",
        reasons="Both sectors see the same problem, and the council would pay for a better answer if there is one."),
    row(Gate, "form", who="isla", on=-895, stage=Stage.FORM, decision=Decision.GO, decided_on=-895,
        decided_by="Steering group, first meeting",
        reasons="Seven pieces of evidence, six partners who agree to one description, and people who use services had "
        "their say before anything was written. A smaller answer by one practice alone was considered and dropped."),
    row(Gate, "design", who="isla", on=-715, stage=Stage.DESIGN, decision=Decision.CONDITIONS, decided_on=-715,
        decided_by="Steering group",
        reasons="The table is complete and the memorandum is signed by all but one. Waiting for everything would lose "
        "the summer.",
        conditions="1. The university signs the memorandum.\n2. Each partner names a second contact.",
        conditions_due_on=-680,
        then=(change(-684, "isla", "Both conditions are met.", conditions_met_on=-684),)),
    row(Gate, "pilot", who="isla", on=-650, stage=Stage.PILOT, decision=Decision.GO, decided_on=-650,
        decided_by="Steering group",
        reasons="Baselines are measured, the plan has an end as well as a start, and the reference group changed it: "
        "eight sessions, not six. The legal advice is in writing."),
)  # fmt: skip

# stage, criterion, what shows it, who, when
_SHOWN = (
    (Stage.NEED, "1.3", "Nine organisations came to the first meeting, four from the public sector.", "isla", -960),
    (Stage.NEED, "1.4", "The head of adult services wrote that a service that works would be looked at in the next budget.", "shona", -958),
    (Stage.NEED, "1.5", "The council offered a room, a commissioner's time and to call the first meeting.", "morag", -957),
    (Stage.FORM, "2.7", "The council's lawyers asked and answered the subsidy question; the note is with the steering group.", "morag", -900),
    (Stage.PILOT, "4.7", "Advice of the council's procurement team, two pages, kept with the gate decision.", "morag", -655),
    (Stage.SUSTAIN, "5.6", "The reference group wrote to the steering group: it should go on, and on Saturdays too.", "jean", -34),
)  # fmt: skip

EVIDENCE: tuple[Row, ...] = tuple(
    row(CriterionEvidence, criterion, who=who, on=day, stage=stage, criterion=criterion, statement=statement, dated_on=day)
    for stage, criterion, statement, who, day in _SHOWN
)  # fmt: skip

SUPPRESSIONS: tuple[Row, ...] = (
    row(Suppression, "evaluator", who="isla", on=-30, code="F03",
        reason="The university names its second contact when the new term's posts are filled.", until=60),
)  # fmt: skip
