"""A study of £10,000: staff who were asked, a supplier nobody asked, and what was kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django_scopes import scope

from coplan.local_economy.models import LocalSpending, LocalStudy


@pytest.fixture
def study(partnership: Any) -> LocalStudy:
    with scope(partnership=partnership):
        made = LocalStudy.objects.create(
            partnership=partnership,
            title="The pilot's grant",
            area="the four islands",
            year="2026-27",
            income=Decimal(10_000),
            income_source="Ledger",
        )
        for row in (
            {"sort": "staff", "name": "Coaches", "amount": Decimal(6000), "local": Decimal("0.9"),
             "local_how": "records", "respent": Decimal("0.5"), "respent_how": "survey"},
            {"sort": "supplier", "name": "Kitchen hire", "amount": Decimal(3000), "local": Decimal("0.4"),
             "local_how": "records"},
            {"sort": "kept", "name": "Carried over", "amount": Decimal(1000)},
        ):  # fmt: skip
            LocalSpending.objects.create(partnership=partnership, study=made, **row)
        return made
