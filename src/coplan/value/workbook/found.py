"""What was found in a workbook: rows that can be taken, what is wrong with the others, and remarks."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coplan.engines import sroi
from coplan.value.fields import percent
from coplan.value.workbook.matching import Head
from coplan.value.workbook.reading import Grid


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one cell, and where it is."""

    sheet: str
    row: int
    column: str
    words: str

    @property
    def place(self) -> str:
        return _("%(sheet)s, row %(row)s, %(column)s") % {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
        }


@dataclass(frozen=True)
class OutcomeRow:
    row: int
    outcome: sroi.Outcome
    texts: dict[str, str]
    # What the workbook itself worked out
    impact: float | None
    starts_after: bool

    @property
    def percents(self) -> dict[str, str]:
        """The four shares as people write them."""
        names = ("deadweight", "displacement", "attribution", "drop_off")
        return {name: percent(round(getattr(self.outcome, name).likely, 4)) for name in names}


@dataclass(frozen=True)
class InputRow:
    row: int
    entry: sroi.Input
    source: str = ""


@dataclass
class Found:
    """What a workbook says: the rows that can be taken, what is wrong with the others, and remarks."""

    sheet: str
    grid: Grid
    head: Head
    title: str = ""
    discount_rate: float = 0.035
    first_year_discounted: bool = True
    schedule: tuple[sroi.Band, ...] = ()
    schedule_name: str = ""
    inputs: list[InputRow] = field(default_factory=list)
    outcomes: list[OutcomeRow] = field(default_factory=list)
    scenarios: list[sroi.Scenario] = field(default_factory=list)
    because: dict[str, str] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    skipped: int = 0

    @property
    def value_map(self) -> sroi.ValueMap:
        return sroi.ValueMap(
            title=self.title,
            discount_rate=self.discount_rate,
            first_year_discounted=self.first_year_discounted,
            inputs=tuple(one.entry for one in self.inputs),
            outcomes=tuple(one.outcome for one in self.outcomes),
            scenarios=tuple(self.scenarios),
            discount_schedule=self.schedule,
        )
