"""What answers come to: figures, change of pairs, small groups, secrecy, files, readings."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from coplan.outcomes.models import (
    Breakdown,
    BreakdownGroup,
    Element,
    Indicator,
    IndicatorBreakdown,
    Measured,
    Reading,
    ReadingPart,
    Tier,
)
from coplan.people.models import Person
from coplan.surveys import intake, results
from coplan.surveys.asks import Ask
from coplan.surveys.models import Answer, Feed, Question, Survey, Wave
from coplan.surveys.results import Finding
from coplan.surveys.tests.conftest import TODAY, answer, make_wave

SignedIn = Callable[[Person], Client]
Key = Callable[[str], str]
AT = "/p/living-well/surveys"


@pytest.fixture
def isla(signed_in: SignedIn, coordinator: Person) -> Client:
    return signed_in(coordinator)


@pytest.fixture
def answered(before: Wave, after: Wave, key: Key) -> tuple[Wave, Wave]:
    """Twelve people both times: eight better by two, two the same, two worse by one; three more after."""
    moved = [2] * 8 + [0] * 2 + [-1] * 2
    for at, by in enumerate(moved):
        area = {key("Where do you live?"): 1 if at < 8 else 2}
        lonely = {key(name): 2 for name in ("companionship", "left-out", "isolated")}
        code = f"island rabbit teapot {at}"
        answer(
            before,
            {key("satisfaction"): 5, **lonely, **area, key("What should we do differently?"): f"Words {at}"},
            code,
        )
        better = {**lonely, key("isolated"): 1}
        answer(after, {key("satisfaction"): 5 + by, **better, **area}, code)
    for at in range(3):
        answer(after, {key("satisfaction"): 9, key("Where do you live?"): 2}, f"new {at}")
    return before, after


def finding(survey: Survey, words: str, by: str = "") -> Finding:
    with scope(partnership=survey.partnership):
        found = results.load(survey, TODAY)
        grouping = next((one for one in found.grouping if one.text == by), None)
        said = results.findings(found, [one.wave for one in found.rounds if one.many], grouping)
    return next(one for one in said if one.asked.text == words or one.key.endswith(f".{words}"))


def test_a_change_is_told_in_one_sentence(survey: Survey, answered: Any) -> None:
    assert " ".join(finding(survey, "satisfaction").sentences) == (
        "12 people answered both times. On average it rose by 1.2 (between 0.4 and 2.0). "
        "8 better, 2 the same, 2 worse."
    )


def test_a_score_where_less_is_better_counts_the_other_way(survey: Survey, answered: Any) -> None:
    found = finding(survey, "total")
    assert " ".join(found.sentences) == (
        "12 people answered both times. On average it fell by 1.0 (between 1.0 and 1.0). "
        "12 better, 0 the same, 0 worse."
    )
    assert [part.counts[6] for part in found.parts] == [12, 0]


def test_answers_that_only_stand_in_order_have_no_mean(survey: Survey, answered: Any) -> None:
    found = finding(survey, "isolated")
    assert found.parts[0].mean is None
    assert found.sentences == ["12 people answered both times. 12 better, 0 the same, 0 worse."]


def test_no_clear_change_is_called_none(survey: Survey, before: Wave, after: Wave, key: Key) -> None:
    for at in range(12):
        answer(before, {key("satisfaction"): 5}, f"code {at}")
        answer(after, {key("satisfaction"): 5 + (1 if at % 2 else -1)}, f"code {at}")
    assert (
        "anything between −0.7 and 0.7 fits, so this shows no clear change."
        in finding(survey, "satisfaction").sentences[0]
    )


def test_too_few_pairs_say_so(survey: Survey, before: Wave, after: Wave, key: Key) -> None:
    for at in range(6):
        answer(before, {key("satisfaction"): 5}, f"code {at}")
        answer(after, {key("satisfaction"): 9}, f"code {at}")
    found = finding(survey, "satisfaction")
    assert found.sentences == ["6 people answered both times: too few to say what changed. It takes 10."]


def test_a_further_round_has_its_own_sentence_and_takes_none_away(
    survey: Survey, answered: Any, key: Key, coordinator: Person
) -> None:
    with scope(partnership=survey.partnership):
        later = make_wave(survey, "later", TODAY, TODAY, coordinator)
    answer(later, {key("satisfaction"): 9}, "island rabbit teapot 1")
    assert [told.split(":")[0] for told in finding(survey, "satisfaction").sentences] == ["After", "Later on"]


def test_bands_count_people(survey: Survey, answered: Any) -> None:
    assert finding(survey, "satisfaction").parts[1].bands == (
        ("low", 2),
        ("medium", 2),
        ("high", 8),
        ("very high", 3),
    )


def test_the_page_shows_everything_and_how_sure_it_is(isla: Client, survey: Survey, answered: Any) -> None:
    page = isla.get(f"{AT}/1/results/").content.decode()
    assert "12 people answered both times." in page
    assert "12 people answered before and after" in page
    assert "5.0 (between 5.0 and 5.0)" in page
    assert "<svg" in page


def test_results_cost_the_same_queries_however_many_answer(
    isla: Client, survey: Survey, answered: Any, key: Key
) -> None:
    def count() -> int:
        isla.get(f"{AT}/1/results/?by={key('Where do you live?')}")
        with CaptureQueriesContext(connection) as made:
            isla.get(f"{AT}/1/results/?by={key('Where do you live?')}")
        return len(made)

    few = count()
    for at in range(40):
        answer(answered[1], {key("satisfaction"): at % 11, key("Where do you live?"): 1 + at % 2})
    assert count() == few <= 16


# Small groups


def test_a_small_group_is_hidden_with_what_would_give_it_away(
    survey: Survey, answered: Any, isla: Client, key: Key
) -> None:
    """Eight of Burnside and four of Harbour: the four could be had by taking the eight from the twelve."""
    lines = finding(survey, "satisfaction", by="Where do you live?").groups
    assert [(line.group, line.wave.moment, line.many) for line in lines] == [
        ("Burnside", "before", None),
        ("Harbour", "before", None),
        ("Burnside", "after", 8),
        ("Harbour", "after", 7),
    ]
    page = isla.get(f"{AT}/1/results/?by={key('Where do you live?')}").content.decode()
    assert page.count("hidden: too small") >= 2


def test_below_the_floor_nothing_is_shown(survey: Survey, before: Wave, key: Key) -> None:
    for _person in range(4):
        answer(before, {key("satisfaction"): 3})
    (part,) = finding(survey, "satisfaction").parts
    assert (part.many, part.shown, part.counts, part.mean) == (4, False, {}, None)


def test_an_open_round_is_shown_only_to_those_who_may_see_answers(
    signed_in: SignedIn, isla: Client, observer: Person, partner_person: Person, answered: Any, survey: Survey
) -> None:
    assert "Before, n = 12" in signed_in(observer).get(f"{AT}/1/results/").content.decode()
    for person in (observer, partner_person):
        page = signed_in(person).get(f"{AT}/1/results/").content.decode()
        assert "After, n = 15" not in page
        assert "After is still open." in page
    assert "After, n = 15" in isla.get(f"{AT}/1/results/").content.decode()


# Each sheet


def test_only_coordinators_and_evaluators_see_single_answers(
    signed_in: SignedIn, coordinator: Person, evaluator: Person, observer: Person, partner_person: Person,
    service_user: Person, funder_person: Person, outsider: Person, answered: Any,
) -> None:  # fmt: skip
    for path in (f"{AT}/rounds/1/answers/", f"{AT}/1/answers.csv"):
        for person in (coordinator, evaluator):
            assert signed_in(person).get(path).status_code == 200
        for person in (observer, partner_person, service_user, funder_person):
            assert signed_in(person).get(path).status_code == 403
        assert signed_in(outsider).get(path).status_code == 404
    for person in (observer, partner_person):
        assert "Words 3" not in signed_in(person).get(f"{AT}/1/results/").content.decode()


def test_names_are_taken_out_and_what_stood_there_is_gone(isla: Client, answered: Any, key: Key) -> None:
    with scope(partnership=answered[0].partnership):
        one = Answer.objects.filter(written__isnull=False, wave=answered[0]).first()
    path = f"{AT}/rounds/1/answers/"
    assert isla.post(path, {"one": one.pk, "tidy": "1", "text0": "The coach was late."}).status_code == 302
    with scope(partnership=answered[0].partnership):
        one.refresh_from_db()
    assert one.written == {key("What should we do differently?"): "The coach was late."}


def test_a_sheet_is_deleted_with_a_reason_that_stays(
    isla: Client, answered: Any, signed_in: SignedIn, evaluator: Person
) -> None:
    with scope(partnership=answered[0].partnership):
        one = Answer.objects.filter(wave=answered[0]).first()
    path = f"{AT}/rounds/1/answers/"
    assert isla.post(path, {"one": one.pk, "delete": "1", "reason": ""}).status_code == 422
    assert signed_in(evaluator).post(path, {"one": one.pk, "delete": "1", "reason": "No"}).status_code == 403
    assert isla.post(path, {"one": one.pk, "delete": "1", "reason": "Typed in twice"}).status_code == 302
    with scope(partnership=answered[0].partnership):
        assert not Answer.objects.filter(pk=one.pk).exists()
        wave = Wave.objects.get(pk=answered[0].pk)
        assert wave.deleted_answers == 1
        assert wave.history.first().history_change_reason == "Typed in twice"
    assert isla.get(f"{path}?one={one.pk}").status_code == 404
    assert isla.get(f"{path}?one=nothing").status_code == 404


# The file


def rows_of(client: Client, query: str = "") -> list[list[str]]:
    answered = client.get(f"{AT}/1/answers.csv{query}")
    return list(csv.reader(io.StringIO(answered.content.decode("utf-8-sig"))))


def test_the_file_has_no_code_no_day_no_words_and_no_small_group(isla: Client, answered: Any) -> None:
    heading, *lines = rows_of(isla)
    assert heading[:3] == ["Round", "Person", "Overall, how satisfied are you with your life nowadays?"]
    assert "What should we do differently?" not in heading
    assert len(lines) == 27
    everything = "\n".join(",".join(line) for line in lines)
    with scope(partnership=answered[0].partnership):
        for one in Answer.objects.all():
            assert one.code not in everything
    assert TODAY.isoformat() not in everything
    place = heading.index("Where do you live?")
    assert {line[place] for line in lines} == {"(small group)"}
    persons = [line[1] for line in lines]
    assert len(set(persons)) == 15


def test_words_are_in_the_file_only_where_asked_for(isla: Client, answered: Any) -> None:
    heading, *lines = rows_of(isla, "?words=1")
    place = heading.index("What should we do differently?")
    assert {line[place] for line in lines} == {"", *(f"Words {at}" for at in range(12))}


def test_a_formula_in_somebodys_words_is_made_harmless(isla: Client, before: Wave, key: Key) -> None:
    answer(before, {key("What should we do differently?"): "=HYPERLINK(1)"})
    _heading, line = rows_of(isla, "?words=1")
    assert "'=HYPERLINK(1)" in line
    assert isla.get(f"{AT}/1/answers.xlsx").status_code == 200
    assert isla.get(f"{AT}/1/answers.pdf").status_code == 404


# Readings


@pytest.fixture
def indicator(survey: Survey) -> Callable[..., Indicator]:
    def make(measured: str, **more: Any) -> Indicator:
        partnership = survey.partnership
        with scope(partnership=partnership):
            outcome = Element.objects.create(
                partnership=partnership, tier=Tier.SHORT, title="People feel better"
            )
            return Indicator.objects.create(
                partnership=partnership, outcome=outcome, name="Contentment", definition="As asked.",
                measured=measured, unit="points", **more,
            )  # fmt: skip

    return make


def fed(after: Wave, indicator: Indicator, **more: Any) -> dict[str, Any]:
    return {
        "indicator": indicator.number,
        "wave": after.number,
        "starts_on": date(TODAY.year - 1, 1, 1),
        "ends_on": date(TODAY.year - 1, 3, 31),
        **more,
    }


def test_a_mean_is_looked_at_and_then_stored_as_a_reading(
    isla: Client, answered: Any, indicator: Callable[..., Indicator], key: Key
) -> None:
    into = indicator(Measured.NUMBER)
    sent = fed(answered[1], into, statistic="mean", asked=key("satisfaction"))
    looked = isla.post(f"{AT}/1/reading/", sent).content.decode()
    assert "The reading would be: mean 6.7 (between 5.8 and 7.6), n = 15" in looked
    with scope(partnership=into.partnership):
        assert Reading.objects.count() == 0
    stored = isla.post(f"{AT}/1/reading/", {**sent, "store": "1"})
    assert stored.url == f"{AT}/readings/1/"
    with scope(partnership=into.partnership):
        reading, feed = Reading.objects.get(), Feed.objects.get()
    assert (reading.figure, reading.out_of) == (Decimal("6.7333"), None)
    assert reading.source == "Survey SV-001 How are you?, round After, n = 15"
    assert (feed.reading_id, feed.many, feed.asked) == (reading.pk, 15, key("satisfaction"))
    assert "How are you?" in isla.get(stored.url).content.decode()
    again = isla.post(f"{AT}/1/reading/", {**sent, "store": "1"})
    assert again.status_code == 422
    assert "There is a reading for" in again.content.decode()


def test_a_share_is_stored_as_two_counts(
    isla: Client, answered: Any, indicator: Callable[..., Indicator], key: Key
) -> None:
    into = indicator(Measured.PERCENTAGE)
    sent = fed(answered[1], into, statistic="share", asked=key("satisfaction"), bound="7")
    isla.post(f"{AT}/1/reading/", {**sent, "store": "1"})
    with scope(partnership=into.partnership):
        reading = Reading.objects.get()
    assert (reading.figure, reading.out_of) == (11, 15)


def test_parts_follow_the_breakdown_and_add_up(
    isla: Client, answered: Any, indicator: Callable[..., Indicator], key: Key, survey: Survey
) -> None:
    into = indicator(Measured.PERCENTAGE)
    with scope(partnership=survey.partnership):
        area = Breakdown.objects.create(partnership=survey.partnership, name="Area")
        for place, name in enumerate(("Burnside", "Harbour")):
            BreakdownGroup.objects.create(
                partnership=survey.partnership, breakdown=area, name=name, position=place
            )
        IndicatorBreakdown.objects.create(partnership=survey.partnership, indicator=into, breakdown=area)
        question = Question.objects.get(text="Where do you live?")
        question.breakdown = area
        question.save()
    sent = fed(answered[1], into, statistic="share", asked=key("satisfaction"), bound="7", store="1")
    assert isla.post(f"{AT}/1/reading/", sent).status_code == 302
    with scope(partnership=survey.partnership):
        parts = list(
            ReadingPart.objects.order_by("group__position").values_list("group__name", "figure", "out_of")
        )
    assert parts == [("Burnside", 8, 8), ("Harbour", 3, 7)]


@pytest.mark.parametrize(
    ("measured", "more", "told"),
    [
        ("count", {"statistic": "mean"}, "The indicator is measured as a count, and this figure is not."),
        ("number", {"statistic": "mean"}, "Choose which question the figure is of."),
        ("number", {"statistic": "mean", "asked": "isolated"}, "have no mean. Choose the share."),
        (
            "percentage",
            {"statistic": "share", "asked": "satisfaction"},
            "Enter the number people have to be at",
        ),
        ("percentage", {"statistic": "share", "asked": "worthwhile", "bound": "5"}, "0 answers are too few"),
    ],
)
def test_a_figure_that_cannot_be_had_says_why(
    isla: Client,
    answered: Any,
    indicator: Callable[..., Indicator],
    key: Key,
    measured: str,
    more: dict[str, str],
    told: str,
) -> None:
    chosen = {**more, **({"asked": key(more["asked"])} if "asked" in more else {})}
    refused = isla.post(f"{AT}/1/reading/", fed(answered[1], indicator(measured), **chosen, store="1"))
    assert refused.status_code == 422
    assert told in refused.content.decode()


def test_answers_a_reading_rests_on_stay(
    isla: Client, answered: Any, indicator: Callable[..., Indicator], key: Key, survey: Survey
) -> None:
    sent = fed(
        answered[1], indicator(Measured.NUMBER), statistic="mean", asked=key("satisfaction"), store="1"
    )
    isla.post(f"{AT}/1/reading/", sent)
    with scope(partnership=survey.partnership):
        gone = intake.withdraw(survey=survey, code="island rabbit teapot 1")
    assert (gone.deleted, gone.kept) == (1, 1)


def test_a_change_becomes_a_reading(
    isla: Client, answered: Any, indicator: Callable[..., Indicator], key: Key
) -> None:
    into = indicator(Measured.NUMBER)
    sent = fed(answered[1], into, statistic="change", asked=key("satisfaction"), store="1")
    assert isla.post(f"{AT}/1/reading/", sent).status_code == 302
    with scope(partnership=into.partnership):
        assert Reading.objects.get().figure == Decimal("1.1667")


def test_a_figure_knows_its_words(survey: Survey) -> None:
    with scope(partnership=survey.partnership):
        ask = next(
            one for one in results.load(survey, TODAY).asks if one.text == "How often do you feel lonely?"
        )
    assert isinstance(ask, Ask)
    assert (ask.label_of(5), ask.has_mean, ask.values) == ("Often/always", False, (1, 2, 3, 4, 5))
