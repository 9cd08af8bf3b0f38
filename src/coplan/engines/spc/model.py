"""A series of figures over time, and what an XmR chart makes of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Improvement = Literal["increase", "decrease", "neutral"]
IMPROVEMENTS: tuple[str, ...] = get_args(Improvement)

SpecialCause = Literal[
    "none",
    "outside_limits_high",
    "outside_limits_low",
    "trend_up",
    "trend_down",
    "two_of_three_high",
    "two_of_three_low",
    "shift_high",
    "shift_low",
]
PointType = Literal[
    "common_cause",
    "special_cause_improvement",
    "special_cause_concern",
    "special_cause_neutral_high",
    "special_cause_neutral_low",
]
Variation = Literal[
    "common_cause",
    "improvement_high",
    "improvement_low",
    "concern_high",
    "concern_low",
    "neutral_high",
    "neutral_low",
]
Assurance = Literal["pass", "fail", "hit_or_miss"]

ENOUGH_POINTS = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on one day."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """Figures in order of date, and how to look at them.

    `improvement` is the way that is better. A date in `rebase` starts a new group with limits of
    its own at the first point on or after it. `fix_after_n_points` works limits out from that many
    points at the start of each group; None takes all. `screen_outliers` leaves extreme moving
    ranges out of their average.
    """

    points: tuple[Point, ...]
    improvement: Improvement = "neutral"
    target: float | None = None
    rebase: tuple[date, ...] = ()
    fix_after_n_points: int | None = None
    screen_outliers: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Points that share a mean and limits.

    `number` counts the rebase dates so far. The mean and limits rest on `base` points, and the
    average moving range on all moving ranges between those but the `screened` ones. A group with
    one base point has no moving range and so no limits.
    """

    number: int
    start: date
    end: date
    points: int
    base: int
    mean: float
    moving_range: float | None
    screened: int
    lower_limit: float | None
    upper_limit: float | None

    @property
    def enough_points(self) -> bool:
        """Whether its limits rest on enough points to be trusted."""
        return self.base >= ENOUGH_POINTS


@dataclass(frozen=True, slots=True)
class PlottedPoint:
    """One point with the lines it is read against and what it shows."""

    on: date
    value: float
    group: int
    mean: float
    lower_limit: float | None
    upper_limit: float | None
    special_cause: SpecialCause
    point_type: PointType


@dataclass(frozen=True, slots=True)
class Result:
    """The whole chart. `variation` is that of the last point, `assurance` that of the last limits.

    `assurance` is None without a target, without a better way, or without limits.
    """

    points: tuple[PlottedPoint, ...]
    groups: tuple[Group, ...]
    variation: Variation
    assurance: Assurance | None
    improvement: Improvement
    target: float | None

    @property
    def enough_points(self) -> bool:
        """Whether variation and assurance rest on limits that can be trusted."""
        return self.groups[-1].enough_points
