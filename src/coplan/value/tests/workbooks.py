"""Workbooks as people make them: the heads of Social Value UK's map over three rows, merged cells, totals."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook

STAGES = {
    1: "Stage 1",
    3: "Stage 2",
    7: "Stage 3",
    15: "Stage 4",
    20: "Stage 5",
}
HEADS = [
    ("Stakeholders", "Who do we have an effect on?\nWho has an effect on us?"),
    ("Intended/unintended\nchanges", "What do you think will change for them?"),
    ("Inputs", "Description\nWhat do they invest?"),
    ("", "Value £\nWhat is the value of the inputs (only enter numbers)?"),
    ("Outputs", "Summary of activity in numbers"),
    ("The Outcomes (what changes)", "Description\nHow would the stakeholder describe the changes?"),
    ("", "Indicator\nHow would you measure it?"),
    ("", "Source\nWhere did you get the information from?"),
    ("", "Quantity\nHow much change was there?"),
    ("", "Duration\nHow long does it last after end of activity?"),
    ("", "Outcomes start\nDoes it start in period of activity or in period after?"),
    ("", "Financial Proxy\nWhat proxy would you use to value the change?"),
    ("", "Value in currency\nWhat is the value of the change?"),
    ("", "Source\nWhere did you get the information from?"),
    ("Deadweight %", "What would have happened without the activity?"),
    ("Displacement %", "What activity would you displace?"),
    ("Attribution %", "Who else contributed to the change?"),
    ("Drop off %", "Does the outcome drop off in future years?"),
    ("Impact", "Quantity times financial proxy, less deadweight, displacement and attribution"),
    ("Year 1", ""),
    ("Year 2", ""),
]


def row(**cells: Any) -> dict[int, Any]:
    """One line of the table, by the names of its columns."""
    names = ("stakeholder", "change", "input", "amount", "outputs", "outcome", "indicator", "source", "quantity",
             "years", "starts", "proxy_name", "proxy", "proxy_source", "deadweight", "displacement", "attribution",
             "drop_off", "impact")  # fmt: skip
    return {names.index(name) + 1: value for name, value in cells.items()}


WALKERS = row(
    stakeholder="Walkers", outcome="Feel fitter", indicator="Steps a week", source="Diaries", quantity=30, years=2,
    starts=1, proxy_name="A gym's yearly fee", proxy=436, proxy_source="Council leisure centre", deadweight=0.1,
    displacement=0, attribution=0.2, drop_off=0.5, impact=9417.6,
)  # fmt: skip
FUNDER = row(stakeholder="Council", input="Grant", amount=12000)


def book(
    *rows: dict[int, Any], percents: bool = True, merge: str = "", results: dict[str, float] | None = None
) -> Workbook:
    """A workbook with these lines, their total row, and the results somebody's formulas gave."""
    made = Workbook()
    sheet: Any = made.active
    sheet.title = "Impact map"
    sheet["A1"], sheet["B1"] = "Project", "Walking group"
    sheet["R2"], sheet["S2"] = "Discount rate", 0.035
    sheet["S2"].number_format = "0.0%"
    for column, words in STAGES.items():
        sheet.cell(4, column).value = words
    for column, (head, question) in enumerate(HEADS, 1):
        sheet.cell(5, column).value, sheet.cell(6, column).value = head or None, question or None
    sheet.merge_cells("C5:D5")
    sheet.merge_cells("F5:N5")
    for at, line in enumerate(rows, 7):
        for column, value in line.items():
            sheet.cell(at, column).value = value
            if percents and 15 <= column <= 18:
                sheet.cell(at, column).number_format = "0%"
    if merge:
        sheet.merge_cells(merge)
    last = 7 + len(rows)
    sheet.cell(last + 1, 1).value = "TOTAL"
    sheet.cell(last + 1, 4).value = 12000
    for step, (label, value) in enumerate((results or {}).items()):
        sheet.cell(last + 3 + step, 18).value, sheet.cell(last + 3 + step, 20).value = label, value
    return made


def saved(made: Workbook) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def upload(content: bytes, name: str = "map.xlsx") -> Any:
    file = io.BytesIO(content)
    file.name = name
    return file
