"""Where outcomes and indicators stand, people helped, and readings that are due."""

from datetime import date
from decimal import Decimal

import pytest

from coplan.outcomes import queries, services
from coplan.outcomes.models import Element, Indicator
from coplan.outcomes.progress import State

TODAY = date(2025, 11, 22)


def states():
    return [(one.element.title, one.state) for one in queries.outcome_states(TODAY)]


def test_an_outcome_without_an_indicator_says_so(chain, in_scope):
    assert states() == [("People see somebody", State.NO_INDICATOR)]


def test_an_indicator_without_readings_has_no_data(seen, in_scope):
    assert states() == [("People see somebody", State.NO_DATA)]


def test_a_reading_that_no_target_covers_is_neither_on_nor_off(seen, enter, in_scope):
    enter(seen, 0, 31, out_of=Decimal(50))
    assert states() == [("People see somebody", State.NO_TARGET)]


@pytest.mark.parametrize(("target", "state"), [(62, State.ON), (63, State.OFF)])
def test_the_latest_reading_is_compared_with_the_target_of_its_own_period(
    seen, enter, aim, in_scope, target, state
):
    enter(seen, 0, 31, out_of=Decimal(50))
    aim(seen, 0, target)
    aim(seen, 1, 99)
    assert states() == [("People see somebody", state)]


def test_down_is_better_turns_the_comparison_round(seen, enter, aim, in_scope):
    seen.direction = "down"
    seen.save()
    enter(seen, 0, 31, out_of=Decimal(50))
    aim(seen, 0, 60)
    assert states() == [("People see somebody", State.OFF)]


@pytest.mark.parametrize(
    ("target", "state"), [(57, State.ON), (68, State.ON), (50, State.OFF), (80, State.OFF)]
)
def test_holding_steady_allows_a_tenth_either_way(seen, enter, aim, in_scope, target, state):
    seen.direction = "hold"
    seen.save()
    enter(seen, 0, 31, out_of=Decimal(50))
    aim(seen, 0, target)
    assert states() == [("People see somebody", state)]


def test_counts_are_added_up_against_a_longer_target(visited, enter, aim, in_scope):
    aim(visited, 0, 120, until=3)
    enter(visited, 0, 34)
    enter(visited, 1, 29)
    found = queries.indicator_state(queries.indicators().get(), TODAY)
    assert (found.state, found.value, round(found.expected)) == (State.ON, Decimal(63), 60)
    assert found.is_added_up


def test_percentages_are_never_added_up(seen, enter, aim, in_scope):
    aim(seen, 0, 60, until=3)
    enter(seen, 0, 31, out_of=Decimal(50))
    enter(seen, 1, 30, out_of=Decimal(60))
    found = queries.indicator_state(queries.indicators().get(), TODAY)
    assert (found.state, found.value, found.expected) == (State.OFF, Decimal(50), Decimal(60))


def test_one_indicator_off_target_puts_the_outcome_off(seen, enter, aim, make, in_scope):
    enter(seen, 0, 31, out_of=Decimal(50))
    aim(seen, 0, 60)
    other = make(Indicator, outcome=seen.outcome, name="Hours", definition="-", unit="hours")
    enter(other, 0, 3)
    aim(other, 0, 4)
    assert states() == [("People see somebody", State.OFF)]


def test_a_corrected_reading_counts_and_the_old_one_does_not(visited, enter, coordinator, in_scope):
    wrong = enter(visited, 0, 34)
    services.correct_reading(reading=wrong, figure=Decimal(30), reason="Counted twice", by=coordinator)
    assert queries.people_helped(TODAY) == (Decimal(30), None)


def test_people_helped_is_measured_against_the_partnerships_own_target(
    visited, enter, aim, partnership, in_scope
):
    enter(visited, 0, 34)
    enter(visited, 1, 29)
    aim(visited, 0, 120, until=3)
    assert queries.people_helped(TODAY) == (Decimal(63), Decimal(120))
    partnership.people_target = 200
    assert queries.people_helped(TODAY) == (Decimal(63), Decimal(200))


def test_only_a_count_can_count_people(seen, in_scope):
    seen.counts_people = True
    with pytest.raises(Exception, match="Only an indicator measured as a count"):
        seen.full_clean()


def test_a_reading_is_due_once_its_period_has_ended(visited, enter, in_scope):
    enter(visited, 0, 34)
    due = queries.readings_due(date(2025, 7, 1))
    assert [(one.indicator, one.period_start, one.period_end, one.due_on) for one in due] == [
        (visited, date(2025, 4, 1), date(2025, 6, 30), date(2025, 7, 14))
    ]
    assert queries.readings_due(date(2025, 6, 30)) == []


def test_the_first_reading_is_asked_from_the_day_the_targets_begin(visited, aim, in_scope):
    aim(visited, 2, 40)
    assert [one.period_start for one in queries.readings_due(TODAY)] == [date(2025, 7, 1)]


def test_the_first_reading_follows_the_baseline_where_there_are_no_targets(seen, in_scope):
    assert [(one.period_start, one.period_end) for one in queries.readings_due(TODAY)] == [
        (date(2024, 10, 1), date(2024, 12, 31))
    ]


def test_the_states_cost_the_same_queries_however_many(
    seen, visited, enter, aim, make, need, in_scope, django_assert_num_queries
):
    for number in range(12):
        outcome = make(Element, tier="medium", title=f"Outcome {number}", need=need)
        made = make(Indicator, outcome=outcome, name="Count", definition="-", unit="people")
        enter(made, 0, 5)
        aim(made, 0, 4)
    with django_assert_num_queries(4):
        found = queries.outcome_states(TODAY)
    assert [one.state for one in found] == [State.NO_DATA, *[State.ON] * 12]
    with django_assert_num_queries(3):
        assert len(queries.readings_due(TODAY)) == 13
