"""Risks, pilots, money, gates and what comes after: G01, G02, G05, G08, G09, S03, T4."""

from datetime import date
from decimal import Decimal

from ..findings import Finding
from ..snapshot import BudgetLine, Condition, Gate, Pilot, Prospect, Ref, Risk, Route
from .cast import FORMED, PARTNERSHIP, TODAY, Case, partnership

FLOOD = Ref("risk", 1, "Volunteers fall short")
PILOT = Ref("pilot", 1, "The first pilot")
ROUTE = Ref("route", 1, "Contract by the council")
FUNDER = Ref("prospect", 1, "NHS Ayr")
VANS = Ref("budget_line", 1, "Vans")
CONDITION = Ref("condition", 1, "Data agreement signed")
GATE = Ref("gate", 1, "the design gate")
YESTERDAY = date(2027, 3, 14)


def ending(on: date, start: date = date(2026, 1, 1)) -> tuple[Pilot, ...]:
    return (Pilot(PILOT, start, on),)


CASES = [
    Case(
        "G01",
        partnership(
            risks=(Risk(FLOOD, owner="Mairi", review_on=TODAY), Risk(FLOOD, status="closed")),
        ),
        partnership(
            risks=(
                Risk(FLOOD),
                Risk(FLOOD, owner="Mairi", review_on=YESTERDAY),
                Risk(FLOOD, review_on=YESTERDAY),
            )
        ),
        (
            Finding("G01", (FLOOD,), "The risk 'Volunteers fall short' has no owner and has no review date."),
            Finding(
                "G01",
                (FLOOD,),
                "The risk 'Volunteers fall short' was due for review on 14 March 2027.",
                YESTERDAY,
            ),
            Finding(
                "G01",
                (FLOOD,),
                "The risk 'Volunteers fall short' has no owner and was due for review on 14 March 2027.",
                YESTERDAY,
            ),
        ),
    ),
    Case(
        "G01b",
        partnership(
            risks=(
                Risk(FLOOD, probability=5, impact=3, actions_due=1),
                Risk(FLOOD, probability=5, impact=3, actions_done=1),
                Risk(FLOOD, probability=2, impact=5),
                Risk(FLOOD, probability=5, impact=5, status="closed"),
            )
        ),
        partnership(risks=(Risk(FLOOD, probability=3, impact=5),)),
        (
            Finding(
                "G01b", (FLOOD,), "The risk 'Volunteers fall short' scores 15 and has no action against it."
            ),
        ),
    ),
    Case(
        "G02",
        partnership(
            pilots=(
                Pilot(PILOT, date(2026, 4, 1), date(2027, 3, 31)),
                Pilot(PILOT, date(2026, 4, 1), date(2026, 6, 1), "Serves one summer"),
                Pilot(PILOT, date(2026, 4, 1)),
            )
        ),
        partnership(pilots=(Pilot(PILOT, date(2026, 4, 1), date(2027, 3, 30)),)),
        (
            Finding(
                "G02",
                (PILOT,),
                "The first pilot runs from 1 April 2026 to 30 March 2027, less than twelve months, and no "
                "reason is given.",
            ),
        ),
    ),
    Case(
        "G05",
        partnership(routes=(Route(ROUTE, owner="Isla Reid"), Route(ROUTE, state="dropped"))),
        partnership(routes=(Route(ROUTE),)),
        (
            Finding(
                "G05", (ROUTE,), "The route 'Contract by the council' to sustain the service has no owner."
            ),
        ),
    ),
    Case(
        "G08",
        partnership(budget=(BudgetLine(VANS, Decimal(1200), Decimal(1200)),)),
        partnership(budget=(BudgetLine(VANS, Decimal(1200), Decimal("1234.50")),)),
        (Finding("G08", (VANS,), "£1,234.50 has been spent on 'Vans', against £1,200.00."),),
    ),
    Case(
        "G09",
        partnership(
            gates=(
                Gate(
                    GATE,
                    conditions=(
                        Condition(CONDITION, due=TODAY),
                        Condition(CONDITION, due=YESTERDAY, met=True),
                        Condition(CONDITION),
                    ),
                ),
            )
        ),
        partnership(
            gates=(Gate(GATE, "design", "conditions", conditions=(Condition(CONDITION, due=YESTERDAY),)),)
        ),
        (
            Finding(
                "G09",
                (CONDITION, GATE),
                "'Data agreement signed', a condition of the design gate, was due on 14 March 2027.",
                YESTERDAY,
            ),
        ),
    ),
    Case(
        "S03",
        partnership(
            pilots=ending(date(2027, 9, 15)),
            prospects=(Prospect(FUNDER, state="commitment", written=True), Prospect(FUNDER)),
        ),
        partnership(pilots=ending(date(2027, 9, 15)), prospects=(Prospect(FUNDER, state="commitment"),)),
        (
            Finding(
                "S03",
                (FUNDER,),
                "The pilot ends on 15 September 2027 and no funder has committed in writing.",
            ),
        ),
    ),
    Case(
        "S03",
        partnership(
            pilots=(*ending(date(2027, 6, 1)), *ending(date(2027, 9, 16))), prospects=(Prospect(FUNDER),)
        ),
        partnership(pilots=ending(YESTERDAY), prospects=(Prospect(FUNDER, written=True),)),
        (
            Finding(
                "S03", (FUNDER,), "The pilot ended on 14 March 2027 and no funder has committed in writing."
            ),
        ),
    ),
    Case(
        "S03",
        partnership(pilots=ending(YESTERDAY), prospects=(Prospect(FUNDER, state="declined"),)),
        partnership(pilots=ending(TODAY), prospects=(Prospect(FUNDER),)),
        (
            Finding(
                "S03", (FUNDER,), "The pilot ends on 15 March 2027 and no funder has committed in writing."
            ),
        ),
    ),
    Case(
        "T4",
        partnership(routes=(Route(ROUTE),), prospects=(Prospect(FUNDER),)),
        partnership(routes=(Route(ROUTE, state="dropped"),), prospects=(Prospect(FUNDER, state="declined"),)),
        (
            Finding(
                "T4",
                (PARTNERSHIP,),
                "No route and no funder is named to sustain the service.",
                FORMED,
                "low",
            ),
        ),
    ),
    Case(
        "T4",
        partnership(pilots=ending(TODAY), routes=(Route(ROUTE),), prospects=(Prospect(FUNDER),)),
        partnership(pilots=ending(date(2028, 3, 16)), prospects=(Prospect(FUNDER),)),
        (
            Finding(
                "T4",
                (PILOT,),
                "No route is named to sustain the service, and the pilot ends on 16 March 2028.",
                FORMED,
                "medium",
            ),
        ),
    ),
    Case(
        "T4",
        partnership(pilots=ending(YESTERDAY), routes=(Route(ROUTE),), prospects=(Prospect(FUNDER),)),
        partnership(pilots=ending(YESTERDAY), routes=(Route(ROUTE),)),
        (
            Finding(
                "T4",
                (PILOT,),
                "No funder is named to sustain the service, and the pilot ended on 14 March 2027.",
                FORMED,
                "high",
            ),
        ),
    ),
    Case(
        "T4",
        partnership(pilots=ending(TODAY), routes=(Route(ROUTE),), prospects=(Prospect(FUNDER),)),
        partnership(pilots=ending(TODAY), routes=(Route(ROUTE),)),
        (
            Finding(
                "T4",
                (PILOT,),
                "No funder is named to sustain the service, and the pilot ends on 15 March 2027.",
                FORMED,
                "high",
            ),
        ),
    ),
    Case(
        "T4",
        partnership(routes=(Route(ROUTE, state="chosen"),), prospects=(Prospect(FUNDER),)),
        partnership(pilots=ending(date(2028, 3, 15)), routes=(Route(ROUTE),)),
        (
            Finding(
                "T4",
                (PILOT,),
                "No funder is named to sustain the service, and the pilot ends on 15 March 2028.",
                FORMED,
                "high",
            ),
        ),
    ),
]
