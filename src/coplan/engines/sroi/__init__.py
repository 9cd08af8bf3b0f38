"""Social return on investment: value maps, their ratio, scenarios, ranges and break-even values.

Formulae, sources and limits are in docs/methods/sroi.md. Importing this package does not load
numpy: only `ranges` does, when it is called.
"""

from coplan.engines.sroi.breakeven import break_even
from coplan.engines.sroi.calculation import calculate
from coplan.engines.sroi.checks import validate
from coplan.engines.sroi.model import (
    NUMBERS,
    SHAPES,
    Adjustment,
    BreakEven,
    Driver,
    Estimate,
    Input,
    Outcome,
    OutcomeResult,
    OutcomeYear,
    Range,
    Result,
    Scenario,
    ScenarioResult,
    Shape,
    ValueMap,
    YearTotal,
)
from coplan.engines.sroi.parsing import read_map
from coplan.engines.sroi.ranges import drivers, ranges

__all__ = [
    "NUMBERS",
    "SHAPES",
    "Adjustment",
    "BreakEven",
    "Driver",
    "Estimate",
    "Input",
    "Outcome",
    "OutcomeResult",
    "OutcomeYear",
    "Range",
    "Result",
    "Scenario",
    "ScenarioResult",
    "Shape",
    "ValueMap",
    "YearTotal",
    "break_even",
    "calculate",
    "drivers",
    "ranges",
    "read_map",
    "validate",
]
