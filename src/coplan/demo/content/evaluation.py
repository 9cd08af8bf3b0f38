"""What the evaluation asks, how the evaluator was chosen, and what was found. Invented."""

from __future__ import annotations

from decimal import Decimal

from coplan.demo.rows import Row, change, row
from coplan.evaluation.models import (
    Answer,
    Assessment,
    Candidate,
    Choice,
    Criterion,
    Finding,
    Ground,
    Method,
    Origin,
    Question,
    Scorer,
    Source,
    State,
    Strength,
)

QUESTIONS: tuple[Row, ...] = tuple(
    row(Question, key, who="isla", on=-740, title=title, needed_for=why, outcome=outcome)
    for key, title, why, outcome in (
        ("company", "Do people who finish still have more company six months later?",
         "The council: company is what it would pay for.", "network"),
        ("diet", "Do people keep to what they changed at table?", "NHS Ewart, before it promises money.", "diet"),
        ("left-out", "Who does not come, or stops, and why?", "The steering group: whom the sessions leave out.", None),
        ("practices", "Does it save the practices time, or move it elsewhere?", "The practices and the board.", "capacity"),
        ("worth", "Would the same money help more people in another way?", "Whoever decides at the end.", None),
    )
)  # fmt: skip

SOURCES: tuple[Row, ...] = (
    row(Source, "company", who="isla", on=-738, question="company", method=Method.INTERVIEW, what="20 people, six months after their last session",
        starts_on=-200, due_on=48, owner="david", state=State.COLLECTING),
    row(Source, "company count", who="isla", on=-738, question="company", method=Method.INDICATOR, indicator="network", what="Each quarter's reading",
        starts_on=-500, due_on=70, owner="jean", state=State.COLLECTING),
    row(Source, "diet", who="isla", on=-738, question="diet", method=Method.INDICATOR, indicator="diet", what="Each quarter's reading",
        starts_on=-500, due_on=70, owner="callum", state=State.COLLECTING),
    row(Source, "left-out calls", who="isla", on=-735, question="left-out", method=Method.INTERVIEW, what="Telephone calls to those who stopped",
        starts_on=-150, due_on=-52, owner="david", state=State.DONE),
    row(Source, "left-out sheets", who="isla", on=-735, question="left-out", method=Method.RECORDS, what="Attendance sheets by village and hour",
        starts_on=-120, due_on=-14, owner="euan", state=State.COLLECTING),
    row(Source, "practices", who="isla", on=-735, question="practices", method=Method.OBSERVATION, what="Two mornings in each of two practices",
        due_on=85, owner="lesley", state=State.PLANNED),
)  # fmt: skip

CHOICE: tuple[Row, ...] = (
    row(Choice, "evaluator", who="isla", on=-905, title="Who evaluates the pilot?", budget=Decimal(25000),
        brief="Follow the pilot from its first day, answer the questions of the framework, say what cannot be known, "
        "and hand over a report that nobody softens. People who use the service help to ask the questions.",
        then=(change(-895, "isla", "Scoring opened", opened_at=-895),)),
)  # fmt: skip

CRITERIA: tuple[Row, ...] = tuple(
    row(Criterion, key, who="isla", on=-903, choice="evaluator", title=title, guide=guide, weight=weight)
    for key, title, guide, weight in (
        ("people", "Works with people who use the service", "4: they help to ask and to judge. 0: they are never met.", 35),
        ("method", "Can tell change from chance", "4: says beforehand what would show it. 0: before and after, nothing else.", 30),
        ("free", "Free to say no", "4: no money or work from any partner. 0: paid by one for its success.", 20),
        ("price", "Price for what is offered", "4: most days for the money. 0: over the money there is.", 15),
    )
)  # fmt: skip

CANDIDATES: tuple[Row, ...] = (
    row(Candidate, "university", who="isla", on=-900, choice="evaluator", name="University of Strathewart, public health",
        origin=Origin.UNIVERSITY, cost=Decimal(24000), days=Decimal(60), ties="A lecturer sat on the board of Ferry House until five years ago.",
        offer="A lecturer and a doctoral student; interviews, readings, and training for those who ask the questions."),
    row(Candidate, "clear-glass", who="isla", on=-900, choice="evaluator", name="Clear Glass Evaluation (invented)",
        origin=Origin.EXTERNAL, cost=Decimal(24800), days=Decimal(38), ties="None declared",
        offer="Two consultants; a survey at three points and a report in plain English."),
    row(Candidate, "ourselves", who="isla", on=-900, choice="evaluator", name="A group of partners and people who use it",
        origin=Origin.INTERNAL, cost=Decimal(9000), days=Decimal(70), ties="All of them are partners: that is the point and the doubt.",
        offer="A peer review, with a day a month from each partner and fares paid."),
)  # fmt: skip

