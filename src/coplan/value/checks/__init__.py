"""The checks that a map's page makes, by the seven principles, and what people answered to them.

The principles are those of the Guide to Social Return on Investment (Cabinet Office 2009, updated 2012), which
the Scottish Government's guide to public social partnerships (2011) names too. Social Value International
has since added an eighth, to be responsive: it is asked for as a text in the last of the six steps.
"""

from coplan.value.checks.model import PRINCIPLES, Check, Finding, Found, Principle, State
from coplan.value.checks.run import gather, run

__all__ = ["PRINCIPLES", "Check", "Finding", "Found", "Principle", "State", "gather", "run"]
