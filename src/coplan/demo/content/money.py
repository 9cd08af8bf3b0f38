"""Budget lines of three financial years, the routes to sustain the service and the funders who may. Invented."""

from decimal import Decimal

from coplan.demo.rows import Change, Row, after, change, financial_year, row, year_end
from coplan.money.models import BudgetLine, LineType
from coplan.sustainability.models import Prospect, ProspectState, Route, RouteSort, RouteState

# key, for what, type, funder ("" is outside), budget and spent for the years -2, -1, 0
_LINES = (
    ("coaches", "Four coaches, part time", LineType.STAFF, "trust", (31000, 30480), (62000, 61215), (62000, 39870)),
    ("coordinator", "Coordinator", LineType.STAFF, "council", (18000, 18000), (24000, 24000), (24000, 15600)),
    ("nurse", "Nurse's time for referrals", LineType.STAFF, "nhs", (6000, 4150), (12000, 10980), (12000, 7410)),
    ("volunteers", "Training and expenses of volunteers", LineType.VOLUNTEERS, "trust", (2500, 2310), (4000, 3655), (4000, 2745)),
    ("kitchens", "Hire of two kitchens", LineType.PREMISES, "council", (3200, 3200), (6400, 6400), (6400, 4950)),
    ("travel", "Bus fares and the late taxi home", LineType.TRAVEL, "council", (1500, 1120), (3000, 3410), (3000, 2986)),
    ("kit", "Scales, pans and walking poles", LineType.EQUIPMENT, "", (5200, 5075), (800, 640), (800, 215)),
    ("people", "Time and fares of the reference group", LineType.INVOLVEMENT, "trust", (1800, 1260), (2400, 2385), (2400, 1510)),
    ("evaluation", "Independent evaluation", LineType.EVALUATION, "trust", (4000, 4000), (9000, 9000), (11000, 5500)),
)  # fmt: skip

_LEDGER = "Figures from the ledger."
# What was spent on these lines until the last report; the rest has not moved since
_MOVED = {"coaches": 34710, "travel": 2655}


def _spending(key: str, year: int, spent: int) -> tuple[Change, ...]:
    """A year that is over is entered once; this year's spending is brought up to date where it moved."""
    if year < 0:
        ended = year_end(year)
        return (change(after(ended, 20), "isla", _LEDGER, spent=Decimal(spent), spent_to=ended),)
    reported = change(-27, "isla", _LEDGER, spent=Decimal(_MOVED.get(key, spent)), spent_to=-29)
    if key not in _MOVED:
        return (reported,)
    return (
        reported,
        change(-9, "isla", "Wages and taxi bills of the month.", spent=Decimal(spent), spent_to=-14),
    )


_LINES_BY_YEAR: tuple[Row, ...] = tuple(
    row(
        BudgetLine,
        f"{key} {year}",
        who="isla",
        on=-700 if year < 0 else -250,
        title=title,
        sort=sort,
        funder=funder or None,
        outside_funder="" if funder else "Harbour Community Fund",
        year=financial_year(year),
        budget=Decimal(budget),
        source="Example: approved by the steering group",
        then=_spending(key, year, spent),
    )
    for key, title, sort, funder, *years in _LINES
    for year, (budget, spent) in zip((-2, -1, 0), years, strict=True)
)

BUDGET: tuple[Row, ...] = (
    *_LINES_BY_YEAR,
    row(BudgetLine, "tutor", who="isla", on=-8, title="Second tutor for the lunch hour", sort=LineType.STAFF, funder="council",
        year=financial_year(0), budget=Decimal(1900), source="Example: offered by the council when one partner declined"),
)  # fmt: skip

ROUTES: tuple[Row, ...] = (
    row(Route, "mainstream", who="morag", on=-115, title="The council and the board pay for it from their own budgets",
        sort=RouteSort.MAINSTREAM, state=RouteState.PREFERRED, owner="morag", decide_by=75,
        reasons="For: what it saves falls to them, and people keep the coaches they know.\nAgainst: two budget days that "
        "do not fall together; a third of the saving comes after five years."),
    row(Route, "contract", who="morag", on=-115, title="A contract for five years after open procurement",
        sort=RouteSort.CONTRACT, state=RouteState.IDEA, owner="shona", decide_by=75,
        reasons="For: it is the programme's long-term aim and gives certainty.\nAgainst: the pilot's partners would have to "
        "bid like everybody else; what they learned must be ready for every bidder."),
    row(Route, "grant", who="helen", on=-100, title="A second grant for two years while budgets are found",
        sort=RouteSort.GRANT, state=RouteState.IDEA, owner="callum", decide_by=110,
        reasons="For: bridges the gap.\nAgainst: puts off the question."),
    row(Route, "asset", who="euan", on=-60, title="The old school kitchen passes to the community",
        sort=RouteSort.ASSET_TRANSFER, state=RouteState.IDEA, owner="euan", decide_by=160,
        reasons="For: ends the hire.\nAgainst: the roof."),
)  # fmt: skip

PROSPECTS: tuple[Row, ...] = (
    row(Prospect, "council", who="morag", on=-90, partner="council", state=ProspectState.CONVERSATION, amount=Decimal(60000),
        year=financial_year(1), budget_decided_on=82, owner="isla", caveats="If the board pays at least as much."),
    row(Prospect, "nhs", who="anwar", on=-85, partner="nhs", state=ProspectState.COMMITMENT, amount=Decimal(45000),
        year=financial_year(1), in_writing=True, budget_decided_on=-30, owner="anwar",
        caveats="For one year; a second if 60% of people finish."),
    row(Prospect, "trust", who="helen", on=-80, partner="trust", state=ProspectState.DECLINED, owner="callum",
        caveats="Funds beginnings; may pay for a report on what was learned."),
    row(Prospect, "harbour", who="callum", on=-30, outside="Harbour Community Fund", state=ProspectState.INTEREST,
        amount=Decimal(8000), year=financial_year(1), owner="callum"),
)  # fmt: skip
