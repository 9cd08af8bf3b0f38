"""Budget lines as they come from the database: each with what was spent of it."""

from __future__ import annotations

from typing import Any

from django.db.models import DecimalField, Max, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from coplan.money.models import BudgetLine, Entry
from coplan.money.months import NOTHING

POUNDS: Any = DecimalField(max_digits=16, decimal_places=2)


def lines() -> QuerySet[Any]:
    """Every line with its funder and what was spent of it; one query."""
    found = BudgetLine.objects.select_related("funder__organisation").order_by("year", "number")
    return with_spending(found)


def with_spending(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Lines that know `spent` and `spent_to` without asking for each."""
    own = Entry.objects.filter(line=OuterRef("pk")).order_by().values("line")
    return rows.annotate(
        spent_sum=Coalesce(
            Subquery(own.annotate(found=Sum("amount")).values("found"), output_field=POUNDS),
            Value(NOTHING),
            output_field=POUNDS,
        ),
        spent_last=Subquery(own.annotate(found=Max("on")).values("found")),
    )
