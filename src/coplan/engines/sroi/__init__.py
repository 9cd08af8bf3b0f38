"""Social return on investment: value maps, their ratio, scenarios, ranges and break-even values.

Formulae, sources and limits are in docs/methods/sroi.md. Importing this package does not load
numpy: only `ranges` does, when it is called.
"""

from coplan.engines.sroi.breakeven import break_even
from coplan.engines.sroi.calculation import calculate
from coplan.engines.sroi.checks import validate
from coplan.engines.sroi.comparison import ADDED, CAUSES, DROPPED, INPUTS, compare
from coplan.engines.sroi.model import (
    NUMBERS,
    SHAPES,
    Adjustment,
    Band,
    BreakEven,
    Comparison,
    Driver,
    Estimate,
    Input,
    Outcome,
    OutcomeResult,
    OutcomeYear,
    Range,
    Result,
    RowComparison,
    Scenario,
    ScenarioResult,
    Shape,
    Shift,
    Together,
    ValueMap,
    YearTotal,
)
from coplan.engines.sroi.parsing import read_map
from coplan.engines.sroi.payback import payback
from coplan.engines.sroi.ranges import drivers, ranges
from coplan.engines.sroi.together import together

__all__ = [
    "ADDED",
    "CAUSES",
    "DROPPED",
    "INPUTS",
    "NUMBERS",
    "SHAPES",
    "Adjustment",
    "Band",
    "BreakEven",
    "Comparison",
    "Driver",
    "Estimate",
    "Input",
    "Outcome",
    "OutcomeResult",
    "OutcomeYear",
    "Range",
    "Result",
    "RowComparison",
    "Scenario",
    "ScenarioResult",
    "Shape",
    "Shift",
    "Together",
    "ValueMap",
    "YearTotal",
    "break_even",
    "calculate",
    "compare",
    "drivers",
    "payback",
    "ranges",
    "read_map",
    "together",
    "validate",
]
