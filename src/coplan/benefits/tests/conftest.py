"""A benefit with its outcome and indicator, for the tests of this context."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.benefits.models import Benefit
from coplan.outcomes.models import Element, Indicator, Reading


@pytest.fixture
def make(partnership):
    """`make(Benefit, title="...")` stores one, whatever scope is open."""

    def made(model, **fields):
        with scope(partnership=partnership):
            record = model(partnership=partnership, **fields)
            record.full_clean(exclude=["number"])
            record.save()
            return record

    return made


@pytest.fixture
def outcome(make):
    return make(Element, tier="short", title="People see somebody every week")


@pytest.fixture
def indicator(make, outcome):
    return make(Indicator, outcome=outcome, name="Visits saved", definition="Each.", unit="visits")


@pytest.fixture
def benefit(make, outcome, indicator, public_partner):
    return make(
        Benefit,
        title="Fewer home visits",
        outcome=outcome,
        indicator=indicator,
        body=public_partner,
        unit="visits",
        worth="cashable",
        unit_value=Decimal(30),
        unit_value_source="Unit cost of 2025",
    )


@pytest.fixture
def read(make, indicator, coordinator):
    """`read(2025, 4, 12)` stores an approved reading of one month."""

    def stored(year, month, figure, approved=True, of=None):
        return make(
            Reading,
            indicator=of or indicator,
            starts_on=date(year, month, 1),
            ends_on=date(year, month, 28),
            figure=Decimal(figure),
            source="Register",
            by=coordinator,
            approved_at=timezone.now() if approved else None,
            approved_by=coordinator if approved else None,
        )

    return stored
