"""The plan's page: the chart, what is late, last safe starts, its settings; and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from coplan.planning.models import PlanFrame, Task

PLAN = "/p/living-well/plan/"


def test_an_empty_plan_says_what_it_is_for(signed_in, coordinator):
    page = signed_in(coordinator).get(PLAN).content.decode()
    assert "The plan says when each thing can be done" in page
    assert "/p/living-well/tasks/add/" in page


def test_the_page_says_what_is_late_and_what_must_begin(signed_in, coordinator, task, milestone):
    today = timezone.localdate()
    task("Book rooms", 5)
    milestone("First group meets", today + timedelta(days=1), "TK-001")
    task("Write letters", 1)
    milestone("Letters are out", today + timedelta(days=21), "TK-002")
    answer = signed_in(coordinator).get(PLAN)
    page = answer.content.decode()
    assert [one.record.reference for one in answer.context["late"]] == ["TK-001", "M-001"]
    assert [one.record.reference for one in answer.context["soon"]] == ["TK-002"]
    assert "last safe start was" in page
    assert "<svg" in page


def test_a_part_of_the_plan_can_be_shown(signed_in, coordinator, coordinator_part, task):
    task("Book rooms", workstream="Pilot", owner=coordinator_part)
    task("Count costs", workstream="Money", stage="sustain")
    task("Long ago", done_on=timezone.localdate() - timedelta(days=200))
    client = signed_in(coordinator)

    def shown(query):
        return [one.reference for one in client.get(f"{PLAN}?{query}").context["page"].object_list]

    assert shown("") == ["TK-001", "TK-002"]
    assert shown("whose=mine") == ["TK-001"]
    assert shown("workstream=Money") == ["TK-002"]
    assert shown("stage=sustain&by=workstream") == ["TK-002"]
    assert shown("done=all") == ["TK-003", "TK-001", "TK-002"]


def test_a_circle_is_told_instead_of_failing(signed_in, coordinator, task):
    task("Book rooms", 1, "TK-002")
    task("Write letters", 1, "TK-001")
    client = signed_in(coordinator)
    assert "they wait for each other in a circle" in client.get(PLAN).content.decode()
    assert "they wait for each other in a circle" in client.get("/p/living-well/tasks/1/").content.decode()


def test_the_coordinator_says_when_the_plan_must_end(signed_in, coordinator, partnership, milestone):
    budget = milestone("The budget is set", timezone.localdate() + timedelta(days=60))
    client = signed_in(coordinator)
    both = {"way": "forward", "ends_on": "2027-03-31", "end_milestone": str(budget.pk)}
    refused = client.post(f"{PLAN}settings/", both)
    assert (refused.status_code, "not both" in refused.content.decode()) == (422, True)
    assert client.post(f"{PLAN}settings/", {**both, "ends_on": ""}).status_code == 302
    client.post(f"{PLAN}settings/", {**both, "ends_on": "", "way": "backward"})
    with scope(partnership=partnership):
        found = [(one.way, one.end_milestone, one.version) for one in PlanFrame.objects.all()]
    assert found == [("backward", budget, 2)]
    refused = client.post("/p/living-well/milestones/1/remove/")
    assert (refused.status_code, "must end by this milestone" in refused.content.decode()) == (409, True)


@pytest.mark.parametrize(("role", "status"), [("partner_person", 403), ("observer", 403), ("outsider", 404)])
def test_only_the_coordinator_sets_it(request, signed_in, role, status):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"{PLAN}settings/").status_code == status
    assert client.get(PLAN).status_code == (404 if status == 404 else 200)


def test_two_hundred_tasks_cost_as_many_queries_as_two(
    signed_in, coordinator, coordinator_part, partnership, django_assert_max_num_queries
):
    with scope(partnership=partnership):
        Task.objects.bulk_create(
            Task(
                partnership=partnership,
                number=number,
                title=f"Task {number}",
                stage="pilot",
                owner=coordinator_part,
                after=f"TK-{number - 1:03d}" if number > 1 else "",
                days=1,
            )
            for number in range(1, 201)
        )
    client = signed_in(coordinator)
    with django_assert_max_num_queries(15):
        answer = client.get(PLAN)
    assert answer.context["page"].paginator.num_pages == 2
