"""What a pack holds: small frozen items, each with the dates between which it holds and its source."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class CouncilArea(NamedTuple):
    code: str
    name: str


@dataclass(frozen=True)
class Dated:
    """Something that is true from a day, perhaps until a day, on somebody's authority."""

    valid_from: date
    valid_to: date | None
    source: str
    status: str

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def confirmed(self) -> bool:
        """Whether somebody read the figure in its source; if not, say so wherever it is shown."""
        return self.status == "read"


@dataclass(frozen=True)
class Edition(Dated):
    """One file of the pack."""

    file: str
    title: str
    licence: str


@dataclass(frozen=True)
class NationalOutcome(Dated):
    code: str
    name: str
    description: str
    note: str


@dataclass(frozen=True)
class PolicyFact(Dated):
    """A threshold, a limit or a time allowed. `unit` says what `value` counts."""

    code: str
    topic: str
    name: str
    value: Decimal
    unit: str
    note: str


@dataclass(frozen=True)
class Question:
    code: str
    text: str


@dataclass(frozen=True)
class QuestionSet(Dated):
    code: str
    name: str
    rule: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class BankHoliday:
    day: date
    name: str
    note: str


@dataclass(frozen=True)
class DiscountBand:
    """Yearly rates as shares of 1, from `year_from` to `year_to` after the start, both counted."""

    year_from: int
    year_to: int
    standard: Decimal
    health: Decimal
    catastrophic: Decimal


@dataclass(frozen=True)
class Wellby:
    """Pounds for one point on the 0 to 10 life satisfaction scale for one person for one year."""

    scenario: str
    base_year: int
    value: Decimal
    source: str


@dataclass(frozen=True)
class OptimismBias:
    """Upper limits, as shares of 1, to add to a first estimate of capital cost and of duration."""

    category: str
    name: str
    capital: Decimal
    duration: Decimal
    status: str


class Choice(NamedTuple):
    label: str
    score: int


class Band(NamedTuple):
    """A name for the scores from `low` to `high`, both counted."""

    name: str
    low: int
    high: int


@dataclass(frozen=True)
class MeasureItem:
    """One question. With `choices` people pick a label, without them a whole number on the scale."""

    code: str
    text: str
    low: int
    high: int
    low_label: str
    high_label: str
    better: str
    choices: tuple[Choice, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Measure(Dated):
    """A tested set of questions, in the wording it was tested in. `scoring` is 'each' or 'sum'."""

    code: str
    name: str
    licence: str
    introduction: str
    scoring: str
    note: str
    items: tuple[MeasureItem, ...]


@dataclass(frozen=True)
class IdentifierScheme:
    """A register of organisations and what its numbers look like."""

    code: str
    name: str
    label: str
    register: str
    pattern: str
    example: str
    hint: str
    deprecated: bool
    source: str

    def tidy(self, number: str) -> str:
        """The number without spaces, in capitals."""
        return re.sub(r"\s+", "", number).upper()

    def check(self, number: str) -> str | None:
        """None if the number has the right form, otherwise a sentence that says what to enter."""
        if self.deprecated:
            return f"{self.code} is {self.hint[0].lower()}{self.hint[1:]}"
        tidied = self.tidy(number)
        if not tidied:
            return f"Enter the number in {self.name}. {self.hint}"
        if tidied.startswith(f"{self.code}-"):
            return f"Enter the number without “{self.code}-” in front, for example {self.example}."
        if not re.fullmatch(self.pattern, tidied):
            return f"“{number.strip()}” is not a number of {self.name}. {self.hint} Example: {self.example}."
        return None
