"""The budget: lines, what is forecast, ordered and paid, what is given in kind, and what it is all for."""

from coplan.money.models.allocation import CostShare
from coplan.money.models.entries import Commitment, Entry
from coplan.money.models.kind import Gift, GiftSort, Hours, RoleRate
from coplan.money.models.ledger import CostCode, LedgerImport
from coplan.money.models.lines import BudgetLine, BudgetRevision, Explanation, Forecast, LineType
from coplan.money.models.rules import BudgetRules, MatchRule

__all__ = [
    "BudgetLine",
    "BudgetRevision",
    "BudgetRules",
    "Commitment",
    "CostCode",
    "CostShare",
    "Entry",
    "Explanation",
    "Forecast",
    "Gift",
    "GiftSort",
    "Hours",
    "LedgerImport",
    "LineType",
    "MatchRule",
    "RoleRate",
]
