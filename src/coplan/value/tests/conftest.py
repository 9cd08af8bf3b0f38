"""The published map of Living Well, Taking Control, and a small one, in the database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django_scopes import scope

from coplan.engines.sroi.tests.maps import published_map
from coplan.value import services
from coplan.value.models import ValueInput, ValueMap, ValueOutcome


@pytest.fixture
def living_well(partnership: Any, coordinator: Any) -> ValueMap:
    with scope(partnership=partnership):
        return services.import_map(
            partnership=partnership,
            found=published_map(),
            title="Living Well, Taking Control",
            sort="evaluative",
            by=coordinator,
        )


@pytest.fixture
def value_map(partnership: Any) -> ValueMap:
    """£1,000 put in; 100 people × £50, 20% deadweight, three years."""
    with scope(partnership=partnership):
        made = ValueMap.objects.create(partnership=partnership, title="Walking group")
        ValueInput.objects.create(partnership=partnership, value_map=made, name="Grant", amount=Decimal(1000))
        ValueOutcome.objects.create(
            partnership=partnership,
            value_map=made,
            code="a",
            title="Feel fitter",
            quantity=Decimal(100),
            proxy=Decimal(50),
            deadweight=Decimal("0.2"),
            duration_years=Decimal(3),
        )
        return made


@pytest.fixture
def outcome(partnership: Any, value_map: ValueMap) -> ValueOutcome:
    with scope(partnership=partnership):
        return ValueOutcome.objects.select_related("value_map").get()
