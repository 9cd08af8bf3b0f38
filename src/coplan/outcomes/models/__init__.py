"""The logic model, the indicators of its outcomes, their targets, their readings and the readings' parts."""

from coplan.outcomes.models.breakdowns import Breakdown, BreakdownGroup, IndicatorBreakdown, ReadingPart
from coplan.outcomes.models.figures import Reading, Replaceable, Target
from coplan.outcomes.models.indicators import Direction, Frequency, Indicator, Measured, share
from coplan.outcomes.models.logic import OUTCOME_TIERS, RANKS, Element, Link, Tier
from coplan.outcomes.models.publications import Publication
from coplan.outcomes.models.rebasing import Rebase

__all__ = [
    "OUTCOME_TIERS",
    "RANKS",
    "Breakdown",
    "BreakdownGroup",
    "Direction",
    "Element",
    "Frequency",
    "Indicator",
    "IndicatorBreakdown",
    "Link",
    "Measured",
    "Publication",
    "Reading",
    "ReadingPart",
    "Rebase",
    "Replaceable",
    "Target",
    "Tier",
    "share",
]
