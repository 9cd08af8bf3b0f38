"""The budget's lines of three financial years, what was paid, ordered, forecast and given in kind. Invented."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from coplan.demo.rows import Day, Row, after, financial_year, month_start, row, year_end
from coplan.money.models import (
    BudgetLine,
    BudgetRevision,
    BudgetRules,
    Commitment,
    CostCode,
    CostShare,
    Entry,
    Explanation,
    Forecast,
    Gift,
    GiftSort,
    Hours,
    LedgerImport,
    LineType,
    MatchRule,
    RoleRate,
)

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

_LEDGER = "From the ledger."
# What was spent on these lines until the last report; the rest has not moved since
_MOVED = {"coaches": 34710, "travel": 2655}
# How a line's spending falls over its entries: months are never alike
_SHAPE = (9, 10, 11, 10, 12, 8)
_ENTRIES = {-2: 2, -1: 4, 0: 6}
_SUPPLIERS = {
    LineType.STAFF: "Wages",
    LineType.VOLUNTEERS: "Volunteers' claims",
    LineType.PREMISES: "Kitchen hire",
    LineType.TRAVEL: "Bus and taxi bills",
    LineType.EQUIPMENT: "Suppliers' invoices",
    LineType.INVOLVEMENT: "Fees and fares",
    LineType.EVALUATION: "University's invoice",
}
_OVERHEADS = {"coordinator", "people", "evaluation"}


def _paid_on(year: int, at: int) -> Day:
    """The days of a year's entries: spread over its months, or over those of the running year until the last report."""

    def day(today: date) -> date:
        last = today - timedelta(days=29) if year == 0 else year_end(year)(today)
        first = date(financial_year(year)(today), 10 if year == -2 else 4, 1)
        return first + (last - first) * (at + 1) // _ENTRIES[year] if last > first else last

    return day


def _parts(whole: int, many: int) -> tuple[int, ...]:
    """Whole pounds that add up to the sum."""
    shape = _SHAPE[:many]
    ends = [whole * sum(shape[: at + 1]) // sum(shape) for at in range(many)]
    return tuple(end - start for start, end in pairwise([0, *ends]))


def _spending(key: str, sort: LineType, year: int, spent: int) -> Iterator[Row]:
    """Entries that add up to what was spent. The year that is running was last brought up to date in two steps."""
    known = _MOVED.get(key, spent) if year == 0 else spent
    paid = {"line": f"{key} {year}", "text": _SUPPLIERS[sort]}
    for at, amount in enumerate(_parts(known, _ENTRIES[year])):
        on = _paid_on(year, at)
        seen = after(on, 2) if year == 0 else after(year_end(year), 20)
        bill = {"on": on, "document": f"L{1000 + 60 * year + at}", "amount": Decimal(amount)}
        yield Row(Entry, f"{key} {year} {at}", "isla", seen, {**paid, **bill})
    if year == 0 and spent > known:
        bill = {"on": -14, "document": "L1140", "amount": Decimal(spent - known), "batch": "october"}
        yield Row(Entry, f"{key} last", "isla", -9, {**paid, **bill})


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
        is_overhead=key in _OVERHEADS,
    )
    for key, title, sort, funder, *years in _LINES
    for year, (budget, _spent) in zip((-2, -1, 0), years, strict=True)
)

_TUTOR = row(
    BudgetLine, "tutor", who="isla", on=-8, title="Second tutor for the lunch hour", sort=LineType.STAFF, funder="council",
    year=financial_year(0), budget=Decimal(1900), source="Example: offered by the council when one partner declined",
)  # fmt: skip

_ORDERS: tuple[Row, ...] = (
    row(Commitment, "report", who="isla", on=-118, line="evaluation 0", what="Final report of the evaluation",
        supplier="The university", document="PO-0147", amount=Decimal(5500), ordered_on=-120, expected_on=62),
    row(Commitment, "poles", who="isla", on=-20, line="kit 0", what="Twelve pairs of walking poles",
        supplier="An outdoor shop", document="PO-0152", amount=Decimal(324), ordered_on=-21, expected_on=12),
)  # fmt: skip


def _revised(key: str, on: int, before: int | None, after_: int, reason: str) -> Row:
    told = {"line": "evaluation 0", "on": on, "before": before, "after": after_, "reason": reason}
    return Row(BudgetRevision, key, "isla", on, told)


_REVISIONS = (
    _revised("approved", -250, None, 9000, ""),
    _revised(
        "more interviews", -150, 9000, 11000, "The trust added £2,000 for interviews with people who left."
    ),
)

# What each line of the running year was expected to come to, in two rounds, and what the second rests on
_FORECASTS = (
    ("coaches", 62000, 61600, "A coach was away for two weeks in autumn."),
    ("coordinator", 24000, 24000, "No change."),
    ("nurse", 12000, 11400, "Fewer referral clinics than planned in summer."),
    ("volunteers", 4000, 4000, "No change."),
    ("kitchens", 6400, 6600, "The second kitchen raised its price."),
    ("travel", 3300, 4100, "The last bus of two villages was cut; taxis take people home."),
    ("kit", 700, 700, "Poles are ordered; nothing more is needed."),
    ("people", 2400, 2300, "One meeting of the reference group fell out."),
    ("evaluation", 11000, 11000, "The final report is ordered."),
)


