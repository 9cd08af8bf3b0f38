"""A choice with two criteria, two candidates and three people who score."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import InMemoryStorage
from django_scopes import scope

from coplan.evaluation import services
from coplan.evaluation.models import Candidate, Choice, Criterion, Finding, Question, Report, Scorer
from coplan.outcomes.models import Element, Indicator, Reading, Tier

PAGE = "/p/living-well/"
CHOICE = f"{PAGE}evaluators/1/"
TODAY = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def files_in_memory(monkeypatch):
    """Files of tests are kept nowhere."""
    store = InMemoryStorage()
    monkeypatch.setattr(Report._meta.get_field("file"), "storage", store)
    return store


@pytest.fixture
def choice(partnership, coordinator, partner_person, service_user):
    with scope(partnership=partnership):
        own = {"partnership": partnership}
        made = Choice.objects.create(**own, title="Who evaluates the pilot?", brief="Two years.")
        for title, weight in (("Listens to people", 60), ("Knows the field", 40)):
            Criterion.objects.create(**own, choice=made, title=title, weight=weight)
        for name in ("Ewart College", "Clear Glass"):
            Candidate.objects.create(**own, choice=made, name=name, ties="None declared")
        people = [coordinator, partner_person, service_user]
        services.name_scorers(choice=made, people=people, by=coordinator)
        return made


@pytest.fixture
def opened(choice, coordinator, partnership):
    with scope(partnership=partnership):
        services.open_scoring(choice=choice, by=coordinator)
        return choice


@pytest.fixture
def score(opened, partnership):
    """`score(person, 4, 1)`: declares no tie and gives the first candidate 4 and the second 1 on everything."""

    def give(person, *marks):
        with scope(partnership=partnership):
            mine = Scorer.objects.get(choice=opened, person=person)
            services.declare(scorer=mine, conflict="", by=person)
            sheets = {
                one: ({1: mark, 2: mark}, f"{person}'s reason for {one}")
                for one, mark in zip(Candidate.objects.order_by("number"), marks, strict=True)
            }
            services.send_scores(scorer=mine, sheets=sheets, by=person)

    return give


@pytest.fixture
def conflicted(opened, partnership):
    """`conflicted(person)` declares a tie."""

    def say(person):
        with scope(partnership=partnership):
            mine = Scorer.objects.get(choice=opened, person=person)
            services.declare(scorer=mine, conflict="My sister works there.", by=person)

    return say


@pytest.fixture
def reading(partnership, coordinator):
    with scope(partnership=partnership):
        own = {"partnership": partnership}
        outcome = Element.objects.create(**own, tier=Tier.SHORT, title="People have more company")
        indicator = Indicator.objects.create(
            **own,
            outcome=outcome,
            name="People with more company",
            definition="Named one more.",
            unit="people",
        )
        return Reading.objects.create(
            **own,
            indicator=indicator,
            starts_on=date(2026, 10, 1),
            ends_on=date(2026, 12, 31),
            figure=Decimal(42),
            source="Register",
            by=coordinator,
        )


@pytest.fixture
def finding(partnership, reading, evaluator):
    with scope(partnership=partnership):
        own = {"partnership": partnership}
        question = Question.objects.create(
            **own, title="Does company last?", outcome=reading.indicator.outcome
        )
        made = Finding.objects.create(
            **own,
            question=question,
            title="Company lasts where the room stays",
            text="14 of 20 said so.",
            recommendation="Keep the rooms for a year.",
        )
        services.ground(finding=made, indicators=[reading.indicator], items=[], by=evaluator)
        return made
