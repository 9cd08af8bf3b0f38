"""Making a survey: measures as they are, own questions, rounds, and nothing changed once somebody has answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from coplan.outcomes.models import Breakdown, BreakdownGroup
from coplan.partnerships.models import Partnership
from coplan.people.models import Person
from coplan.surveys import codes, services
from coplan.surveys.fields import name_of
from coplan.surveys.models import ANSWERED, Answer, Question, Sort, Survey, Wave
from coplan.surveys.tests.conftest import TODAY, answer, ask, make_survey, make_wave

SignedIn = Callable[[Person], Client]
Key = Callable[[str], str]
AT = "/p/living-well/surveys"
ELEVEN = "A scale has eleven steps at most, for example 0 to 10"


@pytest.fixture
def isla(signed_in: SignedIn, coordinator: Person) -> Client:
    return signed_in(coordinator)


@pytest.fixture
def blank(partnership: Partnership, coordinator: Person) -> Survey:
    with scope(partnership=partnership):
        return make_survey(partnership)


def test_a_measure_is_added_as_a_whole_and_cannot_be_reworded(isla: Client, blank: Survey) -> None:
    page = isla.get(f"{AT}/1/measures/").content.decode()
    assert "Overall, how satisfied are you with your life nowadays?" in page
    assert "Open Government Licence" in page
    assert isla.post(f"{AT}/1/measures/", {"measure": "ons4"}).status_code == 302
    with scope(partnership=blank.partnership):
        (question,) = Question.objects.all()
    assert (question.sort, question.measure, question.text) == ("measure", "ons4", "")
    assert isla.get(f"{AT}/questions/1/edit/").url == f"{AT}/questions/1/"
    again = isla.post(f"{AT}/1/measures/", {"measure": "ons4"})
    assert again.status_code == 422


@pytest.mark.parametrize("licensed", ["wemwbs", "swemwbs", "eq5d"])
def test_a_measure_that_needs_a_licence_is_not_there(isla: Client, blank: Survey, licensed: str) -> None:
    assert isla.post(f"{AT}/1/measures/", {"measure": licensed}).status_code == 422


def test_an_own_question_is_added_with_its_easy_read_wording(isla: Client, blank: Survey) -> None:
    sent = {
        "text": "Where do you live?",
        "easy_text": "Where is home?",
        "options": "Burnside\n\n Harbour ",
        "groups_results": "on",
    }
    assert isla.post(f"{AT}/1/questions/add/?sort=one", sent).status_code == 302
    with scope(partnership=blank.partnership):
        question = Question.objects.get()
    assert (question.options, question.groups_results, question.easy_text) == (
        ["Burnside", "Harbour"],
        True,
        "Where is home?",
    )
    page = isla.get(f"{AT}/questions/1/").content.decode()
    assert "Where is home?" in page


@pytest.mark.parametrize(
    ("sort", "sent", "field", "told"),
    [
        (
            "one",
            {"text": "Where?", "options": "Burnside"},
            "options",
            "Enter 2 to 12 choices, one on each line",
        ),
        (
            "one",
            {"text": "Where?", "options": "A\na"},
            "options",
            "Two choices are the same. Make each one different.",
        ),
        (
            "scale",
            {"text": "How?", "low": "5", "high": "1"},
            "high",
            "The highest number must be above the lowest",
        ),
        (
            "scale",
            {"text": "How?", "low": "0", "high": "100"},
            "high",
            "A scale has eleven steps at most, for example 0 to 10",
        ),
        ("score", {"text": "Total", "low": "7", "high": "35"}, "scored_by", "Say who works out the score"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why_and_keeps_what_was_typed(
    isla: Client, blank: Survey, sort: str, sent: dict[str, str], field: str, told: str
) -> None:
    answered = isla.post(f"{AT}/1/questions/add/?sort={sort}", sent)
    assert answered.status_code == 422
    assert answered.context["form"].errors == {field: [told]}
    assert sent["text"] in answered.content.decode()


def test_a_question_that_follows_a_breakdown_takes_its_groups(isla: Client, blank: Survey) -> None:
    with scope(partnership=blank.partnership):
        area = Breakdown.objects.create(partnership=blank.partnership, name="Area")
        for place, name in enumerate(("Burnside", "Harbour", "Not known")):
            BreakdownGroup.objects.create(
                partnership=blank.partnership, breakdown=area, name=name, position=place
            )
    answered = isla.post(f"{AT}/1/questions/add/?sort=one", {"text": "Where?", "breakdown": area.pk})
    assert answered.status_code == 302
    with scope(partnership=blank.partnership):
        question = Question.objects.get()
    assert (question.options, question.groups_results) == (["Burnside", "Harbour", "Not known"], True)


def test_questions_change_places_and_go(isla: Client, survey: Survey) -> None:
    assert isla.post(f"{AT}/questions/3/move/", {"to": "up"}).status_code == 302
    assert isla.post(f"{AT}/questions/1/move/", {"to": "up"}).status_code == 302
    assert isla.post(f"{AT}/questions/7/remove/").status_code == 302
    with scope(partnership=survey.partnership):
        assert list(Question.objects.values_list("number", flat=True)) == [1, 3, 2, 4, 5, 6]


def test_after_the_first_answer_nothing_people_saw_is_changed(
    isla: Client, open_wave: Wave, key: Key
) -> None:
    answer(open_wave, {key("satisfaction"): 5})
    refused = isla.post(f"{AT}/questions/4/edit/", {"text": "Where now?", "options": "A\nB"})
    assert refused.status_code == 422
    assert str(ANSWERED) in refused.content.decode().replace("&#x27;", "'")
    assert "Where now?" in refused.content.decode()
    added = isla.post(f"{AT}/1/questions/add/?sort=short", {"text": "One more?"})
    assert added.status_code == 422
    assert isla.post(f"{AT}/1/measures/", {"measure": "ons4"}).status_code == 422
    isla.post(f"{AT}/questions/4/remove/")
    isla.post(f"{AT}/questions/4/move/", {"to": "up"})
    with scope(partnership=open_wave.partnership):
        assert list(Question.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    sent = {**isla.get(f"{AT}/1/edit/").context["form"].initial, "purpose": "Another reason", "why": ""}
    answered = isla.post(f"{AT}/1/edit/", {name: value for name, value in sent.items() if value is not None})
    assert answered.status_code == 422
    assert answered.context["form"].errors == {"purpose": [str(ANSWERED)]}


def test_the_day_of_wiping_moves_nearer_but_not_further_off(
    survey: Survey, open_wave: Wave, key: Key
) -> None:
    answer(open_wave, {key("satisfaction"): 5})
    with scope(partnership=survey.partnership):
        survey.keep_until -= timedelta(days=5)
        survey.full_clean()
        survey.keep_until += timedelta(days=50)
        with pytest.raises(ValidationError) as refused:
            survey.full_clean()
    assert list(refused.value.message_dict) == ["keep_until"]


def test_a_new_version_has_the_questions_and_no_rounds(isla: Client, open_wave: Wave, key: Key) -> None:
    answer(open_wave, {key("satisfaction"): 5})
    assert isla.post(f"{AT}/1/version/").url == f"{AT}/2/"
    with scope(partnership=open_wave.partnership):
        made = Survey.objects.get(number=2)
        assert made.copied_from_id == open_wave.survey_id
        assert [one.sort for one in made.questions.all()] == [
            "measure",
            "measure",
            "measure",
            "one",
            "several",
            "number",
            "long",
        ]
        assert made.waves.count() == 0
        assert not made.has_answers
        assert made.salt != open_wave.survey.salt


def test_a_round_needs_a_question_and_days_in_order(isla: Client, blank: Survey) -> None:
    sent = {"name": "Before", "moment": "before", "opens_on": TODAY, "closes_on": TODAY - timedelta(1)}
    answered = isla.post(f"{AT}/1/rounds/add/", sent)
    assert answered.context["form"].errors == {"closes_on": ["It cannot close before it opens."]}
    sent["closes_on"] = TODAY
    answered = isla.post(f"{AT}/1/rounds/add/", sent)
    assert "Add a question first" in answered.content.decode()
    with scope(partnership=blank.partnership):
        services.add_measure(survey=blank, code="lonely", by=answered.wsgi_request.user)
    assert isla.post(f"{AT}/1/rounds/add/", sent).url == f"{AT}/rounds/1/"
    twice = isla.post(f"{AT}/1/rounds/add/", sent)
    assert "This survey has a round before already." in twice.content.decode()


def test_a_round_shows_its_link_and_code_and_a_poster(isla: Client, open_wave: Wave) -> None:
    page = isla.get(f"{AT}/rounds/1/").content.decode()
    assert open_wave.address in page
    assert "survey-qr" in page
    poster = isla.get(f"{AT}/rounds/1/poster/").content.decode()
    assert open_wave.address in poster


def test_links_cannot_be_guessed(open_wave: Wave) -> None:
    assert len(open_wave.token) >= 22


def test_a_round_that_has_answers_stays_and_so_does_its_survey(
    isla: Client, open_wave: Wave, key: Key
) -> None:
    answer(open_wave, {key("satisfaction"): 5})
    isla.post(f"{AT}/rounds/1/remove/")
    assert isla.post(f"{AT}/1/remove/").status_code == 409
    with scope(partnership=open_wave.partnership):
        assert Wave.objects.count() == Survey.objects.count() == 1


# Paper


def test_each_paper_form_has_words_of_its_own(isla: Client, open_wave: Wave) -> None:
    page = isla.get(f"{AT}/rounds/1/paper/?copies=3&layout=easy")
    words = page.context["sheets"]
    assert len(set(words)) == 3
    assert all(page.content.decode().count(word) >= 2 for word in words)
    assert "Where is home?" in page.content.decode()
    assert len(isla.get(f"{AT}/rounds/1/paper/?copies=999").context["sheets"]) == 50


def test_a_paper_form_is_typed_in_by_numbers(
    isla: Client, open_wave: Wave, key: Key, coordinator: Person
) -> None:
    code = codes.new_code()
    sheet = isla.get(f"{AT}/rounds/1/type/").context["sheet"]
    sent: dict[str, Any] = {
        "sheet": sheet,
        "came_by": "paper",
        "answered_on": TODAY,
        "batch": "Ferry House",
        "agreed": "on",
        "code": code,
        name_of(key("satisfaction")): "10",
        name_of(key("lonely")): "5",
        name_of(key("What did you take part in?")): "2 1",
        name_of(key("What should we do differently?")): "Nothing",
    }
    kept = isla.post(f"{AT}/rounds/1/type/", sent)
    assert kept.status_code == 302
    assert "batch=Ferry+House" in kept.url
    isla.post(f"{AT}/rounds/1/type/", sent)
    with scope(partnership=open_wave.partnership):
        (found,) = Answer.objects.all()
    assert found.given == {
        key("satisfaction"): 10,
        key("lonely"): 5,
        key("What did you take part in?"): [1, 2],
    }
    assert (found.came_by, found.batch, found.typed_by) == ("paper", "Ferry House", coordinator)
    assert found.code == codes.digest(code, open_wave.survey.salt)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("agreed", "", "Without this the answers may not be typed in."),
        ("answered_on", TODAY + timedelta(3), "Check the date: it is still to come."),
        (
            "code",
            "island rabbit teapot",
            "These are not four code words that belong together. Check each word.",
        ),
        ("satisfaction", "11", "10"),
        ("What did you take part in?", "7", "Type numbers from 1 to 2."),
    ],
)
def test_a_wrongly_typed_form_is_not_kept_and_nothing_is_lost(
    isla: Client, open_wave: Wave, key: Key, name: str, value: Any, told: str
) -> None:
    sent: dict[str, Any] = {"came_by": "talk", "answered_on": TODAY, "agreed": "on", "batch": "Harbour hall"}
    sent[name_of(key("worthwhile"))] = "4"
    sent[name if name in {"agreed", "answered_on", "code"} else name_of(key(name))] = value
    answered = isla.post(f"{AT}/rounds/1/type/", sent)
    assert answered.status_code == 422
    assert told in answered.content.decode()
    assert "Harbour hall" in answered.content.decode()
    with scope(partnership=open_wave.partnership):
        assert Answer.objects.count() == 0


# Who may


@pytest.mark.parametrize("tail", ["1/", "1/results/", "questions/1/", "rounds/1/", "rounds/1/poster/"])
def test_members_see_surveys_and_results(
    signed_in: SignedIn, observer: Person, outsider: Person, open_wave: Wave, tail: str
) -> None:
    assert signed_in(observer).get(f"{AT}/{tail}").status_code == 200
    assert signed_in(outsider).get(f"{AT}/{tail}").status_code == 404


@pytest.mark.parametrize(
    "tail",
    ["1/measures/", "1/questions/add/", "1/version/", "1/rounds/add/", "1/reading/", "questions/1/edit/",
     "questions/1/remove/", "rounds/1/edit/", "rounds/1/remove/", "rounds/1/paper/", "rounds/1/type/"],
)  # fmt: skip
def test_evaluators_and_observers_change_nothing(
    signed_in: SignedIn, evaluator: Person, observer: Person, partner_person: Person, outsider: Person,
    open_wave: Wave, tail: str,
) -> None:  # fmt: skip
    assert signed_in(partner_person).get(f"{AT}/{tail}").status_code in {200, 302}
    for person in (evaluator, observer):
        assert signed_in(person).get(f"{AT}/{tail}").status_code == 403
    assert signed_in(outsider).get(f"{AT}/{tail}").status_code == 404


def test_moving_a_question_takes_a_post(isla: Client, survey: Survey) -> None:
    assert isla.get(f"{AT}/questions/1/move/").status_code == 405


def test_a_written_answer_is_wiped_after_its_day_and_pairs_stay_pairs(
    survey: Survey, open_wave: Wave, key: Key, coordinator: Person
) -> None:
    with scope(partnership=survey.partnership):
        later = make_wave(survey, "after", TODAY, TODAY, coordinator)
        ask_key = key("What should we do differently?")
    code = codes.new_code()
    answer(open_wave, {key("satisfaction"): 5, ask_key: "Ask Jean Kerr."}, code)
    answer(later, {key("satisfaction"): 6}, code)
    assert services.wipe_lapsed(today=survey.keep_until) == 0
    assert services.wipe_lapsed(today=survey.keep_until + timedelta(1)) == 1
    with scope(partnership=survey.partnership):
        first, second = Answer.objects.get(wave=open_wave), Answer.objects.get(wave=later)
        assert first.written == {}
        assert first.given == {key("satisfaction"): 5}
        assert first.code == second.code != codes.digest(code, survey.salt)
        assert Survey.objects.get().wiped_on == survey.keep_until + timedelta(1)
    assert services.wipe_lapsed(today=survey.keep_until + timedelta(2)) == 0


def test_a_licensed_score_keeps_to_its_range(
    survey: Survey, open_wave: Wave, coordinator: Person, isla: Client
) -> None:
    with scope(partnership=survey.partnership):
        made = ask(survey, coordinator, Sort.SCORE, "WEMWBS total", low=14, high=70, scored_by="staff")
    sent = {"came_by": "paper", "answered_on": TODAY, "agreed": "on", f"q{made.number}": "71"}
    assert isla.post(f"{AT}/rounds/1/type/", sent).status_code == 422
    sent[f"q{made.number}"] = "52"
    assert isla.post(f"{AT}/rounds/1/type/", sent).status_code == 302
