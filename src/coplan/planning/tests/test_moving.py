"""Moving a date: the effect first, then the reason kept; and baselines to compare with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope

from coplan.planning import baselines, moving
from coplan.planning.models import Baseline, DateMove, Milestone, Task
from coplan.planning.tests.conftest import MONDAY


@pytest.fixture
def chain(task, milestone):
    """Five days, then three, then a milestone on Friday 12 February."""
    task("Book rooms", 5)
    task("Write letters", 3, "TK-001")
    milestone("First group meets", date(2027, 2, 12), "TK-002")


def test_the_effect_names_what_shifts_and_where_the_end_goes(chain, planned):
    found = planned()
    effect = moving.effect(found, found.records["TK-001"], {"days": 9})
    assert [(one.record.reference, one.finish, one.turns_late) for one in effect.shifts] == [
        ("TK-001", (date(2027, 2, 5), date(2027, 2, 11)), True),
        ("TK-002", (date(2027, 2, 10), date(2027, 2, 16)), True),
        ("M-001", (date(2027, 2, 10), date(2027, 2, 16)), True),
    ]
    assert (effect.end, effect.days) == ((date(2027, 2, 10), date(2027, 2, 16)), 4)


def test_a_milestones_new_day_moves_the_last_safe_starts(chain, planned):
    found = planned()
    effect = moving.effect(found, found.records["M-001"], {"due_on": date(2027, 2, 19)})
    assert [(one.record.reference, one.last_start) for one in effect.shifts if one.last_start] == [
        ("TK-001", (date(2027, 2, 3), date(2027, 2, 10))),
        ("TK-002", (date(2027, 2, 10), date(2027, 2, 17))),
        ("M-001", (date(2027, 2, 12), date(2027, 2, 19))),
    ]
    assert effect.days == 0


def test_a_move_keeps_old_new_reason_and_person(chain, partnership, coordinator):
    with scope(partnership=partnership):
        one = Task.objects.get(number=1)
        typed = {"days": 9, "not_before": date(2027, 3, 1)}
        with pytest.raises(ValidationError, match="Say why"):
            moving.move(record=one, typed=typed, reason="people", why=" ", today=MONDAY, by=coordinator)
        one.refresh_from_db()
        moving.move(record=one, typed=typed, reason="people", why="Two are ill", today=MONDAY, by=coordinator)
        with pytest.raises(ValidationError, match="Nothing moves"):
            moving.move(record=one, typed=typed, reason="people", why="Again", today=MONDAY, by=coordinator)
        kept = [
            (m.field, m.old, m.new, m.reason, m.why, m.by, m.moved_on)
            for m in DateMove.objects.order_by("pk")
        ]
    assert kept == [
        ("days", "5 working days", "9 working days", "people", "Two are ill", coordinator, MONDAY),
        ("not_before", "no day", "1 March 2027", "people", "Two are ill", coordinator, MONDAY),
    ]


def test_the_page_shows_the_effect_before_anything_is_stored(signed_in, partner_person, chain, partnership):
    client, address = signed_in(partner_person), "/p/living-well/tasks/1/move/"
    typed = {"days": "9", "not_before": "", "reason": "estimate", "why": "Two villages more"}
    looked = client.post(address, typed)
    assert "What this would do" in looked.content.decode()
    # Other dates than those whose effect was shown: it is shown anew
    other = client.post(address, {**typed, "days": "7", "seen": looked.context["seen"]})
    assert (other.status_code, other.context["seen"] != looked.context["seen"]) == (200, True)
    with scope(partnership=partnership):
        assert Task.objects.get(number=1).days == 5
    assert client.post(address, {**typed, "seen": looked.context["seen"]}).status_code == 302
    with scope(partnership=partnership):
        assert Task.objects.get(number=1).days == 9
    assert "Two villages more" in client.get("/p/living-well/tasks/1/").content.decode()
    page = client.get("/p/living-well/plan/moves/").content.decode()
    assert "It was estimated wrongly: 1" in page
    same = client.post(address, typed)
    assert (same.status_code, "Nothing moves" in same.content.decode()) == (422, True)


def test_what_is_done_moves_no_more(signed_in, coordinator, task):
    task("Book rooms", done_on=date(2027, 1, 4))
    assert signed_in(coordinator).get("/p/living-well/tasks/1/move/").status_code == 302


def test_a_baseline_keeps_the_dates_and_says_what_moved(chain, planned, partnership, coordinator):
    found = planned()
    with scope(partnership=partnership):
        kept = baselines.keep(
            planned=found, partnership=partnership, reason="Agreed", today=MONDAY, by=coordinator
        )
        Milestone.objects.update(due_on=date(2027, 2, 19))
        Task.objects.filter(number=2).update(removed_at=timezone.now())
        Task.objects.create(partnership=partnership, title="New", stage="pilot", days=1)
    now = planned()
    assert [(one.reference, one.days) for one in baselines.compare(kept, now)] == [
        # Without the letters the rooms may take until the milestone, which is a week later itself
        ("TK-001", 8),
        ("M-001", 5),
        ("TK-002", None),
        ("TK-003", None),
    ]


def test_the_coordinator_keeps_a_baseline_with_its_reason(
    signed_in, coordinator, partner_person, partnership, task
):
    task("Book rooms")
    address = "/p/living-well/plan/baselines/"
    assert signed_in(partner_person).post(f"{address}keep/", {"reason": "Agreed"}).status_code == 403
    client = signed_in(coordinator)
    assert client.post(f"{address}keep/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}keep/", {"reason": "Agreed on Monday"}).status_code == 302
    assert "Agreed on Monday" in client.get(address).content.decode()
    assert (
        "Since then 0 moved later, 0 earlier, 0 came in and 0 went out."
        in client.get(f"{address}1/").content.decode()
    )
    assert "The thin grey bars are the baseline" in client.get("/p/living-well/plan/").content.decode()
    assert client.get(f"{address}9/").status_code == 404
    with scope(partnership=partnership):
        assert Baseline.objects.get().by == coordinator


def test_an_outsider_finds_no_baselines(signed_in, outsider):
    for part in ("plan/baselines/", "plan/baselines/1/", "plan/moves/", "plan/baselines/keep/"):
        assert signed_in(outsider).get(f"/p/living-well/{part}").status_code == 404


def test_an_empty_plan_is_not_kept(signed_in, coordinator):
    answer = signed_in(coordinator).post("/p/living-well/plan/baselines/keep/", {"reason": "Agreed"})
    assert (answer.status_code, "nothing in the plan yet" in answer.content.decode()) == (422, True)


def test_a_day_later_the_rest_has_moved_on(chain, planned):
    assert planned(MONDAY + timedelta(days=1)).dates.end == date(2027, 2, 11)
