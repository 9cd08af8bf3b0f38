"""A survey with every kind of question, a round before and a round after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.partnerships.models import Partnership
from coplan.people.models import Person
from coplan.surveys import intake, services
from coplan.surveys.asks import asks_of
from coplan.surveys.fields import sheet_of
from coplan.surveys.models import Answer, CameBy, Moment, Question, Sort, Survey, Wave
from coplan.surveys.queries import questions_of

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def quick_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest is slow on purpose; here it need not be."""
    monkeypatch.setattr("coplan.surveys.codes._ROUNDS", 10)


def make_survey(partnership: Partnership, **more: Any) -> Survey:
    told = {
        "title": "How are you?",
        "purpose": "We want to know whether the visits help.",
        "audience": "Everybody who has visits",
        "use": "The evaluator adds up the answers. Nobody sees who said what.",
        "contact": "Isla Reid, 01333 496000",
        "keep_until": TODAY + timedelta(days=400),
    }
    return Survey.objects.create(partnership=partnership, **{**told, **more})


def ask(survey: Survey, by: Person, sort: str, text: str, **more: Any) -> Question:
    question = Question(partnership=survey.partnership, survey=survey, sort=sort, text=text, **more)
    return services.add_question(question=question, by=by)


def make_wave(survey: Survey, moment: str, opens: date, closes: date, by: Person) -> Wave:
    wave = Wave(
        partnership=survey.partnership,
        survey=survey,
        name=Moment(moment).label,
        moment=moment,
        opens_on=opens,
        closes_on=closes,
    )
    services.save_wave(wave=wave, by=by)
    return wave


@pytest.fixture
def survey(partnership: Partnership, coordinator: Person) -> Survey:
    with scope(partnership=partnership):
        made = make_survey(partnership)
        for code in ("ons4", "ucla3", "lonely"):
            services.add_measure(survey=made, code=code, by=coordinator)
        areas = {"options": ["Burnside", "Harbour"], "groups_results": True, "easy_text": "Where is home?"}
        ask(made, coordinator, Sort.ONE, "Where do you live?", **areas)
        ask(made, coordinator, Sort.SEVERAL, "What did you take part in?", options=["Walks", "Cooking"])
        ask(made, coordinator, Sort.NUMBER, "On how many days did you speak to nobody?", better="lower")
        ask(made, coordinator, Sort.LONG, "What should we do differently?")
    return made


@pytest.fixture
def before(survey: Survey, coordinator: Person) -> Wave:
    with scope(partnership=survey.partnership):
        return make_wave(survey, Moment.BEFORE, TODAY - timedelta(90), TODAY - timedelta(60), coordinator)


@pytest.fixture
def after(survey: Survey, before: Wave, coordinator: Person) -> Wave:
    with scope(partnership=survey.partnership):
        return make_wave(survey, Moment.AFTER, TODAY - timedelta(5), TODAY + timedelta(20), coordinator)


@pytest.fixture
def open_wave(survey: Survey, coordinator: Person) -> Wave:
    with scope(partnership=survey.partnership):
        return make_wave(survey, Moment.BEFORE, TODAY - timedelta(5), TODAY + timedelta(20), coordinator)


@pytest.fixture
def key(survey: Survey) -> Callable[[str], str]:
    """`key("satisfaction")` or `key("Where do you live?")` is where the answer is kept."""

    def find(words: str) -> str:
        with scope(partnership=survey.partnership):
            for one in asks_of(questions_of(survey)):
                if one.text == words or one.key.endswith(f".{words}"):
                    return one.key
        raise LookupError(words)

    return find


def answer(wave: Wave, kept: dict[str, Any], code: str = "", **more: Any) -> Answer:
    told = {"on": TODAY, "key": uuid4(), "came_by": CameBy.LINK, **more}
    with scope(partnership=wave.partnership):
        asks = asks_of(questions_of(wave.survey))
        return intake.store(wave=wave, sheet=sheet_of(asks, kept), code=code, **told)
