"""Somebody without an account answers: consent, pages, looking back, sending, code words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scope

from coplan.partnerships.models import Partnership
from coplan.surveys import codes, drafts
from coplan.surveys.fields import name_of
from coplan.surveys.models import Answer, Moment, Question, Sort, Survey, Wave
from coplan.surveys.tests.conftest import TODAY, answer, ask

Key = Callable[[str], str]


def path(wave: Wave, tail: str = "") -> str:
    return f"/s/{wave.token}/{tail}"


def begin(wave: Wave, layout: str = "standard", **more: Any) -> Client:
    client = Client()
    answered = client.post(path(wave), {"agreed": "on", "layout": layout, **more})
    assert answered.status_code == 302, answered.context["form"].errors
    return client


def stored(wave: Wave) -> list[Answer]:
    with scope(partnership=wave.partnership):
        return list(Answer.objects.filter(wave=wave))


def fill_in(client: Client, wave: Wave, given: dict[str, Any], pages: int = 12) -> None:
    """Page after page with these answers, by key, until the look back."""
    for step in range(1, pages + 1):
        shown = client.get(path(wave, f"{step}/"))
        if shown.status_code == 302:
            return
        sent = {name_of(one.key): given[one.key] for one in shown.context["form"].asks if one.key in given}
        assert client.post(path(wave, f"{step}/"), sent).status_code == 302


def test_the_first_page_says_why_and_what_becomes_of_it(open_wave: Wave) -> None:
    page = Client().get(path(open_wave)).content.decode()
    for told in ("We want to know whether the visits help.", "Nobody sees who said what.", "01333 496000"):
        assert told in page
    assert "I have read this and I want to take part." in page
    assert "Sign in" not in page


def test_without_the_tick_nothing_begins(open_wave: Wave) -> None:
    client = Client()
    answered = client.post(path(open_wave), {"layout": "easy"})
    assert answered.status_code == 422
    assert answered.context["form"].errors == {"agreed": ["Tick the box if you want to take part."]}
    assert client.get(path(open_wave, "1/")).url == path(open_wave)


def test_a_no_ends_politely_and_keeps_nothing(open_wave: Wave) -> None:
    client = begin(open_wave)
    answered = client.post(path(open_wave), {"no": "1"})
    assert "nothing was kept" in answered.content.decode()
    assert client.get(path(open_wave, "1/")).url == path(open_wave)
    assert stored(open_wave) == []


def test_answers_are_kept_with_the_day_and_nothing_of_the_sender(open_wave: Wave, key: Key) -> None:
    given = {
        key("satisfaction"): "7",
        key("left-out"): "2",
        key("lonely"): "4",
        key("Where do you live?"): "2",
        key("What did you take part in?"): ["1", "2"],
        key("On how many days did you speak to nobody?"): "2.5",
        key("What should we do differently?"): "More walks.",
    }
    client = begin(open_wave)
    client.defaults |= {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Nosy/1.0"}
    fill_in(client, open_wave, given)
    assert "More walks." in client.get(path(open_wave, "check/")).content.decode()
    assert client.post(path(open_wave, "check/")).url == path(open_wave, "done/")
    (kept,) = stored(open_wave)
    assert kept.given == {
        key("satisfaction"): 7,
        key("left-out"): 2,
        key("lonely"): 4,
        key("Where do you live?"): 2,
        key("What did you take part in?"): [1, 2],
        key("On how many days did you speak to nobody?"): 2.5,
    }
    assert kept.written == {key("What should we do differently?"): "More walks."}
    assert (kept.answered_on, kept.came_by, kept.typed_by) == (TODAY, "link", None)
    columns = {field.name for field in Answer._meta.concrete_fields}
    assert columns == {
        *(
            "id",
            "partnership",
            "wave",
            "answered_on",
            "came_by",
            "given",
            "written",
            "code",
            "batch",
            "typed_by",
        )
    }
    everything = json.dumps([str(getattr(kept, name)) for name in columns])
    assert "203.0.113.9" not in everything
    assert "Nosy" not in everything


def test_easy_read_asks_one_question_on_a_page_in_its_own_words(open_wave: Wave, key: Key) -> None:
    client = begin(open_wave, "easy")
    assert len(client.get(path(open_wave, "1/")).context["form"].asks) == 1
    page = client.get(path(open_wave, "9/")).content.decode()
    assert "Where is home?" in page
    assert "survey--easy" in page
    assert "Question 9 of 12" in page


def test_the_standard_layout_keeps_a_measure_together(open_wave: Wave) -> None:
    client = begin(open_wave)
    sizes = [len(client.get(path(open_wave, f"{step}/")).context["form"].asks) for step in range(1, 6)]
    assert sizes == [4, 3, 1, 3, 1]


def test_going_back_loses_nothing(open_wave: Wave, key: Key) -> None:
    client = begin(open_wave, "easy")
    client.post(path(open_wave, "1/"), {name_of(key("satisfaction")): "6"})
    back = client.post(path(open_wave, "2/"), {name_of(key("worthwhile")): "5", "back": "1"})
    assert back.url == path(open_wave, "1/")
    page = client.get(path(open_wave, "2/")).content.decode()
    assert re.search(r'value="5"[^>]*checked', page)
    again = client.post(path(open_wave), {"on": "1"})
    assert again.url == path(open_wave, "3/")


def test_the_layout_can_be_changed_on_the_way(open_wave: Wave, key: Key) -> None:
    client = begin(open_wave, "easy")
    client.post(path(open_wave, "1/"), {name_of(key("satisfaction")): "6"})
    for step in range(2, 8):
        client.post(path(open_wave, f"{step}/"), {})
    other = client.post(path(open_wave, "8/"), {name_of(key("lonely")): "1", "layout": "1"})
    assert other.url == path(open_wave, "3/")
    assert client.get(path(open_wave, "3/")).context["form"].initial[name_of(key("lonely"))] == 1


def test_an_answer_that_is_needed_is_asked_for(open_wave: Wave, key: Key, coordinator: Any) -> None:
    with scope(partnership=open_wave.partnership):
        question = ask(open_wave.survey, coordinator, Sort.SHORT, "One word?", required=True)
    client = begin(open_wave)
    fill_in(client, open_wave, {key("satisfaction"): "6", str(question.number): "Good"}, pages=3)
    answered = client.get(path(open_wave, "check/"))
    assert answered.url == path(open_wave, "5/")
    wrong = client.post(path(open_wave, "5/"), {name_of(key("What should we do differently?")): "Nothing"})
    assert wrong.status_code == 422
    assert wrong.context["form"].errors == {name_of(str(question.number)): ["Answer “One word?”"]}
    assert "Nothing" in wrong.content.decode()


@pytest.mark.parametrize(
    ("words", "sent"),
    [("satisfaction", "11"), ("lonely", "9"), ("On how many days did you speak to nobody?", "x")],
)
def test_an_impossible_answer_is_refused(open_wave: Wave, key: Key, words: str, sent: str) -> None:
    client = begin(open_wave)
    steps = {"satisfaction": 1, "lonely": 3}
    answered = client.post(path(open_wave, f"{steps.get(words, 4)}/"), {name_of(key(words)): sent})
    assert answered.status_code == 422
    assert list(answered.context["form"].errors) == [name_of(key(words))]


def test_sending_twice_keeps_one_sheet(open_wave: Wave, key: Key) -> None:
    client = begin(open_wave)
    fill_in(client, open_wave, {key("satisfaction"): "6"})
    name = client.cookies[drafts.COOKIE].value
    place = drafts._place(open_wave, name)
    as_it_was = cache.get(place)
    client.post(path(open_wave, "check/"))
    cache.set(place, as_it_was)
    client.post(path(open_wave, "check/"))
    assert len(stored(open_wave)) == 1
    assert client.post(path(open_wave, "check/")).url == path(open_wave, "done/")


def test_an_empty_sheet_is_not_kept(open_wave: Wave) -> None:
    client = begin(open_wave)
    answered = client.post(path(open_wave, "check/"))
    assert answered.status_code == 422
    assert "Answer one question at least." in answered.content.decode()
    assert stored(open_wave) == []


def test_four_words_are_shown_at_the_end_and_no_trace_of_them_is_stored(open_wave: Wave, key: Key) -> None:
    client = begin(open_wave)
    fill_in(client, open_wave, {key("satisfaction"): "6"})
    client.post(path(open_wave, "check/"))
    page = client.get(path(open_wave, "done/"))
    code = page.context["code"]
    assert codes.read(code).is_right
    assert code in page.content.decode()
    (kept,) = stored(open_wave)
    assert kept.code == codes.digest(code, open_wave.survey.salt)
    assert not any(word in json.dumps([kept.code, kept.given, kept.written]) for word in code.split())
    cleared = client.post(path(open_wave, "done/"))
    assert "Nothing is left on this device." in cleared.content.decode()
    assert client.get(path(open_wave, "done/")).url == path(open_wave)


def test_the_words_of_last_time_pair_the_two_sheets(before: Wave, after: Wave, key: Key) -> None:
    code = codes.new_code()
    answer(before, {key("satisfaction"): 4}, code)
    client = Client()
    begun = client.post(path(after), {"agreed": "on", "layout": "standard"})
    assert begun.url == path(after, "code/")
    assert client.post(path(after, "code/"), {"code": code.upper()}).url == path(after, "1/")
    fill_in(client, after, {key("satisfaction"): "6"})
    client.post(path(after, "check/"))
    (first,), (second,) = stored(before), stored(after)
    assert first.code == second.code != ""


def test_a_slip_in_the_words_is_noticed_and_the_right_ones_offered(before: Wave, after: Wave) -> None:
    code = (
        "island rabbit teapot "
        + codes.WORDS[codes._check([codes.WORDS.index(w) for w in ("island", "rabbit", "teapot")])]
    )
    client = Client()
    client.post(path(after), {"agreed": "on", "layout": "easy"})
    answered = client.post(path(after, "code/"), {"code": code.replace("rabbit", "rabit")})
    assert answered.status_code == 422
    assert answered.context["form"].errors["code"] == [
        f"There is a slip in the code words. Did you mean “{code}”?"
    ]


def test_words_that_nobody_has_used_are_asked_about_once(before: Wave, after: Wave) -> None:
    client, code = Client(), codes.new_code()
    client.post(path(after), {"agreed": "on", "layout": "easy"})
    answered = client.post(path(after, "code/"), {"code": code})
    assert answered.status_code == 422
    assert "We do not find these words" in answered.content.decode()
    assert client.post(path(after, "code/"), {"code": code, "sure": code}).url == path(after, "1/")


def test_without_words_one_goes_on_and_gets_new_ones(before: Wave, after: Wave, key: Key) -> None:
    client = Client()
    client.post(path(after), {"agreed": "on", "layout": "easy"})
    assert client.post(path(after, "code/"), {"code": "", "without": "1"}).url == path(after, "1/")
    fill_in(client, after, {key("satisfaction"): "6"})
    client.post(path(after, "check/"))
    assert codes.read(client.get(path(after, "done/")).context["code"]).is_right


def test_the_same_words_do_not_answer_one_round_twice(before: Wave, after: Wave, key: Key) -> None:
    code = codes.new_code()
    answer(after, {key("satisfaction"): 4}, code)
    client = Client()
    client.post(path(after), {"agreed": "on", "layout": "easy"})
    answered = client.post(path(after, "code/"), {"code": code})
    assert answered.context["form"].errors["code"] == [
        "Somebody with these words has answered this time already."
    ]


def test_guessing_words_is_stopped(before: Wave, after: Wave) -> None:
    client = Client()
    client.post(path(after), {"agreed": "on", "layout": "easy"})
    for _try in range(drafts.MOST_TRIES):
        client.post(path(after, "code/"), {"code": codes.new_code()})
    answered = client.post(path(after, "code/"), {"code": codes.new_code()})
    assert answered.context["form"].errors["code"] == [
        "That was tried too often. Go on without a code, or come back tomorrow."
    ]


def test_with_the_words_somebody_has_the_answers_deleted(before: Wave, after: Wave, key: Key) -> None:
    code = codes.new_code()
    answer(before, {key("satisfaction"): 4}, code)
    answer(after, {key("satisfaction"): 5}, code)
    other = answer(after, {key("satisfaction"): 9}, codes.new_code())
    page = Client().post(path(after, "delete/"), {"code": code}).content.decode()
    assert "2 sheets of answers were deleted." in page
    assert stored(before) == []
    assert stored(after) == [other]
    with scope(partnership=before.partnership):
        assert Wave.objects.get(pk=before.pk).deleted_answers == 1
    assert (
        "There are no answers with these words."
        in Client().post(path(after, "delete/"), {"code": code}).content.decode()
    )


@pytest.mark.parametrize(
    ("opens", "closes", "told"),
    [(5, 9, "This opens on"), (-9, -5, "This closed on")],
)
def test_before_and_after_its_days_the_link_says_when(
    open_wave: Wave, opens: int, closes: int, told: str
) -> None:
    client = begin(open_wave)
    with scope(partnership=open_wave.partnership):
        open_wave.opens_on, open_wave.closes_on = TODAY + timedelta(opens), TODAY + timedelta(closes)
        open_wave.save()
    assert told in client.get(path(open_wave)).content.decode()
    assert told in client.post(path(open_wave, "check/")).content.decode()
    assert stored(open_wave) == []


def test_an_unknown_link_and_one_of_a_removed_survey_lead_nowhere(open_wave: Wave) -> None:
    assert Client().get("/s/nothing-here/").status_code == 404
    with scope(partnership=open_wave.partnership):
        open_wave.survey.remove()
    assert Client().get(path(open_wave)).status_code == 404


def test_a_closed_partnership_asks_nobody_but_deletes_still(open_wave: Wave, key: Key) -> None:
    code = codes.new_code()
    answer(open_wave, {key("satisfaction"): 4}, code)
    partnership = Partnership.objects.get(pk=open_wave.partnership_id)
    partnership.closed_on = TODAY
    partnership.save()
    assert Client().get(path(open_wave)).status_code == 404
    Client().post(path(open_wave, "delete/"), {"code": code})
    assert stored(open_wave) == []


def test_a_sheet_of_one_round_is_not_sent_to_another(before: Wave, after: Wave) -> None:
    client = begin(after)
    client.cookies[drafts.COOKIE]["path"] = "/"
    assert client.get(path(after, "1/")).status_code == 200
    with scope(partnership=before.partnership):
        before.closes_on = TODAY + timedelta(1)
        before.save()
    assert client.get(path(before, "1/")).url == path(before)


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(open_wave: Wave) -> None:
    client = Client()
    answered = client.post(
        path(open_wave), {"agreed": "on", "layout": "easy", "website": "https://example.org"}
    )
    assert "nothing was kept" in answered.content.decode()
    assert client.get(path(open_wave, "1/")).url == path(open_wave)


def test_too_many_at_once_are_asked_to_wait(open_wave: Wave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_A_MINUTE", 2)
    for _person in range(2):
        begin(open_wave)
    answered = Client().post(path(open_wave), {"agreed": "on", "layout": "easy"})
    assert answered.status_code == 429
    assert "wait a minute" in answered.content.decode()


def test_far_too_much_text_is_refused(open_wave: Wave) -> None:
    client = begin(open_wave)
    answered = client.post(path(open_wave, "5/"), {"q": "x" * 250_000})
    assert answered.status_code == 413


def test_a_licensed_score_is_not_asked_of_people_when_staff_work_it_out(
    survey: Survey, open_wave: Wave, coordinator: Any
) -> None:
    with scope(partnership=survey.partnership):
        ask(survey, coordinator, Sort.SCORE, "WEMWBS total", low=14, high=70, scored_by="staff")
    assert "WEMWBS" not in "".join(
        begin(open_wave).get(path(open_wave, f"{step}/")).content.decode() for step in range(1, 6)
    )


def test_once_only_rounds_give_no_words(survey: Survey, open_wave: Wave, key: Key) -> None:
    with scope(partnership=survey.partnership):
        open_wave.moment = Moment.ONCE
        open_wave.save()
    client = begin(open_wave)
    fill_in(client, open_wave, {key("satisfaction"): "6"})
    client.post(path(open_wave, "check/"))
    assert client.get(path(open_wave, "done/")).context["code"] == ""
    assert stored(open_wave)[0].code == ""


@pytest.mark.parametrize("tail", ["", "1/", "code/", "check/", "done/", "delete/"])
def test_only_looking_and_sending_are_answered(open_wave: Wave, tail: str) -> None:
    assert Client().put(path(open_wave, tail)).status_code == 405


def test_questions_removed_before_anybody_answers_are_not_kept(open_wave: Wave, key: Key) -> None:
    client = begin(open_wave)
    fill_in(client, open_wave, {key("satisfaction"): "6", key("lonely"): "2"})
    with scope(partnership=open_wave.partnership):
        Question.objects.get(measure="lonely").remove()
    client.post(path(open_wave, "check/"))
    assert stored(open_wave)[0].given == {key("satisfaction"): 6}
