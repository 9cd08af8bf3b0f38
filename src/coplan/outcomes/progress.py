"""Where an indicator stands against its target, and an outcome with its indicators.

Pure: rows in, states out. A count against a longer target is added up over the target's period and compared
with the part of the target that should have been reached by the end of the latest reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from coplan.outcomes import periods
from coplan.outcomes.models import Direction, Element, Indicator, Reading, Target, share

# Where holding steady is the aim: how far from the target, as a share of it, still counts as steady
STEADY_WITHIN = Decimal("0.1")


class State(Enum):
    NO_INDICATOR = "no_indicator"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"
    OFF = "off"
    ON = "on"

    @property
    def words(self) -> Any:
        return _WORDS[self]

    @property
    def tone(self) -> str:
        return {State.ON: "good", State.OFF: "bad"}.get(self, "none")


_WORDS = {
    State.NO_INDICATOR: _("No indicator"),
    State.NO_DATA: _("No data"),
    State.NO_TARGET: _("No target"),
    State.OFF: _("Off target"),
    State.ON: _("On target"),
}


class Figure(NamedTuple):
    """A reading or a target in force, without the record: what is worked out from it needs no more."""

    starts_on: date
    ends_on: date
    value: Decimal | None
    figure: Decimal = Decimal(0)
    is_approved: bool = False
    replaced_at: None = None
    removed_at: None = None

    @classmethod
    def of(cls, indicator: Indicator, row: Sequence[Any]) -> Figure:
        """A reading's, from its first and last day, figure, out of and day of approval."""
        starts_on, ends_on, figure, out_of, approved_at = row
        value = share(figure, out_of) if indicator.is_percentage else figure
        return cls(starts_on, ends_on, value, figure, approved_at is not None)

    @property
    def period(self) -> str:
        return periods.in_words(self.starts_on, self.ends_on)


@dataclass(frozen=True)
class IndicatorState:
    """An indicator with its latest reading and the target in force for that reading's period.

    `value` is what is compared and `expected` what it is compared with: both are the reading's and the
    target's own, except where counts are added up against a longer target.
    """

    indicator: Indicator
    reading: Reading | None
    target: Target | None
    state: State
    baseline: Decimal | None
    value: Decimal | None = None
    expected: Decimal | None = None

    @property
    def is_added_up(self) -> bool:
        return self.target is not None and self.expected != self.target.value


@dataclass(frozen=True)
class OutcomeState:
    """An outcome with the states of its indicators."""

    element: Element
    indicators: tuple[IndicatorState, ...]

    @property
    def state(self) -> State:
        """Off when any indicator is off; on when at least one is on and none off."""
        if not self.indicators:
            return State.NO_INDICATOR
        found = {one.state for one in self.indicators}
        for worst in (State.OFF, State.ON, State.NO_TARGET):
            if worst in found:
                return worst
        return State.NO_DATA


def in_force(rows: Iterable[Any]) -> list[Any]:
    """Live figures that nothing has replaced, by period."""
    kept = (row for row in rows if row.replaced_at is None and row.removed_at is None)
    return sorted(kept, key=lambda row: (row.ends_on, row.starts_on))


def target_for(reading: Reading, targets: Sequence[Target]) -> Target | None:
    """The target of the reading's own period, else the shortest that covers its end."""
    covering = [one for one in targets if one.starts_on <= reading.ends_on <= one.ends_on]
    own = (reading.starts_on, reading.ends_on)
    for one in covering:
        if (one.starts_on, one.ends_on) == own:
            return one
    return min(covering, key=lambda one: one.ends_on - one.starts_on, default=None)


def state_of(
    indicator: Indicator, readings: Sequence[Reading], targets: Sequence[Target], today: date
) -> IndicatorState:
    """Where an indicator stands on a day; rows may include replaced ones, which are left out."""
    known = [one for one in in_force(readings) if one.starts_on <= today]
    latest = known[-1] if known else None
    baseline = indicator.baseline_value
    if latest is None:
        return IndicatorState(indicator, None, None, State.NO_DATA, baseline)
    target = target_for(latest, in_force(targets))
    if target is None:
        return IndicatorState(indicator, latest, None, State.NO_TARGET, baseline, latest.value)
    value, expected = _compared(indicator, latest, known, target)
    on = _is_met(indicator.direction, value, expected)
    return IndicatorState(indicator, latest, target, State.ON if on else State.OFF, baseline, value, expected)


def _compared(
    indicator: Indicator, latest: Reading, known: Sequence[Reading], target: Target
) -> tuple[Decimal, Decimal]:
    own = latest.value if latest.value is not None else Decimal(0)
    longer = target.starts_on < latest.starts_on or target.ends_on > latest.ends_on
    if not (longer and indicator.adds_up):
        return own, target.value
    within = [one for one in known if target.starts_on <= one.starts_on and one.ends_on <= target.ends_on]
    total = sum((one.figure for one in within), Decimal(0))
    passed = (latest.ends_on - target.starts_on).days + 1
    whole = (target.ends_on - target.starts_on).days + 1
    return total, target.value * passed / whole


def _is_met(direction: str, value: Decimal, expected: Decimal) -> bool:
    if direction == Direction.DOWN:
        return value <= expected
    if direction == Direction.HOLD:
        return abs(value - expected) <= abs(expected) * STEADY_WITHIN
    return value >= expected
