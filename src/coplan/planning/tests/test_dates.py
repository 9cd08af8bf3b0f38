"""Dates follow from working days, links, holidays, what happened and the day all must end by."""

from __future__ import annotations

from datetime import date

import pytest
from django_scopes import scope

from coplan.engines import InvalidInput
from coplan.planning import queries
from coplan.planning.models import LocalHoliday
from coplan.planning.tests.conftest import MONDAY


def days(found, key):
    one = found.dates.by_key[key]
    return (one.start, one.finish, one.last_start, one.spare, one.critical)


def test_a_task_begins_the_working_day_after_what_it_waits_for(task, planned):
    task("Agree places", 5)
    task("Book rooms", 3, "TK-001 +2")
    task("Aside", 2)
    found = planned()
    # 1 to 5 February; two days of gap; 10 to 12 February
    assert days(found, "TK-001") == (date(2027, 2, 1), date(2027, 2, 5), None, None, True)
    assert days(found, "TK-002") == (date(2027, 2, 10), date(2027, 2, 12), None, None, True)
    assert days(found, "TK-003") == (date(2027, 2, 1), date(2027, 2, 2), None, None, False)
    assert found.dates.end == date(2027, 2, 12)


def test_bank_holidays_and_local_holidays_are_not_worked(task, planned, partnership):
    task("Over Easter", 3)
    with scope(partnership=partnership):
        LocalHoliday.objects.create(partnership=partnership, day=date(2027, 3, 29), name="Spring holiday")
    # Good Friday is 26 March 2027; the Monday after is a local holiday here
    found = planned(date(2027, 3, 24))
    assert days(found, "TK-001")[:2] == (date(2027, 3, 24), date(2027, 3, 30))


def test_a_milestones_day_gives_its_tasks_their_last_safe_start(task, milestone, planned):
    task("Book rooms", 5)
    task("Write letters", 3, "TK-001")
    milestone("First group meets", date(2027, 2, 26), "TK-002")
    found = planned()
    # Three days up to 26 February, five before them
    assert days(found, "TK-002") == (date(2027, 2, 8), date(2027, 2, 10), date(2027, 2, 24), 12, True)
    assert days(found, "TK-001")[2:4] == (date(2027, 2, 17), 12)
    # The milestone's own date is that of its tasks, its due day the one to hold
    assert days(found, "M-001")[:2] == (date(2027, 2, 10), date(2027, 2, 10))
    assert found.dates.by_key["M-001"].last_finish == date(2027, 2, 26)


def test_what_should_have_begun_is_late_by_so_many_working_days(task, milestone, planned):
    task("Book rooms", 5)
    milestone("First group meets", date(2027, 2, 3), "TK-001")
    one = planned().dates.by_key["TK-001"]
    assert (one.last_start, one.spare, one.is_late) == (date(2027, 1, 28), -2, True)


def test_the_plan_is_drawn_backwards_unless_it_is_told_otherwise(task, planned, partnership):
    task("Book rooms", 5)
    found = planned(ends_on=date(2027, 2, 26))
    assert found.shown(found.dates.by_key["TK-001"]) == (date(2027, 2, 22), date(2027, 2, 26))
    found.frame.way = "forward"
    assert found.shown(found.dates.by_key["TK-001"]) == (date(2027, 2, 1), date(2027, 2, 5))


def test_the_day_the_money_ends_holds_where_no_other_end_is_set(task, partnership, planned, milestone):
    partnership.money_ends_on = date(2027, 3, 12)
    partnership.save()
    task("Book rooms", 5)
    assert days(planned(), "TK-001")[2] == date(2027, 3, 8)
    budget = milestone("The budget is set", date(2027, 2, 19))
    assert days(planned(end_milestone=budget), "TK-001")[2] == date(2027, 2, 15)


def test_done_tasks_keep_their_days_and_begun_ones_the_rest(task, planned):
    task("Agree places", 5, begun_on=date(2027, 1, 25), done_on=date(2027, 1, 29))
    task("Book rooms", 4, "TK-001", begun_on=date(2027, 1, 29))
    task("Write letters", 2, "TK-002")
    task("Far too long", 2, begun_on=date(2027, 1, 5))
    task("After a gap", 1, "TK-001 +4")
    found = planned()
    assert days(found, "TK-001")[:2] == (date(2027, 1, 25), date(2027, 1, 29))
    # One of four days was worked before this Monday
    assert days(found, "TK-002")[:2] == (date(2027, 1, 29), date(2027, 2, 3))
    assert days(found, "TK-003")[:2] == (date(2027, 2, 4), date(2027, 2, 5))
    # It is not done, so a day is left at least
    assert days(found, "TK-004")[:2] == (date(2027, 1, 5), MONDAY)
    assert days(found, "TK-005")[0] == date(2027, 2, 5)


def test_nothing_is_planned_before_the_start_or_not_before_its_day(task, planned):
    task("Book rooms", 1)
    task("Ask the committee", 1, not_before=date(2027, 3, 3))
    found = planned(starts_on=date(2027, 2, 15))
    assert days(found, "TK-001")[0] == date(2027, 2, 15)
    assert days(found, "TK-002")[0] == date(2027, 3, 3)


def test_a_task_after_a_milestone_waits_for_its_day(task, milestone, planned):
    milestone("The budget is set", date(2027, 2, 10))
    task("Draw up the agreement", 2, "M-001")
    found = planned()
    assert days(found, "TK-001")[:2] == (date(2027, 2, 11), date(2027, 2, 12))
    assert days(found, "M-001")[:2] == (date(2027, 2, 10), date(2027, 2, 10))


def test_a_circle_is_refused_with_the_names_in_it(task, planned):
    task("Book rooms", 1, "TK-002")
    task("Write letters", 1, "TK-001")
    with pytest.raises(InvalidInput, match=r"TK-001 \(Book rooms\) → TK-002 \(Write letters\)"):
        planned()


def test_due_tasks_come_with_their_last_safe_start(task, milestone, partnership):
    first = task("Book rooms", 5)
    task("Later", 5)
    task("Over", 1, done_on=date(2027, 1, 4))
    begun = task("Begun", 2, begun_on=date(2027, 2, 1))
    milestone("First group meets", date(2027, 2, 26), "TK-001; TK-004")
    milestone("Far away", date(2028, 2, 26), "TK-002")
    with scope(partnership=partnership):
        assert queries.tasks_due(partnership, MONDAY, 30) == [
            (first, date(2027, 2, 22)),
            (begun, date(2027, 2, 26)),
        ]
