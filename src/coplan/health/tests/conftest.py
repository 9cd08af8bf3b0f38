"""A partnership in its pilot, with the rows that each rule looks at made one at a time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.health import queries
from coplan.partnerships.models import Decision, Gate, Stage

HEALTH = "/p/living-well/health/"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def at_pilot(partnership, today):
    """Every gate up to the pilot was passed."""
    with scope(partnership=partnership):
        for stage in (Stage.NEED, Stage.FORM, Stage.DESIGN, Stage.PILOT):
            Gate.objects.create(
                partnership=partnership,
                stage=stage,
                decision=Decision.GO,
                reasons="Ready",
                decided_on=today - timedelta(days=30),
                decided_by="Governance group",
            )
    return partnership


@pytest.fixture
def messages_of(partnership, today):
    """`messages_of("F3")`: what that rule says of the partnership now."""

    def found(code):
        with scope(partnership=partnership):
            return [one.message for one in queries.report(partnership, today).findings if one.code == code]

    return found


@pytest.fixture
def mend(partnership):
    """Save a record with new values, as any page would in the end."""

    def saved(record, **values):
        with scope(partnership=partnership):
            for name, value in values.items():
                setattr(record, name, value)
            record.save()

    return saved
