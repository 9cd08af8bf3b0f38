"""Risks, issues, assumptions and dependencies, and what is done about them."""

from typing import Any

from coplan.demo.rows import Change, Row, after, change, quarter_end, row
from coplan.raid.models import Action, Assumption, Dependency, Issue, Response, Risk, State

# key, title, probability, impact, owner, response, plan, review on, raised
_RISKS: tuple[tuple[str, str, int, int, str | None, str, str, int | None, int], ...] = (
    ("money", "No budget is found before the pilot's money ends", 4, 5, "morag", Response.SHARE,
     "Two budget days in one calendar; the board's letter is in writing; seminar before the council's budget day.", 18, -520),
    ("dropout", "Too few people finish all eight sessions", 2, 4, "isla", Response.REDUCE,
     "A call after each missed session; a friend may come along.", 35, -700),
    ("practices", "A practice stops referring people", 3, 4, "lesley", Response.REDUCE,
     "One page each quarter to every practice; a named nurse for questions.", 12, -690),
    ("coach", "A coach leaves and no one can take the group", 3, 3, "callum", Response.SHARE,
     "Every group has two coaches who know it.", 48, -650),
    ("bus", "The evening bus is cut", 4, 3, None, "", "", -6, -95),
    ("privacy", "Health information is seen by someone who should not", 1, 5, "david", Response.AVOID,
     "Results are kept by the practice; coaches write down a yes or no.", 60, -760),
    ("unequal", "People who need it most do not come", 4, 4, "tom", Response.REDUCE,
     "Lunch-hour sessions at work; the late taxi; first meeting where people already are.", 5, -480),
    ("blame", "Results are taken as the coaches' fault or merit alone", 2, 2, "david", Response.ACCEPT, "", 90, -330),
    ("advantage", "Pilot partners seem to have an unfair start in a procurement", 3, 5, "morag", Response.AVOID,
     "Everything learned is published before any tender; advice in writing.", 25, -140),
    ("volunteers", "Volunteers tire", 3, 2, "peter-walks", Response.REDUCE, "No one leads two walks a week.", 40, -300),
    ("kitchen", "A kitchen closes for longer than its repairs need", 2, 3, "peter-cooks", Response.SHARE,
     "The school kitchen is free on two evenings.", 30, -60),
    ("claim", "The value map claims more than the pilot changed", 2, 5, "david", Response.REDUCE,
     "Ranges with every figure; those who are counted check it.", 14, -26),
    ("winter", "Walks stop in winter", 5, 1, "peter-walks", Response.ACCEPT, "The sports hall, when it is free.", 65, -400),
)  # fmt: skip

_LATER: dict[str, tuple[Change, ...]] = {
    "money": (
        change(-130, "morag", "The council's first look at its budget found nothing.", probability=4, impact=5),
        change(-20, "morag", "Above tolerance, and the routes need the group's word.", escalated_on=-20,
               escalation="Decide which route the seminar is to put first."),
    ),
    "unequal": (change(-200, "tom", "Not one of the last 45 came from the plant.", probability=4),),
    "kitchen": (change(-10, "peter", "The builder found damp behind the ovens.", probability=4),),
    "dropout": (change(-90, "isla", "More than two thirds now finish.", probability=2),),
}  # fmt: skip
_BEFORE = {
    "money": {"probability": 2, "impact": 5},
    "unequal": {"probability": 2},
    "dropout": {"probability": 4},
}


def _risk(key: str, title: str, likely: int, impact: int, owner: str | None, response: str, plan: str,
          review: int | None, raised: int) -> Row:  # fmt: skip
    grades: dict[str, Any] = {"probability": likely, "impact": impact, **_BEFORE.get(key, {})}
    return row(Risk, key, who="isla", on=raised, title=title, owner=owner, response=response, plan=plan,
               review_on=review, then=_LATER.get(key, ()), **grades)  # fmt: skip


RISKS: tuple[Row, ...] = (
    *(_risk(*each) for each in _RISKS),
    row(Risk, "start", who="isla", on=-800, title="The pilot starts without baselines", probability=3, impact=5, owner="david",
        response=Response.AVOID, plan="No first group before the forms are in.", review_on=-720,
        then=(change(-705, "david", "Baselines were measured before the first group.", status=State.CLOSED,
                     closed_on=-705, closing_reason="Baselines were measured before the first group."),)),
    row(Risk, "late-practices", who="lesley", on=-640, title="Two practices join late", probability=4, impact=3,
        owner="lesley", response=Response.REDUCE, plan="Paper forms until their computers are changed.", review_on=-500,
        then=(change(-420, "lesley", "It has happened: see the issue.", status=State.CLOSED, closed_on=-420,
                     closing_reason="It has happened: see the issue."),)),
)  # fmt: skip

