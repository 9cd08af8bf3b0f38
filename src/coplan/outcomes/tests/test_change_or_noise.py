"""An indicator's page tells a real change from the usual ups and downs, and says when it cannot yet."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from coplan.engines import spc
from coplan.outcomes import inputs, queries, services
from coplan.outcomes.models import Indicator, Reading, Target
from coplan.outcomes.periods import DAY, beginning

PAGE = "/p/living-well/indicators/1/"
# Six months' usual ups and downs, then seven on a better level
SHIFT = (12, 11, 13, 12, 13, 11, 8, 7, 8, 7, 6, 7, 6)
BETTER = (
    "A real change for the better: the latest figures have moved downwards, beyond the usual ups and downs."
)


@pytest.fixture
def waits(make, chain):
    return make(
        Indicator,
        outcome=chain[2],
        name="Weeks to wait",
        definition="-",
        measured="number",
        unit="weeks",
        direction="down",
        frequency="monthly",
    )


@pytest.fixture
def enter_months(make, coordinator):
    """`enter_months(indicator, [12, 11])` stores January and February 2024; `length` is that of the periods."""

    def entered(indicator, figures, *, length="monthly", first=date(2024, 1, 1), **more):
        made = []
        for figure in figures:
            period = beginning(first, length)
            first = period.ends_on + DAY
            made.append(
                make(
                    Reading,
                    indicator=indicator,
                    starts_on=period.starts_on,
                    ends_on=period.ends_on,
                    figure=Decimal(figure),
                    source="Register",
                    by=coordinator,
                    **more,
                )
            )
        return made

    return entered


@pytest.fixture
def aim_for(make, coordinator):
    """`aim_for(indicator, 8, first, last)` sets a target for those days."""

    def aimed(indicator, value, first, last):
        return make(
            Target, indicator=indicator, starts_on=first, ends_on=last, value=Decimal(value), by=coordinator
        )

    return aimed


def section(client):
    """The section's words and marks, or nothing where the page has none."""
    page = client.get(PAGE).content.decode()
    found = re.search(r'<section aria-labelledby="noise-heading">(.*?)</section>', page, re.DOTALL)
    return found[1] if found else None


def series(partnership):
    with scope(partnership=partnership):
        return inputs.series(queries.indicators().get())


def test_a_shift_is_shown_with_both_icons_and_their_sentences(
    signed_in, observer, waits, enter_months, aim_for
):
    enter_months(waits, SHIFT)
    aim_for(waits, 4, date(2025, 1, 1), date(2025, 1, 31))
    shown = section(signed_in(observer))
    icons = re.findall(r'<span class="kit-lines__icon"><svg.*?<title>(.*?)</title>', shown)
    missed = "As things are, the target is missed every time; only a change of the work can meet it."
    assert icons == [BETTER, missed]
    sentence = re.search(r'<span class="kit-lines__text">(.*?)</span></li></ul>', shown)[1]
    assert sentence == f"{BETTER.rstrip('.')}; a{missed[1:]}"
    for words in ("Upper limit 12.9", "Lower limit 5.8", "Mean 9.3", "Target 4", "Lower is better"):
        assert words in shown
    assert '<th scope="row"><a href="/p/living-well/readings/1/">31 January 2024</a></th>' in shown
    assert shown.count('<th scope="row">') == len(SHIFT)


@pytest.mark.parametrize(
    ("many", "words"),
    [
        (1, "There is 1 reading. 11 more are needed before"),
        (5, "There are 5 readings. 7 more are needed before"),
        (11, "There are 11 readings. 1 more is needed before"),
    ],
)
def test_under_twelve_readings_it_says_how_many_more_and_nothing_else(
    signed_in, observer, waits, enter_months, many, words
):
    enter_months(waits, SHIFT[:many])
    shown = section(signed_in(observer))
    assert f"{words} a real change can be told from the usual ups and downs." in shown
    assert "<svg" not in shown
    assert "imit" not in shown


def test_without_readings_there_is_no_section(signed_in, observer, waits):
    assert section(signed_in(observer)) is None


def test_a_corrected_reading_counts_once_and_as_corrected(waits, enter_months, coordinator, partnership):
    made = enter_months(waits, SHIFT)
    with scope(partnership=partnership):
        services.correct_reading(reading=made[0], figure=Decimal(10), reason="Misread", by=coordinator)
    found = series(partnership)
    assert [point.value for point in found.points] == [10, *SHIFT[1:]]
    assert found.points[0].on == date(2024, 1, 31)


def test_a_percentage_is_the_share_of_its_counts(
    signed_in, observer, make, chain, enter_months, aim_for, partnership
):
    share = make(
        Indicator, outcome=chain[2], name="Seen", definition="-", measured="percentage", unit="of people"
    )
    enter_months(share, [10, 11, 9] * 4, out_of=Decimal(40))
    aim_for(share, 20, date(2024, 10, 1), date(2024, 12, 31))
    assert series(partnership) == spc.Series(
        points=tuple(
            spc.Point(beginning(date(2024, month, 1), "monthly").ends_on, (25, 27.5, 22.5)[(month - 1) % 3])
            for month in range(1, 13)
        ),
        improvement="increase",
        target=20,
    )
    shown = section(signed_in(observer))
    assert "30 November 2024: 27.5%. Usual ups and downs" in shown
    assert "The latest figure shows only the usual ups and downs, no real change." in shown


@pytest.mark.parametrize(
    ("direction", "improvement"), [("up", "increase"), ("down", "decrease"), ("hold", "neutral")]
)
def test_the_direction_says_which_way_is_better(waits, enter_months, partnership, direction, improvement):
    waits.direction = direction
    with scope(partnership=partnership):
        waits.save()
    enter_months(waits, SHIFT)
    assert series(partnership).improvement == improvement


@pytest.mark.parametrize(("last", "target"), [(date(2025, 1, 31), 8.0), (date(2025, 12, 31), None)])
def test_a_count_is_read_against_a_target_of_its_own_length_only(
    visited, enter_months, aim_for, partnership, last, target
):
    enter_months(visited, SHIFT)
    aim_for(visited, 8, date(2025, 1, 1), last)
    assert series(partnership).target == target


def test_counts_over_longer_periods_are_left_out_and_the_page_says_so(
    signed_in, observer, visited, enter_months, partnership
):
    enter_months(visited, (36, 35), length="quarterly", first=date(2023, 7, 1))
    enter_months(visited, SHIFT)
    assert [point.value for point in series(partnership).points] == list(SHIFT)
    left_out = "Only readings over a period as long as the latest one’s are compared here."
    assert left_out in section(signed_in(observer))


def test_it_costs_no_query_more_however_many_readings(
    signed_in, observer, waits, enter_months, aim_for, django_assert_num_queries
):
    client = signed_in(observer)
    enter_months(waits, SHIFT[:2])
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    enter_months(waits, SHIFT, first=date(2024, 3, 1))
    aim_for(waits, 8, date(2025, 3, 1), date(2025, 3, 31))
    with django_assert_num_queries(len(few)):
        assert "Target 8" in section(client)
