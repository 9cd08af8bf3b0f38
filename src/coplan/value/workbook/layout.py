"""What stands where in the workbook: stages, columns, names and how numbers are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from openpyxl.utils import get_column_letter

ABOUT: Final = "About"
MAP: Final = "Value map"
REASONS: Final = "Reasons"
RANGES: Final = "Ranges"
SCENARIOS: Final = "Scenarios"

POUNDS: Final = '"£"#,##0.00;[Red]-"£"#,##0.00;"–"'
FONT: Final = "Arial"
PERCENT: Final = "0.##%"
PLAIN: Final = "#,##0.####"
TEXT: Final = "@"

# Words of the sheet that the reader of a workbook looks for
DURING: Final = "Period of activity"
AFTER: Final = "After the activity"
TITLE_ROW, RATE_ROW, FIRST_YEAR_ROW = 1, 3, 4
YEAR_RATES, FACTORS = 5, 6
STAGE_ROW, HEADING_ROW, QUESTION_ROW = 7, 8, 9
FIRST_ROW: Final = 10
SPARE: Final = 5
FEWEST_YEARS: Final = 5
LABEL_COLUMN, SETTING_COLUMN = 1, 2


@dataclass(frozen=True)
class Place:
    """One column: its key, the words of its head, its width and how a number in it is shown."""

    key: str
    heading: str
    question: str
    width: int
    form: str = TEXT


STAGES: Final[tuple[tuple[str, tuple[Place, ...]], ...]] = (
    (
        "Stage 1",
        (
            Place("stakeholder", "Stakeholders", "Who do we have an effect on, and who on us?", 19),
            Place("change", "Intended or unintended changes", "What do we think will change for them?", 18),
        ),
    ),
    (
        "Stage 2",
        (
            Place("input", "Inputs: description", "What do they put in?", 19),
            Place("amount", "Inputs: value £", "What is it worth? Numbers only", 14, POUNDS),
            Place("outputs", "Outputs", "The activity in numbers", 14),
            Place("outcome", "The outcomes: description", "How would they describe the change?", 22),
        ),
    ),
    (
        "Stage 3",
        (
            Place("indicator", "Indicator", "How is the change measured?", 18),
            Place("source", "Source", "Where did the figure come from?", 20),
            Place("quantity", "Quantity", "How much change was there?", 11, PLAIN),
            Place("duration_years", "Duration", "How many years does it last?", 10, PLAIN),
            Place("starts", "Outcomes start", "In the period of activity, or after?", 14),
            Place("proxy_name", "Financial proxy", "What stands for the value of the change?", 20),
            Place("proxy", "Value £", "What is one of it worth?", 13, POUNDS),
            Place("proxy_source", "Source of the proxy", "Where did the value come from?", 20),
        ),
    ),
    (
        "Stage 4",
        (
            Place("deadweight", "Deadweight %", "What would have happened anyway?", 12, PERCENT),
            Place("displacement", "Displacement %", "What was only moved from elsewhere?", 13, PERCENT),
            Place("attribution", "Attribution %", "Who else brought it about?", 12, PERCENT),
            Place("drop_off", "Drop off %", "How much fades each year?", 11, PERCENT),
            Place("impact", "Impact", "Quantity × value, less the three", 14, POUNDS),
        ),
    ),
)
BEFORE_YEARS: Final = tuple(place for _stage, places in STAGES for place in places)
AFTER_YEARS: Final = (
    Place("present", "Present value", "All years, at today's value", 15, POUNDS),
    Place("code", "Code", "Keeps reasons and ranges with the row", 10),
    Place("proxy_year", "Price year of the proxy", "For example 2024-25", 12),
)
# Typed by people; everything else is a formula
TYPED: Final = frozenset(place.key for place in BEFORE_YEARS) - {"impact"} | {"code", "proxy_year"}
NUMBERS_TYPED: Final = frozenset(
    {
        "amount",
        "quantity",
        "duration_years",
        "proxy",
        "deadweight",
        "displacement",
        "attribution",
        "drop_off",
    }
)


@dataclass(frozen=True)
class Columns:
    """Where each column stands in a map of so many years."""

    years: int

    def at(self, key: str) -> int:
        for place, found in enumerate(BEFORE_YEARS, 1):
            if found.key == key:
                return place
        after = [found.key for found in AFTER_YEARS].index(key)
        return len(BEFORE_YEARS) + self.years + after + 1

    def letter(self, key: str) -> str:
        return get_column_letter(self.at(key))

    def year_at(self, year: int) -> int:
        return len(BEFORE_YEARS) + year

    def year_letter(self, year: int) -> str:
        return get_column_letter(self.year_at(year))

    @property
    def last(self) -> int:
        return len(BEFORE_YEARS) + self.years + len(AFTER_YEARS)
