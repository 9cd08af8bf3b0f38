"""Statistical process control: XmR charts that tell a real change from the usual ups and downs.

Rules, sources and limits are in docs/methods/spc.md.
"""

from coplan.engines.spc.calculation import calculate
from coplan.engines.spc.checks import validate
from coplan.engines.spc.model import (
    ENOUGH_POINTS,
    Assurance,
    Group,
    Improvement,
    PlottedPoint,
    Point,
    PointType,
    Result,
    Series,
    SpecialCause,
    Variation,
)
from coplan.engines.spc.parsing import read_series

__all__ = [
    "ENOUGH_POINTS",
    "Assurance",
    "Group",
    "Improvement",
    "PlottedPoint",
    "Point",
    "PointType",
    "Result",
    "Series",
    "SpecialCause",
    "Variation",
    "calculate",
    "read_series",
    "validate",
]