ISSUES: tuple[Row, ...] = (
    row(Issue, "late-practices", who="lesley", on=-420, title="Two practices join late", impact=3, owner="lesley",
        plan="Paper forms; the nurse collects them.", raised_on=-420, due_on=-300, risk="late-practices",
        then=(change(-310, "lesley", "All five practices refer people now.", status=State.CLOSED, closed_on=-310,
                     closing_reason="All five practices refer people now."),)),
    row(Issue, "double", who="david", on=after(quarter_end(-3), 25), title="A walking group was counted twice", impact=2, owner="david",
        plan="One register for all villages; the reading is corrected.", raised_on=after(quarter_end(-3), 25), due_on=-90,
        then=(change(-120, "david", "The register is one; the reading is corrected.", status=State.CLOSED,
                     closed_on=-120, closing_reason="The register is one; the reading is corrected."),)),
    row(Issue, "fares", who="isla", on=-75, title="Bus fares ran over last year's budget", impact=2, owner="isla",
        plan="Ask the council for the group ticket.", raised_on=-75, due_on=-5),
    row(Issue, "kitchen", who="peter", on=-38, title="The Inverlaw kitchen closes for repairs in spring", impact=3,
        owner="peter-cooks", plan="Book the school kitchen for two evenings.", raised_on=-38, due_on=55),
    row(Issue, "form", who="jean", on=-33, title="People find the last form too long", impact=2, raised_on=-33, due_on=21,
        plan="Jean and David cut it to one page."),
)  # fmt: skip

ASSUMPTIONS: tuple[Row, ...] = (
    row(Assumption, "eight", who="david", on=-730, title="Eight sessions are enough to change a habit",
        grounds="The published report's programme was of that length.", owner="david", check_on=-150,
        if_false="A follow-up session each quarter, and its cost.",
        then=(change(-148, "david", "Six months on, most still do.", finding=Assumption.Finding.HOLDS),)),
    row(Assumption, "bus", who="peter", on=-730, title="People can reach the walks by bus", grounds="The timetable of the first year.",
        owner="peter-walks", check_on=-430, if_false="Walks begin where the bus stops.",
        then=(change(-425, "peter", "Three of nine could not be reached.", finding=Assumption.Finding.FALSE),)),
    row(Assumption, "family", who="jean", on=-725, title="What one person learns changes the whole table",
        grounds="Jean's own kitchen.", owner="jean", check_on=45, if_false="Outcome g of the value map falls away."),
    row(Assumption, "board", who="anwar", on=-110, title="The board's planning round keeps its dates", owner="anwar",
        check_on=-3, if_false="The commitment for next year comes too late for staff contracts."),
)  # fmt: skip

DEPENDENCIES: tuple[Row, ...] = (
    row(Dependency, "tests", who="isla", on=-700, title="Blood tests six months after the last session", partner="nhs",
        needed_by=50, owner="anwar", if_late="Outcome f cannot be counted for the last three groups."),
    row(Dependency, "figures", who="morag", on=-60, title="The council's figures for next year's budget", partner="council",
        needed_by=24, owner="morag", state=Dependency.State.LATE, if_late="The seminar has nothing to decide on."),
    row(Dependency, "hall", who="isla", on=-690, title="A room in every village", partner="council", needed_by=-640,
        owner="isla", state=Dependency.State.MET),
    row(Dependency, "timetable", who="isla", on=-50, title="The winter timetable", outside="The bus company", needed_by=-4,
        owner="isla", if_late="Walks are set without it, as last year."),
)  # fmt: skip

ACTIONS: tuple[Row, ...] = (
    row(Action, "seminar", who="morag", on=-20, title="Send the invitation to the seminar with three questions", risk="money",
        owner="isla", due_on=9),
    row(Action, "letter", who="morag", on=-60, title="Get the board's commitment in writing", risk="money", owner="anwar",
        due_on=-25, then=(change(-28, "anwar", "", done_on=-28),)),
    row(Action, "plant", who="tom", on=-195, title="Hold two lunch hours at the fish plant", risk="unequal", owner="tom",
        due_on=-60, then=(change(-52, "isla", "", done_on=-52),)),
    row(Action, "works-council", who="isla", on=-48, title="Agree a room with the works council", risk="unequal", owner="tom",
        due_on=-8),
    row(Action, "page", who="lesley", on=-45, title="Send this quarter's page to every practice", risk="practices",
        owner="lesley", due_on=15),
    row(Action, "publish", who="morag", on=-100, title="List what every bidder would need to know", risk="advantage",
        owner="david", due_on=40),
    row(Action, "ticket", who="isla", on=-70, title="Ask for the group ticket", issue="fares", owner="isla", due_on=-12),
    row(Action, "school", who="peter", on=-36, title="Book the school kitchen", issue="kitchen", owner="peter-cooks", due_on=20),
    row(Action, "form", who="jean", on=-30, title="Try the one-page form with five people", issue="form", owner="jean", due_on=14),
)  # fmt: skip
