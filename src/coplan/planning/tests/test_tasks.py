"""Tasks: who may, what they wait for, begun and done, and bringing them in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_scopes import scope

from coplan.planning import waiting
from coplan.planning.models import DateMove, Task

TASKS = "/p/living-well/tasks/"
ROW = {"title": "Book rooms", "stage": "pilot", "days": "5"}


def stored(partnership):
    with scope(partnership=partnership):
        return [(one.title, one.days, one.after) for one in Task.objects.order_by("number")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("tk-3, TK-0005 +10; m-2 −1", "TK-003; TK-005 +10; M-002 -1"),
        ("TK-001 + 2 days\nTK-001", "TK-001"),
        ("", ""),
    ],
)
def test_references_are_read_however_they_are_typed(typed, kept):
    assert waiting.written(waiting.waits(typed)) == kept


def test_a_task_waits_for_what_is_there(signed_in, service_user, partnership):
    client = signed_in(service_user)
    assert client.post(f"{TASKS}add/", ROW).status_code == 302
    for after, told in (
        ("R-001", "“R-001” is no reference."),
        ("TK-009", "TK-009 is no task or milestone here."),
        ("TK-001 +5000", "A gap may be 1,000 working days at most."),
    ):
        refused = client.post(f"{TASKS}add/", {**ROW, "title": "Write letters", "after": after})
        assert refused.status_code == 422
        assert told in refused.content.decode()
        assert "Write letters" in refused.content.decode()
    client.post(f"{TASKS}add/", {**ROW, "title": "Write letters", "after": "tk-1 +2"})
    assert stored(partnership) == [("Book rooms", 5, ""), ("Write letters", 5, "TK-001 +2")]


def test_a_circle_is_refused_with_the_names_of_the_tasks(signed_in, coordinator, task, partnership):
    task("Book rooms")
    task("Write letters", 5, "TK-001")
    sent = {"title": "Book rooms", "stage": "pilot", "after": "TK-002", "version": "1"}
    refused = signed_in(coordinator).post(f"{TASKS}1/edit/", sent)
    assert refused.status_code == 422
    assert "TK-001 Book rooms → TK-002 Write letters → TK-001 Book rooms" in refused.content.decode()
    assert stored(partnership)[0] == ("Book rooms", 5, "")


def test_what_others_wait_for_is_not_removed(signed_in, coordinator, task, partnership):
    task("Book rooms")
    task("Write letters", 5, "TK-001")
    client = signed_in(coordinator)
    assert client.post(f"{TASKS}1/remove/").status_code == 409
    assert client.post(f"{TASKS}2/remove/").status_code == 302
    assert client.post(f"{TASKS}1/remove/").status_code == 302
    assert stored(partnership) == []


@pytest.mark.parametrize("role", ["funder_person", "evaluator", "observer"])
def test_who_only_reads_is_refused(request, signed_in, role, task):
    task("Book rooms")
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"{TASKS}1/").status_code == 200
    for part in ("add/", "1/edit/", "1/begun/", "1/done/", "1/move/"):
        assert client.post(f"{TASKS}{part}", ROW).status_code == 403


def test_an_outsider_finds_nothing(signed_in, outsider, task):
    task("Book rooms")
    for part in ("", "1/", "1/begun/", "1/move/"):
        assert signed_in(outsider).get(f"{TASKS}{part}").status_code == 404


def test_begun_and_done_ask_for_the_day(signed_in, partner_person, task, partnership):
    task("Book rooms")
    client, today = signed_in(partner_person), timezone.localdate()
    assert client.delete(f"{TASKS}1/begun/").status_code == 405
    late = client.post(f"{TASKS}1/begun/", {"on": (today + timedelta(days=1)).isoformat()})
    assert (late.status_code, "today at the latest" in late.content.decode()) == (422, True)
    assert client.post(f"{TASKS}1/begun/", {"on": today.isoformat()}).status_code == 302
    early = client.post(f"{TASKS}1/done/", {"on": (today - timedelta(days=3)).isoformat()})
    assert "cannot be done before it was begun" in early.content.decode()
    assert client.post(f"{TASKS}1/done/", {"on": today.isoformat()}).status_code == 302
    again = client.post(f"{TASKS}1/done/", {"on": today.isoformat()})
    assert "done already" in again.content.decode()
    with scope(partnership=partnership):
        one = Task.objects.get()
    assert (one.begun_on, one.done_on, one.version) == (today, today, 3)


def test_a_spreadsheet_adds_tasks_and_a_date_it_moves_is_kept(signed_in, coordinator, task, partnership):
    task("Book rooms")
    client = signed_in(coordinator)
    lines = "Reference,What is done,Stage,Working days,Waits for\nTK-001,Book rooms,Pilot,8,\n,Write,Pilot,2,TK-001\n"
    looked = client.post(f"{TASKS}import/", {"file": SimpleUploadedFile("p.csv", lines.encode(), "text/csv")})
    assert (looked.context["tally"].new, looked.context["tally"].changed) == (1, 1)
    client.post(f"{TASKS}import/", {"token": looked.context["token"]})
    assert stored(partnership) == [("Book rooms", 8, ""), ("Write", 2, "TK-001")]
    with scope(partnership=partnership):
        moved = [(one.task.reference, one.old, one.new, one.why) for one in DateMove.objects.all()]
    assert moved == [("TK-001", "5 working days", "8 working days", "Imported from p.csv")]
