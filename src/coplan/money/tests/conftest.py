"""A budget line with an outcome to share it out to."""

from datetime import date
from decimal import Decimal

import pytest
from django_scopes import scope

from coplan.money.models import BudgetLine, Forecast
from coplan.outcomes.models import Element, Indicator, Reading


@pytest.fixture
def make(partnership):
    """`make(Element, tier="short", ...)` stores one, whatever scope is open."""

    def made(model, **fields):
        with scope(partnership=partnership):
            return model.objects.create(partnership=partnership, **fields)

    return made


@pytest.fixture
def staff(make):
    """£12,000 of an outside trust for 2025-26: £1,000 a month."""
    return make(
        BudgetLine,
        title="Staff",
        sort="staff",
        year=2025,
        budget=Decimal(12000),
        outside_funder="Ewart Trust",
    )


@pytest.fixture
def expect(make, coordinator):
    """`expect(line, 13000)` stores a forecast."""

    def forecast(line, outturn, on=date(2025, 10, 1)):
        told = {"dated_on": on, "outturn": Decimal(outturn), "reason": "So it looks", "by": coordinator}
        return make(Forecast, line=line, **told)

    return forecast


@pytest.fixture
def company(make):
    return make(Element, tier="short", title="People have company")


@pytest.fixture
def counted(make, coordinator):
    """`counted(outcome, 20, 30)` is an indicator with a reading for each quarter of 2025 from April."""

    def indicator(outcome, *figures, **more):
        fields = {"name": "People", "definition": "Whoever came.", "unit": "people", **more}
        made = make(Indicator, outcome=outcome, measured="count", **fields)
        for at, figure in enumerate(figures):
            months = {
                "starts_on": date(2025, 4 + 3 * at, 1),
                "ends_on": date(2025, 6 + 3 * at, 30),
            }
            make(Reading, indicator=made, figure=Decimal(figure), source="Register", by=coordinator, **months)
        return made

    return indicator
