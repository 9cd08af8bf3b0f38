"""A verb acts on the record as it stands now, not as it stood when somebody opened the page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from coplan.raid import services
from coplan.raid.models import Issue, Risk


@pytest.fixture
def risk(in_scope):
    return Risk.objects.create(partnership=in_scope, title="Frost", probability=2, impact=2)


def test_closing_keeps_what_somebody_else_just_saved(risk, coordinator):
    opened = Risk.objects.get(pk=risk.pk)
    risk.title, risk.version = "Black ice", 2
    risk.save()
    services.close(record=opened, reason="Spring.", by=coordinator)
    closed = Risk.objects.get(pk=risk.pk)
    assert (closed.title, closed.version) == ("Black ice", 3)
    assert closed.history.first().title == "Black ice"


def test_a_risk_happens_once(risk, coordinator):
    first, second = Risk.objects.get(pk=risk.pk), Risk.objects.get(pk=risk.pk)
    services.it_happened(risk=first, reason="It froze.", by=coordinator)
    with pytest.raises(ValidationError, match="already closed"):
        services.it_happened(risk=second, reason="It froze.", by=coordinator)
    assert Issue.objects.count() == 1


def test_what_was_removed_meanwhile_is_not_closed(risk, coordinator):
    opened = Risk.objects.get(pk=risk.pk)
    risk.remove()
    with pytest.raises(ValidationError, match="removed this meanwhile"):
        services.close(record=opened, reason="Spring.", by=coordinator)


def test_what_only_the_database_can_see_is_said_and_nothing_is_broken(
    signed_in, coordinator, partnership, monkeypatch, caplog
):
    def refuse(**words):
        raise IntegrityError("UNIQUE constraint failed: raid_risk.number")

    monkeypatch.setattr(services, "close", refuse)
    client = signed_in(coordinator)
    client.post("/p/living-well/risks/add/", {"title": "Frost", "probability": "1", "impact": "1"})
    page = client.post("/p/living-well/risks/1/close/", {"reason": "Spring."})
    assert page.status_code == 409
    assert "Somebody was quicker" in page.content.decode()
    assert "Refused at /p/living-well/risks/1/close/" in caplog.text
