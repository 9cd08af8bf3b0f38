"""The routes to sustain the service, the funders who may, and the budget (in `spending`). Invented."""

from decimal import Decimal

from coplan.demo.content import spending
from coplan.demo.rows import Row, financial_year, row
from coplan.sustainability.models import Prospect, ProspectState, Route, RouteSort, RouteState

BUDGET = spending.BUDGET

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
