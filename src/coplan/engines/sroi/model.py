"""What a value map holds and what a calculation of it answers.

Money is in the map's currency, rates are shares of 1, durations are years.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Shape = Literal["triangular", "uniform", "pert"]
SHAPES: tuple[str, ...] = get_args(Shape)

ADJUSTMENTS = ("deadweight", "displacement", "attribution")
NUMBERS = ("quantity", "proxy", *ADJUSTMENTS, "drop_off", "duration_years")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its honest range; `likely` is the deterministic figure."""

    low: float
    likely: float
    high: float
    shape: Shape = "triangular"

    @classmethod
    def point(cls, value: float) -> "Estimate":
        """A number without a range."""
        return cls(value, value, value)

    @property
    def ranged(self) -> bool:
        return self.low < self.high


@dataclass(frozen=True, slots=True)
class Input:
    """What one stakeholder puts in, valued in money."""

    amount: float
    name: str = ""
    stakeholder: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the value map. A negative proxy makes it a negative outcome."""

    code: str
    quantity: Estimate
    proxy: Estimate
    deadweight: Estimate
    displacement: Estimate
    attribution: Estimate
    drop_off: Estimate
    duration_years: Estimate
    outcome: str = ""
    stakeholder: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A what-if: numbers of outcomes, or the discount rate, set to other values.

    `settings` maps a name in `NUMBERS`, or `discount_rate`, to its value. `codes` limits the
    outcomes it touches; None means all. The discount rate is always the whole map's.
    """

    name: str
    settings: Mapping[str, float]
    codes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The yearly discount rate from a year on, until the next band begins."""

    from_year: int
    rate: float


@dataclass(frozen=True, slots=True)
class ValueMap:
    """A whole value map, forecast or evaluative.

    Where `discount_schedule` has bands, they take the place of `discount_rate`.
    """

    inputs: tuple[Input, ...]
    outcomes: tuple[Outcome, ...]
    scenarios: tuple[Scenario, ...] = ()
    discount_rate: float = 0.035
    first_year_discounted: bool = True
    currency: str = "GBP"
    title: str = ""
    discount_schedule: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One link of the chain from gross value to impact."""

    field: str
    rate: float
    before: float
    removed: float
    after: float


@dataclass(frozen=True, slots=True)
class OutcomeYear:
    """One outcome in one year: value = impact × retained × fraction."""

    year: int
    retained: float
    fraction: float
    value: float
    discount_factor: float
    present_value: float


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """One outcome worked through; `share` is None where the map's total present value is 0."""

    code: str
    gross_value: float
    adjustments: tuple[Adjustment, ...]
    impact: float
    years: tuple[OutcomeYear, ...]
    present_value: float
    share: float | None


@dataclass(frozen=True, slots=True)
class YearTotal:
    """All outcomes in one year."""

    year: int
    value: float
    present_value: float


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """The map's total and ratio with one scenario applied."""

    name: str
    total_present_value: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Result:
    """The deterministic answer with every intermediate figure."""

    total_inputs: float
    impact: float
    years: tuple[YearTotal, ...]
    total_present_value: float
    net_present_value: float
    ratio: float
    net_ratio: float
    outcomes: tuple[OutcomeResult, ...]
    scenarios: tuple[ScenarioResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Driver:
    """The ratio with one number at its low and at its high, all others at their likely value."""

    code: str
    field: str
    low_ratio: float
    high_ratio: float

    @property
    def swing(self) -> float:
        return abs(self.high_ratio - self.low_ratio)


@dataclass(frozen=True, slots=True)
class Range:
    """The spread of the ratio when every ranged number varies at once."""

    draws: int
    seed: int
    p5: float
    p50: float
    p95: float
    mean: float
    probability_below_1: float
    drivers: tuple[Driver, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The value of one number at which the ratio is 1; None where no permitted value does it.

    `code` is None where the number is set to the same value for every outcome.
    """

    code: str | None
    field: str
    now: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Together:
    """Every ranged number moved at once towards the end that lowers the ratio.

    `ratio` is the ratio with all of them at that end; `way` is the part of the way there, from 0 to 1,
    at which the ratio is 1, None where it never is.
    """

    ratio: float
    way: float | None


@dataclass(frozen=True, slots=True)
class Shift:
    """What one cause did to the present value of one outcome."""

    cause: str
    amount: float


@dataclass(frozen=True, slots=True)
class RowComparison:
    """One outcome in two maps; a present value is None where the map lacks the outcome."""

    code: str
    first: float | None
    second: float | None
    shifts: tuple[Shift, ...]

    @property
    def difference(self) -> float:
        return (self.second or 0.0) - (self.first or 0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two maps side by side: their answers, each outcome, and what moved the ratio.

    `causes` add up to the difference of the total present values. `ratio_steps` add up to the difference
    of the ratios: each cause at the first map's inputs, then the change of the inputs.
    """

    first: Result
    second: Result
    rows: tuple[RowComparison, ...]
    causes: tuple[Shift, ...]
    ratio_steps: tuple[Shift, ...]
