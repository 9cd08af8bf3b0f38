"""Duties, what a round asks, and locking it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from coplan.outcomes import services as outcomes
from coplan.outcomes.models import Reading
from coplan.outcomes.queries import Period
from coplan.returns import asking, queries, services
from coplan.returns.models import Duty, Figure, Return
from coplan.returns.tests.conftest import FIRST, LAST, indicator, questions


@pytest.mark.django_db
def test_duties_are_set_and_taken_back(in_scope, coordinator, visited, partner, public_partner):
    both = [(visited, partner), (visited, public_partner)]
    assert services.set_duties(partnership=in_scope, wanted=both, by=coordinator) == 2
    assert services.set_duties(partnership=in_scope, wanted=both[:1], by=coordinator) == 1
    assert [str(one) for one in Duty.objects.all()] == ["People visited: Ferry House"]


def test_a_level_has_one_reporter(in_scope, coordinator, wait, partner, public_partner):
    both = [(wait, partner), (wait, public_partner)]
    with pytest.raises(ValidationError, match="Let one partner report it"):
        services.set_duties(partnership=in_scope, wanted=both, by=coordinator)
    assert Duty.objects.count() == 0


def test_a_round_asks_each_partner_its_own_questions(in_scope, asked, partner, public_partner):
    told = {
        str(one.partner): [(f.indicator.name, f.starts_on, f.ends_on) for f in questions(one)]
        for one in queries.returns()
    }
    assert told == {
        "Ferry House": [("People visited", FIRST, LAST), ("Seen twice a week", FIRST, LAST)],
        "Ewart Council": [
            ("People visited", FIRST, LAST),
            ("Seen twice a week", FIRST, LAST),
            ("Weeks to the first visit", FIRST, LAST),
        ],
    }


def test_only_periods_that_end_in_the_round_and_have_no_reading_are_asked(
    in_scope, make, outcome, coordinator, partner
):
    monthly = indicator(make, outcome, "Calls", frequency="monthly")
    yearly = indicator(make, outcome, "Moves", frequency="yearly")
    make(
        Reading,
        indicator=monthly,
        starts_on=FIRST,
        ends_on=date(2026, 1, 31),
        figure=Decimal(4),
        source="Log",
        by=coordinator,
    )
    services.set_duties(partnership=in_scope, wanted=[(monthly, partner), (yearly, partner)], by=coordinator)
    found = asking.questions(queries.duties(), Period(FIRST, LAST))
    assert [(one.indicator.name, str(one.period)) for one in found] == [
        ("Calls", "February 2026"),
        ("Calls", "March 2026"),
        ("Moves", "April 2025 to March 2026"),
    ]


def test_a_round_with_nothing_to_ask_is_refused(in_scope, duties, coordinator):
    with pytest.raises(ValidationError, match="There is nothing to ask"):
        services.open_round(
            partnership=in_scope,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 2, 28),
            opens_on=FIRST,
            due_on=LAST,
            by=coordinator,
        )


def test_rounds_do_not_overlap(in_scope, asked, coordinator):
    with pytest.raises(ValidationError, match="covers some of these days already"):
        services.open_round(
            partnership=in_scope,
            starts_on=date(2026, 3, 1),
            ends_on=date(2026, 5, 31),
            opens_on=FIRST,
            due_on=date(2026, 6, 30),
            by=coordinator,
        )


def test_a_round_opened_by_mistake_is_taken_back(in_scope, asked, coordinator):
    services.remove_round(round=asked, reason="Wrong quarter.", by=coordinator)
    assert Return.objects.count() == 0


def test_a_round_with_figures_in_it_is_not_taken_back(in_scope, asked, say, coordinator, partner, both_sent):
    with pytest.raises(ValidationError, match="have sent their returns"):
        services.remove_round(round=asked, reason="Wrong quarter.", by=coordinator)


def test_a_round_is_locked_only_when_nothing_is_missing(in_scope, asked, coordinator):
    with pytest.raises(ValidationError, match="Ewart Council, Ferry House are not approved yet"):
        services.lock_round(round=asked, by=coordinator)


@pytest.fixture
def locked(in_scope, asked, both_sent, coordinator, second, return_of, partner, public_partner):
    services.approve(one=return_of(partner), by=second)
    services.approve(one=return_of(public_partner), by=coordinator)
    services.lock_round(round=asked, by=coordinator)
    return asked


def test_in_a_locked_period_no_reading_is_corrected_or_entered(locked, coordinator, visited, make, outcome):
    reading = Reading.objects.get(indicator=visited, replaced_at=None)
    with pytest.raises(ValidationError, match="January to March 2026 are locked"):
        outcomes.correct_reading(reading=reading, figure=Decimal(41), reason="Miscounted.", by=coordinator)
    other = indicator(make, outcome, "Calls")
    new = Reading(
        partnership=locked.partnership,
        indicator=other,
        starts_on=FIRST,
        ends_on=LAST,
        figure=Decimal(4),
        source="Log",
    )
    with pytest.raises(ValidationError, match=r"locked \(RR-001\)"):
        outcomes.enter_readings(readings=[new], by=coordinator)
    assert Reading.objects.get(indicator=visited, replaced_at=None).figure == Decimal(42)


def test_a_locked_reading_is_not_removed(locked, signed_in, coordinator, visited):
    reading = Reading.objects.get(indicator=visited, replaced_at=None)
    answer = signed_in(coordinator).post(f"/p/living-well/readings/{reading.number}/remove/")
    assert answer.status_code == 409
    assert "are locked (RR-001)" in answer.content.decode()


def test_unlocking_needs_a_reason_and_lets_figures_be_corrected(locked, coordinator, visited):
    with pytest.raises(ValidationError, match="Say why"):
        services.unlock_round(round=locked, reason=" ", by=coordinator)
    services.unlock_round(round=locked, reason="The auditor found a double count.", by=coordinator)
    reading = Reading.objects.get(indicator=visited, replaced_at=None)
    outcomes.correct_reading(reading=reading, figure=Decimal(41), reason="Miscounted.", by=coordinator)
    assert locked.history.first().history_change_reason == "The auditor found a double count."


def test_what_a_removed_indicator_asked_is_no_duty_any_more(in_scope, duties, visited, partner):
    visited.remove()
    assert {one.indicator.name for one in queries.duties()} == {
        "Seen twice a week",
        "Weeks to the first visit",
    }
    assert Figure.objects.count() == 0


def test_another_partnership_is_not_locked(locked, other_partnership, make):
    with scope(partnership=other_partnership):
        assert services.rounds.why_locked(other_partnership.pk, LAST) == ""
