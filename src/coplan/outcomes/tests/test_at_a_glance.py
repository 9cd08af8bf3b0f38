"""All indicators on one page: what is worrying first, in icons and in words, at a constant cost."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.outcomes import dashboard, queries
from coplan.outcomes.models import Indicator, Reading, Target
from coplan.outcomes.periods import beginning, months_after

PAGE = "/p/living-well/indicators/at-a-glance/"
STEADY, WORSE = (12, 13, 11) * 5, (12, 13, 11) * 3 + (6, 5, 6, 5, 6, 5, 6)


@pytest.fixture
def measured(make, chain, coordinator):
    """`measured("Name", figures, target)` makes an indicator with a reading a month until last month."""

    def made(name, figures, target=None, **fields):
        one = make(
            Indicator,
            outcome=chain[2],
            name=name,
            definition="-",
            unit="people",
            frequency="monthly",
            **{"measured": "number", **fields},
        )
        first = months_after(timezone.localdate().replace(day=1), -len(figures))
        for at, figure in enumerate(figures):
            period = beginning(months_after(first, at), "monthly")
            days = {"starts_on": period.starts_on, "ends_on": period.ends_on}
            out_of = Decimal(40) if one.is_percentage else None
            make(
                Reading,
                indicator=one,
                figure=Decimal(figure),
                out_of=out_of,
                source="-",
                by=coordinator,
                **days,
            )
        if target is not None:
            make(Target, indicator=one, value=Decimal(target), by=coordinator, **days)
        return one

    return made


def names(client, query=""):
    page = client.get(f"{PAGE}{query}").content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]*">(.*?)</a></th>', page)


def test_a_change_for_the_worse_comes_first_then_what_is_missed(signed_in, observer, measured, make, chain):
    measured("Steady", STEADY, 10)
    measured("Off target", STEADY[:5], 40)
    make(Indicator, outcome=chain[2], name="New", definition="-", unit="people")
    measured("Always missed", STEADY, 30)
    measured("Worse", WORSE, 5)
    client = signed_in(observer)
    assert names(client) == ["Worse", "Always missed", "Off target", "New", "Steady"]
    assert names(client, "?only=attention") == ["Worse", "Always missed", "Off target"]
    assert "<strong>3</strong> need attention" in client.get(PAGE).content.decode()


def test_a_row_says_in_words_what_its_icons_say(signed_in, observer, measured):
    measured("Worse", WORSE, 8)
    page = signed_in(observer).get(PAGE).content.decode()
    row = re.search(r'<tr>\s*<th scope="row">.*?</tr>', page, re.DOTALL)[0]
    worse = (
        "A real change for the worse: the latest figures have moved downwards, beyond the usual ups and downs"
    )
    titles = re.findall(r"<title>(A.*?)</title>", row)
    assert titles[0] == f"{worse}."
    assert titles[1].startswith("As things are, chance decides")
    assert f"{worse}; as things are, chance decides whether the target is met." in row
    assert "6 people" in row
    assert "8 people" in row
    assert "Off target" in row
    assert "nobody yet" in row


def test_few_readings_none_and_a_running_total_say_why_there_are_no_icons(
    signed_in, observer, measured, make, chain
):
    measured("Few", STEADY[:5])
    measured("So far", range(1, 15), measured="count", running_total=True)
    make(Indicator, outcome=chain[2], name="New", definition="-", unit="people")
    page = signed_in(observer).get(PAGE).content.decode()
    for words in (
        "5 of the 12 readings that limits need.",
        "A running total, which only rises.",
        "Nobody has entered a reading yet.",
    ):
        assert words in page


def test_a_percentage_is_read_as_its_share(measured, partnership):
    measured("Share", (30, 31, 29) * 4, measured="percentage")
    with scope(partnership=partnership):
        (found,) = dashboard.glances(timezone.localdate())
    assert found.result.groups[0].mean == pytest.approx(75)
    assert found.latest == "72.5%"


def test_figures_in_brief_say_the_same_as_the_records(measured, partnership, coordinator):
    measured("Share", (30, 31, 29) * 4, 70, measured="percentage")
    measured("Worse", WORSE, 5)
    today = timezone.localdate()

    def told(found):
        return [
            (one.state, one.value, one.expected, one.reading.period)
            for one in queries.indicator_states(today, found)
        ]

    with scope(partnership=partnership):
        assert told(queries.in_brief()) == told(queries.indicators())
        assert queries.readings_due(date(2100, 1, 1))[0].due_on == (
            queries.readings_due(date(2100, 1, 1), queries.indicators())[0].due_on
        )


def test_ten_indicators_cost_no_query_more_than_one(
    signed_in, observer, measured, django_assert_max_num_queries
):
    client = signed_in(observer)
    measured("One", STEADY, 12)
    client.get(PAGE)
    for at in range(9):
        measured(f"Another {at}", WORSE, 5)
    with django_assert_max_num_queries(9):
        assert len(names(client)) == 10


def test_a_corrected_reading_shows_at_once(signed_in, observer, measured, partnership):
    one = measured("Steady", STEADY, 12)
    client = signed_in(observer)
    assert "11 people" in client.get(PAGE).content.decode()
    with scope(partnership=partnership):
        last = Reading.objects.filter(indicator=one).order_by("-ends_on").first()
        last.figure = Decimal(99)
        last.save()
    page = client.get(PAGE).content.decode()
    assert "99 people" in page
    assert "A real change for the better" in page


def test_an_empty_page_teaches(signed_in, coordinator, observer, partnership):
    assert "Add the first indicator" in signed_in(coordinator).get(PAGE).content.decode()
    page = signed_in(observer).get(PAGE).content.decode()
    assert "Every indicator stands here" in page
    assert "Add the first indicator" not in page


def test_an_outsider_finds_nothing(signed_in, outsider, partnership):
    assert signed_in(outsider).get(PAGE).status_code == 404
