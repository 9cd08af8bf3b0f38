"""What was typed as 'spent so far' becomes an opening entry of the line, and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Sum


def make_entries(apps: Any, schema_editor: Any) -> None:
    """One entry for each line's sum, dated to the day it was counted to; the earlier sums stand in its words."""
    model = apps.get_model
    numbers: dict[int, int] = {}
    for line in model("money", "BudgetLine").objects.exclude(spent=0).order_by("partnership_id", "number"):
        told = list(model("money", "HistoricalBudgetLine").objects.filter(id=line.pk).order_by("history_id"))
        number = numbers[line.partnership_id] = numbers.get(line.partnership_id, 0) + 1
        fields = {
            "partnership_id": line.partnership_id,
            "number": number,
            "removed_at": line.removed_at,
            "line_id": line.pk,
            "on": line.spent_to or _day(line),
            "amount": line.spent,
            "text": _words(told),
            "is_opening": True,
            "by_id": told[-1].history_user_id if told else None,
        }
        made = model("money", "Entry").objects.create(**fields)
        model("money", "HistoricalEntry").objects.create(
            **fields,
            id=made.pk,
            version=made.version,
            created_at=made.created_at,
            history_date=made.created_at,
            history_type="+",
            history_user_id=fields["by_id"],
            history_change_reason="Brought over from the budget line",
        )
    _settle(schema_editor)


def make_sums(apps: Any, schema_editor: Any) -> None:
    """The way back: the sum of a line's entries and the day of the last."""
    model = apps.get_model
    live = model("money", "Entry").objects.filter(removed_at=None).order_by()
    sums = {one["line"]: one for one in live.values("line").annotate(spent=Sum("amount"), last=Max("on"))}
    for line in model("money", "BudgetLine").objects.filter(pk__in=sums):
        line.spent, line.spent_to = max(sums[line.pk]["spent"], Decimal(0)), sums[line.pk]["last"]
        line.save(update_fields=["spent", "spent_to"])
    _settle(schema_editor)


def _day(line: Any) -> date:
    """Nobody said until when: the day the line was added, kept within its year."""
    return min(max(line.created_at.date(), date(line.year, 4, 1)), date(line.year + 1, 3, 31))


def _words(told: list[Any]) -> str:
    """'Spent so far, brought over' and each sum that stood before."""
    sums: list[str] = []
    for one in told:
        until = f" to {one.spent_to:%d/%m/%Y}" if one.spent_to else ""
        words = f"£{one.spent:,.2f}{until}"
        if one.spent and (not sums or sums[-1] != words):
            sums.append(words)
    before = f" Entered before as {'; '.join(sums[:-1])}." if len(sums) > 1 else ""
    return f"Spent so far, brought over.{before}"[:500]


def _settle(schema_editor: Any) -> None:
    # PostgreSQL alters no table while a check of its rows is still to come
    schema_editor.connection.check_constraints()
