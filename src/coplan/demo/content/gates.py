"""The gates that were passed, what showed that they could be, and what was set aside."""

from coplan.demo.rows import Ref, Row, change, row
from coplan.guidance import gate
from coplan.health.models import Suppression
from coplan.partnerships.models import CriterionEvidence, Decision, Gate, Partner, Stage


def _as_they_stood(stage: Stage, unmet: tuple[str, ...] = ()) -> list[dict[str, object]]:
    """The criteria on the day of the decision."""
    return [
        {"code": one.code, "label": one.label, "met": one.code not in unmet} for one in gate(stage).criteria
    ]


GATES: tuple[Row, ...] = (
    row(Gate, "need", who="isla", on=-955, stage=Stage.NEED, decision=Decision.GO,
        criteria=_as_they_stood(Stage.NEED), decided_on=-955,
        decided_by="Morag Sinclair, Callum Fraser and Anwar Malik, meeting as founders",
        reasons="Both sectors see the same problem, and the council would pay for a better answer if there is one."),
    row(Gate, "form", who="isla", on=-895, stage=Stage.FORM, decision=Decision.GO,
        criteria=_as_they_stood(Stage.FORM), decided_on=-895,
        decided_by="Steering group, first meeting",
        reasons="Seven pieces of evidence, six partners who agree to one description, and people who use services had "
        "their say before anything was written. A smaller answer by one practice alone was considered and dropped."),
    row(Gate, "design", who="isla", on=-715, stage=Stage.DESIGN, decision=Decision.CONDITIONS,
        criteria=_as_they_stood(Stage.DESIGN, ("3.6", "3.7")), decided_on=-715,
        decided_by="Steering group",
        reasons="The table is complete and the memorandum is signed, on paper, by all but one. Waiting for everything "
        "would lose the summer.",
        conditions="1. The university signs the memorandum.\n2. The walking groups and the interface each name a second contact.",
        conditions_due_on=-680,
        then=(change(-684, "isla", "Both conditions are met.", conditions_met_on=-684),)),
    row(Gate, "pilot", who="isla", on=-650, stage=Stage.PILOT, decision=Decision.GO,
        criteria=_as_they_stood(Stage.PILOT), decided_on=-650,
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
    (Stage.FORM, "2.3", "Two evenings in the library; what people said was written down by one of them.", "jean", -942),
    (Stage.FORM, "2.4", "The interface asked 14 bodies what they offer; see the evidence for the need.", "euan", -903),
    (Stage.FORM, "2.5", "Six organisations rated themselves on one page each; two asked for help with data.", "euan", -901),
    (Stage.FORM, "2.6", "Minutes of the steering group's first meeting, with the two other ways that were dropped.", "isla", -895),
    (Stage.DESIGN, "3.7", "All eight partners signed on paper; the university was the last.", "callum", -684),
    (Stage.PILOT, "4.3", "Four ways were compared over one afternoon, among them leaving things as they are.", "morag", -668),
    (Stage.PILOT, "4.4", "Because the reference group asked: eight sessions instead of six, and walks that begin at the bus stop.", "jean", -660),
    (Stage.PILOT, "4.5", "The outline business case was signed on paper by every partner.", "callum", -656),
    (Stage.PILOT, "4.7", "Advice of the council's procurement team, two pages, kept with the gate decision.", "morag", -655),
    (Stage.SUSTAIN, "5.6", "The reference group wrote to the steering group: it should go on, and on Saturdays too.", "jean", -34),
)  # fmt: skip

EVIDENCE: tuple[Row, ...] = tuple(
    row(CriterionEvidence, criterion, who=who, on=day, stage=stage, criterion=criterion, statement=statement, dated_on=day)
    for stage, criterion, statement, who, day in _SHOWN
)  # fmt: skip

# The second has run out: the health page says so, and shows what it hid
SUPPRESSIONS: tuple[Row, ...] = (
    row(Suppression, "evaluator", who="isla", on=-30, code="F3", subject_kind="partner",
        subject_id=Ref(Partner, "university"),
        reason="The university names its second contact when the new term's posts are filled.", until=60),
    row(Suppression, "cook", who="isla", on=-195, code="F3", subject_kind="partner",
        subject_id=Ref(Partner, "kitchen-table"),
        reason="The Kitchen Table Project looks for a new tutor; whoever it is becomes the second contact.", until=-15),
)  # fmt: skip