def _forecasts() -> Iterator[Row]:
    for key, first, second, why in _FORECASTS:
        for name, on, outturn, rests in (
            ("First forecast", -88, first, "Spending so far, and the months to come as planned."),
            ("Second forecast", -12, second, why),
        ):
            told = {
                "line": f"{key} 0",
                "dated_on": on,
                "name": name,
                "outturn": Decimal(outturn),
                "reason": rests,
            }
            yield Row(Forecast, f"{key} {name}", "isla", on, told)


# line, day it was said, how far it was from budget, why
_LATE = "The service began in October, six weeks after it was planned to."
_EXPLAINED: tuple[tuple[str, Any, int, str], ...] = (
    ("nurse -2", after(year_end(-2), 25), -1850, _LATE),
    ("people -2", after(year_end(-2), 25), -540, _LATE),
    ("travel -2", after(year_end(-2), 25), -380, _LATE),
    ("travel -1", after(year_end(-1), 25), 410, "Twice as many people as expected needed the late taxi home."),
    ("travel 0", -11, 1100, "The last bus of two villages was cut in summer. The council has been asked for the "
     "£1,100; until it answers, two walk leaders drive people home."),
)  # fmt: skip
_EXPLANATIONS = tuple(
    Row(Explanation, key, "isla", on, {"line": key, "on": on, "variance": Decimal(gap), "text": text})
    for key, on, gap, text in _EXPLAINED
)

# line, part of the logic model, share in per cent
_SHARES = (
    ("coaches", "diet", 40),
    ("coaches", "active", 35),
    ("coaches", "mood", 25),
    ("nurse", "risk", 100),
    ("volunteers", "knowledge", 100),
    ("kitchens", "diet", 100),
    ("travel", "network", 100),
    ("kit", "active", 100),
)
_SHARED = tuple(
    row(
        CostShare,
        f"{key} {year} {outcome}",
        who="isla",
        on=-60,
        line=f"{key} {year}",
        outcome=outcome,
        share=Decimal(share),
    )
    for key, outcome, share in _SHARES
    for year in (-2, -1, 0)
)

_RATE = "Example: agreed by the steering group from the partners' pay scales, with on-costs"
_RATES: tuple[Row, ...] = (
    row(RoleRate, "leader", who="isla", on=-640, role="Team leader", rate=Decimal("24.10"), source=_RATE, dated_on=-645),
    row(RoleRate, "clinician", who="isla", on=-640, role="Practice nurse", rate=Decimal("29.40"), source=_RATE, dated_on=-645),
    row(RoleRate, "volunteer", who="isla", on=-640, role="Volunteer", rate=Decimal("12.60"), is_volunteer=True,
        source="Example: the living wage that the partners pay, so that volunteers' time counts no less", dated_on=-645),
)  # fmt: skip

# partner, role, how they were counted, hours in each of the last six months
_GIVEN = (
    ("step-by-step", "volunteer", "Walk leaders' sign-in book", (46, 52, 55, 49, 58, 51)),
    ("kitchen-table", "volunteer", "Kitchen rota", (30, 34, 28, 36, 33, 35)),
    ("council", "leader", "Time sheets", (12, 10, 14, 9, 11, 12)),
    ("nhs", "clinician", "Diary of the practices", (8, 8, 6, 10, 8, 9)),
)


def _hours() -> Iterator[Row]:
    for partner, role, source, hours in _GIVEN:
        for back, many in enumerate(reversed(hours), 1):
            told = {"partner": partner, "role": role, "source": source, "hours": Decimal(many)}
            month = month_start(-back)
            yield Row(Hours, f"{partner} {back}", "isla", after(month, 31), {**told, "month": month})


_GIFTS: tuple[Row, ...] = (
    row(Gift, "school", who="isla", on=-40, title="The old school hall on 40 afternoons", sort=GiftSort.PREMISES,
        partner="interface", given_on=-41, value=Decimal(1400), valued_how="What others are charged: £35 an afternoon"),
    row(Gift, "scales", who="isla", on=-300, title="Ten bathroom scales", sort=GiftSort.GOODS, partner="nhs",
        given_on=-302, value=Decimal(180), valued_how="What they cost new, halved for their age"),
)  # fmt: skip

BUDGET: tuple[Row, ...] = (
    *_LINES_BY_YEAR,
    _TUTOR,
    row(BudgetRules, "rules", who="isla", on=-640, tolerance=Decimal(10), tolerance_floor=Decimal(250),
        columns={"on": "Posting date", "amount": "Net amount", "code": "Cost centre", "document": "Reference",
                 "text": "Description"}),
    row(LedgerImport, "october", who="isla", on=-9, filename="ledger-to-mid-month.csv"),
    row(CostCode, "4100", who="isla", on=-9, code="4100 Coaches", line="coaches 0", year=financial_year(0)),
    row(CostCode, "4300", who="isla", on=-9, code="4300 Transport", line="travel 0", year=financial_year(0)),
    *_ORDERS,
    *(
        entry
        for key, _title, sort, _funder, *years in _LINES
        for year, (_budget, spent) in zip((-2, -1, 0), years, strict=True)
        for entry in _spending(key, sort, year, spent)
    ),
    *_REVISIONS,
    *_forecasts(),
    *_EXPLANATIONS,
    *_SHARED,
    *_RATES,
    *_hours(),
    *_GIFTS,
    row(MatchRule, "trust", who="isla", on=-640, funder="trust", required=Decimal(50), counts_in_kind=True,
        source="Example: letter of grant, condition 4"),
)  # fmt: skip