_SENT = -890
SCORERS: tuple[Row, ...] = (
    *(
        row(Scorer, who, who="isla", on=-898, choice="evaluator", person=who, declared_at=-893, sent_at=_SENT)
        for who in ("morag", "anwar", "jean")
    ),
    row(Scorer, "callum", who="isla", on=-898, choice="evaluator", person="callum", declared_at=-893,
        conflict="The lecturer was on our board, and I would work with her again."),
)  # fmt: skip

_CRITERIA = ("people", "method", "free", "price")
# scorer, candidate, scores by criterion, reason
_SCORES = (
    ("morag", "university", (3, 4, 3, 3), "Says beforehand what would show a change; the tie is old and was said."),
    ("morag", "clear-glass", (2, 3, 4, 2), "Free of all of us, but people are only asked, never asking."),
    ("morag", "ourselves", (4, 1, 0, 4), "Nobody outside would believe it."),
    ("anwar", "university", (3, 4, 3, 3), "The only offer that compares with people who wait."),
    ("anwar", "clear-glass", (1, 2, 4, 2), "Three surveys will not tell change from chance."),
    ("anwar", "ourselves", (3, 1, 1, 3), "Good for learning, weak as proof."),
    ("jean", "university", (4, 3, 3, 3), "They asked us what they should ask."),
    ("jean", "clear-glass", (2, 3, 4, 3), "Kind on the telephone. Would not come on a Thursday."),
    ("jean", "ourselves", (4, 2, 1, 4), "I would enjoy it, and I would not trust us."),
)  # fmt: skip

ASSESSMENTS: tuple[Row, ...] = tuple(
    row(Assessment, f"{who} {candidate}", who=who, on=_SENT, scorer=who, candidate=candidate, reason=reason,
        # Criteria are numbered as they are listed
        scores={str(place): score for place, score in enumerate(scores, 1)})
    for who, candidate, scores, reason in _SCORES
)  # fmt: skip

# Who was chosen and why, once everybody had scored
DECIDED_ON, CHOSEN = -884, "university"
REASONS = (
    "First on points and on two of four criteria. Its old tie to Ferry House was declared, and the lecturer in question "
    "takes no part. Clear Glass is asked to read the draft."
)

FINDINGS: tuple[Row, ...] = (
    row(Finding, "company", who="david", on=-40, question="company", title="Company lasts where the group keeps its room",
        text="Of twelve people interviewed so far, nine still see somebody from the group every week. All nine live in the three villages whose group kept a room after the last session.",
        strength=Strength.FAIR, recommendation="Keep the rooms for a year after each course, and count again.",
        then=(change(-21, "isla", "The council can promise two of five rooms now.", answer=Answer.PARTLY,
                     answer_reasons="The council can promise two of the five rooms now; the others wait for its budget.",
                     answer_plan="Ask the council for the other three rooms", answer_owner="morag", answer_due_on=24, answered_on=-21),)),
    row(Finding, "left", who="david", on=-40, question="left-out", title="People who come for company leave early",
        text="Seven of the eleven who could be reached had hoped for company, and found that the talk was of food. Nine could not be reached at all.",
        strength=Strength.WEAK, recommendation="Say at the first meeting what the sessions are, and where company is to be had.",
        then=(change(-20, "isla", "Coaches agree.", answer=Answer.ACCEPTED,
                     answer_reasons="The coaches have heard the same. It costs nothing.",
                     answer_plan="A new first meeting, tried in two villages", answer_owner="callum", answer_due_on=-3, answered_on=-20),)),
    row(Finding, "practices", who="david", on=-38, question="practices", title="Two practices save time; three have not changed how they work",
        text="Two practices closed their own recall. The other three keep both lists, so that the nurse's time went up, not down.",
        strength=Strength.FAIR, recommendation="Agree one list with each practice before referrals go on."),
)  # fmt: skip

GROUNDS: tuple[Row, ...] = tuple(
    row(Ground, f"{finding} {field} {key}", who="david", on=-39, finding=finding, **{field: key})
    for finding, field, key in (
        ("company", "indicator", "network"),
        ("company", "item", "four-years"),
        ("left", "indicator", "finishing"),
        ("left", "item", "why-left"),
        ("practices", "indicator", "handed-over"),
        ("practices", "item", "recall"),
    )
)

# The interim report, frozen with the figures of that day
FROZEN_ON = -30
REPORT_TITLE = "Interim report of the evaluation"
REPORT_SUMMARY = (
    "What the first two years show, and what they do not. Company lasts where rooms last. Those who come for company "
    "alone are not served well. Whether practices save time depends on one list.\n"
    "Twelve interviews are few. Nothing here compares with people who never came."
)
REPLY_ON = -18
REPLY = (
    "We thank David for a report that does not flatter. We accept two findings and part of a third; the practices have "
    "asked for a month to answer theirs."
)
