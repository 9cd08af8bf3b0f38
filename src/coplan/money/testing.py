"""Lines with spending on them, for the tests of the budget and of whoever reads it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from coplan.money.models import BudgetLine, Entry


def spend(line: BudgetLine, amount: Any, on: Any = None, **more: Any) -> Entry:
    """An entry of a line, on the first day of its year unless told otherwise; needs an open scope."""
    told = date.fromisoformat(on) if isinstance(on, str) else on
    fields = {"on": told or line.begins_on, "amount": Decimal(str(amount)), **more}
    made: Entry = Entry.objects.create(partnership=line.partnership, line=line, **fields)
    return made
