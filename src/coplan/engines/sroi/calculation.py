"""From a value map to its ratio, deterministically, with every figure on the way."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coplan.engines.sroi.checks import check
from coplan.engines.sroi.model import (
    ADJUSTMENTS,
    NUMBERS,
    Adjustment,
    Band,
    Estimate,
    Outcome,
    OutcomeResult,
    OutcomeYear,
    Result,
    Scenario,
    ScenarioResult,
    ValueMap,
    YearTotal,
)

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Discounting:
    """One constant rate, or bands of rates; `first_year` False leaves year 1 at its face value."""

    rate: float
    first_year: bool
    bands: tuple[Band, ...] = ()

    def factor(self, year: int) -> float:
        """What £1 of a year is worth today: with bands, one division for each year that has passed."""
        passed = year if self.first_year else year - 1
        if not self.bands:
            return 1 / (1 + self.rate) ** passed
        return 1 / math.prod(1 + self.rate_of(one) for one in range(1, passed + 1))

    def rate_of(self, passed: int) -> float:
        """The rate of the nth year that passes."""
        if not self.bands:
            return self.rate
        return next((band.rate for band in reversed(self.bands) if band.from_year <= passed), self.rate)

    def rate_before(self, year: int) -> float:
        """The rate between the year before and this one."""
        return self.rate_of(year if self.first_year else year - 1)


def calculate(value_map: ValueMap) -> Result:
    """Work the map through at its likely figures, and each of its scenarios.

    impact = quantity × proxy × (1 − deadweight) × (1 − displacement) × (1 − attribution);
    the value of year n is impact × (1 − drop-off)^(n−1), times the fraction of a last part year;
    its present value is value ÷ (1 + r)^n, or ÷ (1 + r)^(n−1) where the first year is not
    discounted; with a schedule, ÷ each year's (1 + r) in turn; ratio = total present value ÷ total inputs.

    Raises InvalidInput with every fault. Source: A Guide to Social Return on Investment,
    Cabinet Office (2009, updated 2012).
    """
    check(value_map)
    discounting = discounting_of(value_map)
    worked = [_work(outcome, discounting) for outcome in value_map.outcomes]
    total = sum(outcome.present_value for outcome in worked)
    inputs = total_inputs(value_map)
    return Result(
        total_inputs=inputs,
        impact=sum(outcome.impact for outcome in worked),
        years=_year_totals(worked),
        total_present_value=total,
        net_present_value=total - inputs,
        ratio=total / inputs,
        net_ratio=(total - inputs) / inputs,
        outcomes=tuple(replace(outcome, share=_share(outcome, total)) for outcome in worked),
        scenarios=tuple(_scenario_result(value_map, scenario) for scenario in value_map.scenarios),
    )


def total_inputs(value_map: ValueMap) -> float:
    return sum(entry.amount for entry in value_map.inputs)


def discounting_of(value_map: ValueMap) -> Discounting:
    schedule = value_map.discount_schedule
    return Discounting(value_map.discount_rate, value_map.first_year_discounted, schedule)


def likely_figures(outcome: Outcome) -> dict[str, float]:
    """The deterministic number of each field."""
    return {name: getattr(outcome, name).likely for name in NUMBERS}


def present_value(figures: Figures, discounting: Discounting) -> float:
    """Present value of one outcome with these numbers."""
    impact = _impact(figures)
    return sum(year.present_value for year in _flow(impact, figures, discounting))


def total_present_value(value_map: ValueMap) -> float:
    """Present value of all outcomes at their likely figures; the map must be valid."""
    discounting = discounting_of(value_map)
    return sum(present_value(likely_figures(outcome), discounting) for outcome in value_map.outcomes)


def apply(value_map: ValueMap, scenario: Scenario) -> ValueMap:
    """Return the map with the scenario's numbers in place of its own; its own scenarios are left out."""
    settings = dict(scenario.settings)
    schedule = () if "discount_rate" in settings else value_map.discount_schedule
    rate = settings.pop("discount_rate", value_map.discount_rate)
    points: dict[str, Any] = {name: Estimate.point(value) for name, value in settings.items()}
    touched = scenario.codes
    outcomes = tuple(
        replace(outcome, **points) if touched is None or outcome.code in touched else outcome
        for outcome in value_map.outcomes
    )
    return replace(value_map, outcomes=outcomes, discount_rate=rate, discount_schedule=schedule, scenarios=())


def _work(outcome: Outcome, discounting: Discounting) -> OutcomeResult:
    figures = likely_figures(outcome)
    gross = figures["quantity"] * figures["proxy"]
    chain = _chain(gross, figures)
    impact = chain[-1].after
    years = _flow(impact, figures, discounting)
    return OutcomeResult(
        code=outcome.code,
        gross_value=gross,
        adjustments=chain,
        impact=impact,
        years=years,
        present_value=sum(year.present_value for year in years),
        share=None,
    )


def _chain(gross: float, figures: Figures) -> tuple[Adjustment, ...]:
    chain: list[Adjustment] = []
    before = gross
    for name in ADJUSTMENTS:
        after = before * (1 - figures[name])
        chain.append(Adjustment(name, figures[name], before, before - after, after))
        before = after
    return tuple(chain)


def _impact(figures: Figures) -> float:
    return _chain(figures["quantity"] * figures["proxy"], figures)[-1].after


def _flow(impact: float, figures: Figures, discounting: Discounting) -> tuple[OutcomeYear, ...]:
    duration, retention = figures["duration_years"], 1 - figures["drop_off"]
    years: list[OutcomeYear] = []
    for year in range(1, math.ceil(duration) + 1):
        retained = retention ** (year - 1)
        fraction = min(1.0, duration - (year - 1))
        value = impact * retained * fraction
        factor = discounting.factor(year)
        years.append(OutcomeYear(year, retained, fraction, value, factor, value * factor))
    return tuple(years)


def _year_totals(worked: Sequence[OutcomeResult]) -> tuple[YearTotal, ...]:
    horizon = max(len(outcome.years) for outcome in worked)
    totals = []
    for index in range(horizon):
        live = [outcome.years[index] for outcome in worked if index < len(outcome.years)]
        value = sum(year.value for year in live)
        totals.append(YearTotal(index + 1, value, sum(year.present_value for year in live)))
    return tuple(totals)


def _share(outcome: OutcomeResult, total: float) -> float | None:
    share = outcome.present_value / total if total else math.inf
    return share if math.isfinite(share) else None


def _scenario_result(value_map: ValueMap, scenario: Scenario) -> ScenarioResult:
    total = total_present_value(apply(value_map, scenario))
    return ScenarioResult(scenario.name, total, total / total_inputs(value_map))
