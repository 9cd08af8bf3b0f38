"""A record that a document can be drawn from, and a document issued from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import InMemoryStorage
from django_scopes import scope

from coplan.documents import services
from coplan.documents.models import Issued
from coplan.documents.registry import DOCUMENTS
from coplan.money.models import BudgetLine, LineType
from coplan.money.testing import spend
from coplan.need.models import Evidence, Need
from coplan.outcomes.models import Element, Indicator, Reading, Target, Tier
from coplan.raid.models import Risk

TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def files_in_memory(monkeypatch):
    """Files of tests are kept nowhere."""
    store = InMemoryStorage()
    for name in ("html", "pdf", "docx"):
        monkeypatch.setattr(Issued._meta.get_field(name), "storage", store)
    return store


@pytest.fixture
def kept(partnership, public_partner, coordinator, coordinator_part):
    """A need with its evidence, an outcome with a reading, a budget line and a risk."""
    with scope(partnership=partnership):
        own = {"partnership": partnership}
        need = Need.objects.create(
            **own, title="Older people eat alone", people=900, affected="People over 75"
        )
        Evidence.objects.create(
            **own, need=need, what="One in four", source="Survey", said_by="NHS", dated_on=date(2026, 5, 1)
        )
        outcome = Element.objects.create(**own, tier=Tier.SHORT, title="People eat together", need=need)
        indicator = Indicator.objects.create(
            **own, outcome=outcome, name="People at lunch", unit="people", measured="count",
            baseline=10, baseline_on=date(2026, 1, 1), counts_people=True,
        )  # fmt: skip
        period = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31), "by": coordinator}
        Target.objects.create(**own, **period, indicator=indicator, value=30)
        Reading.objects.create(**own, **period, indicator=indicator, figure=42, source="Lunch register")
        line = BudgetLine.objects.create(
            **own, title="Cook", sort=LineType.STAFF, funder=public_partner, year=2026,
            budget=Decimal("12000"), source="Ledger",
        )  # fmt: skip
        spend(line, 9000, date(2026, 12, 31))
        Risk.objects.create(
            **own, title="The kitchen closes", probability=3, impact=5, owner=coordinator_part
        )
    return need


@pytest.fixture
def issued(partnership, partner, public_partner, coordinator, kept):
    """The outline business case, issued by the coordinator."""
    with scope(partnership=partnership):
        return services.issue(
            document=DOCUMENTS["outline-business-case"],
            partnership=partnership,
            today=TODAY,
            period=None,
            note="For the steering group",
            by=coordinator,
        )
