"""How much of the money that comes into an area stays in it: LM3, the local multiplier of three rounds.

Formulae, sources and limits are in docs/methods/local_multiplier.md.
"""

from coplan.engines.local_multiplier.calculation import calculate, validate
from coplan.engines.local_multiplier.model import Bounds, Lever, Path, Result, Share, Spending, Study

__all__ = ["Bounds", "Lever", "Path", "Result", "Share", "Spending", "Study", "calculate", "validate"]
