"""Need, outcomes, indicators and value: A8, P1, L01, R, G04, G06, V."""

from datetime import date

from ..findings import Finding
from ..snapshot import Claim, Evidence, Indicator, Need, Outcome, Ref
from .cast import FORMED, PARTNERSHIP, Case, partnership

LONELY = Ref("need", 1, "Older people are alone")
SURVEY = Ref("evidence", 1, "Household survey")
OUTCOME = Ref("outcome", 1, "People see friends")
SCORE = Ref("indicator", 1, "Loneliness score")
VISITS = Ref("claim", 1, "Fewer visits to a surgery")
DUE = date(2027, 3, 7)

CASES = [
    Case(
        "A8",
        partnership(
            current_stage="design",
            needs=(
                Need(LONELY, (Evidence(SURVEY, date(2020, 1, 1)), Evidence(SURVEY, date(2024, 3, 15)))),
                Need(LONELY, (Evidence(SURVEY),)),
            ),
        ),
        partnership(
            current_stage="design",
            needs=(Need(LONELY, (Evidence(SURVEY, date(2024, 3, 14)), Evidence(SURVEY))),),
        ),
        (
            Finding(
                "A8",
                (LONELY,),
                "The newest evidence for 'Older people are alone' dates from 14 March 2024.",
                date(2024, 3, 14),
            ),
        ),
    ),
    Case(
        "P1",
        partnership(needs=(Need(LONELY, (Evidence(SURVEY),)),)),
        partnership(needs=(Need(LONELY),)),
        (Finding("P1", (LONELY,), "The need 'Older people are alone' has no evidence."),),
    ),
    Case(
        "P1",
        partnership(needs=(Need(LONELY, (Evidence(SURVEY),)),)),
        partnership(),
        (Finding("P1", (PARTNERSHIP,), "No need is recorded.", FORMED),),
    ),
    Case(
        "L01",
        partnership(needs=(Need(LONELY),)),
        partnership(needs=(Need(LONELY, not_agreed_by=("NHS", "Ferry House", "RCVS")),)),
        (
            Finding(
                "L01",
                (LONELY,),
                "The need 'Older people are alone' is not yet agreed by NHS, Ferry House and RCVS.",
            ),
        ),
    ),
    Case(
        "R3",
        partnership(indicators=(Indicator(SCORE, owner="Mairi", frequency="month"),)),
        partnership(indicators=(Indicator(SCORE, owner=" "), Indicator(SCORE, owner="Mairi"))),
        (
            Finding("R3", (SCORE,), "The indicator 'Loneliness score' has no owner and no frequency."),
            Finding("R3", (SCORE,), "The indicator 'Loneliness score' has no frequency."),
        ),
    ),
    Case(
        "R4",
        partnership(outcomes=(Outcome(OUTCOME, indicators=1),)),
        partnership(outcomes=(Outcome(OUTCOME, number="O-1"), Outcome(OUTCOME))),
        (
            Finding("R4", (OUTCOME,), "Outcome O-1 'People see friends' has no indicator."),
            Finding("R4", (OUTCOME,), "Outcome 'People see friends' has no indicator."),
        ),
    ),
    Case(
        "R4",
        partnership(outcomes=(Outcome(OUTCOME, indicators=2),)),
        partnership(),
        (Finding("R4", (PARTNERSHIP,), "No outcome is recorded.", FORMED),),
    ),
    Case(
        "R5",
        partnership(indicators=(Indicator(SCORE), Indicator(SCORE, next_due=date(2027, 3, 8)))),
        partnership(
            indicators=(
                Indicator(SCORE, next_due=DUE),
                Indicator(SCORE, next_due=DUE, last_reading=date(2027, 2, 7)),
            )
        ),
        (
            Finding(
                "R5",
                (SCORE,),
                "A reading of 'Loneliness score' was due on 7 March 2027; there is none yet.",
                DUE,
            ),
            Finding(
                "R5",
                (SCORE,),
                "A reading of 'Loneliness score' was due on 7 March 2027; the last is from 7 February 2027.",
                DUE,
            ),
        ),
    ),
    Case(
        "G04",
        partnership(indicators=(Indicator(SCORE, baseline=True),)),
        partnership(indicators=(Indicator(SCORE),)),
        (Finding("G04", (SCORE,), "The indicator 'Loneliness score' has no baseline."),),
    ),
    Case(
        "G06",
        partnership(
            outcomes=(
                Outcome(OUTCOME, tied_to_need=True),
                Outcome(OUTCOME, tied_to_group=True),
                Outcome(OUTCOME, tied_to_national=True),
            )
        ),
        partnership(outcomes=(Outcome(OUTCOME, number="O-1"),)),
        (
            Finding(
                "G06",
                (OUTCOME,),
                "Outcome O-1 'People see friends' is tied to no need, group of people or national outcome.",
            ),
        ),
    ),
    Case(
        "V5",
        partnership(
            claims=(Claim(VISITS, has_range=True, deadweight_reason="Trend", attribution_reason="GP scheme"),)
        ),
        partnership(claims=(Claim(VISITS), Claim(VISITS, has_range=True, deadweight_reason="Trend"))),
        (
            Finding(
                "V5",
                (VISITS,),
                "The value claimed for 'Fewer visits to a surgery' has no range, no reason for what would "
                "have happened anyway and no reason for the share due to others.",
            ),
            Finding(
                "V5",
                (VISITS,),
                "The value claimed for 'Fewer visits to a surgery' has no reason for the share due to "
                "others.",
            ),
        ),
    ),
    Case(
        "V6",
        partnership(claims=(Claim(VISITS, source="Unit costs of health and social care, 2024"),)),
        partnership(claims=(Claim(VISITS, source=" "),)),
        (Finding("V6", (VISITS,), "The value claimed for 'Fewer visits to a surgery' has no source."),),
    ),
]
