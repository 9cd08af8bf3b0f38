"""A whole plan from MS Project or from the outline: looked at first; faults named; and taken out again."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from coplan.engines.schedule import WEEKDAYS
from coplan.planning import drafts, msproject, queries
from coplan.planning.models import Milestone, Task
from coplan.planning.outline import outline
from coplan.planning.tests.conftest import MONDAY

PLAN = "/p/living-well/plan/"


def link(uid, more=""):
    return f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID>{more}</PredecessorLink>"


def xml(first_waits="", head="", root="Project"):
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<{root} xmlns="http://schemas.microsoft.com/project"><Tasks>
<Task><UID>0</UID><Name>All</Name><Summary>1</Summary><OutlineLevel>0</OutlineLevel></Task>
<Task><UID>7</UID><Name>Pilot</Name><Summary>1</Summary><OutlineLevel>1</OutlineLevel></Task>
<Task><UID>1</UID><Name>Book rooms</Name><Duration>PT36H0M0S</Duration>{first_waits}</Task>
<Task><UID>2</UID><Name>Write letters</Name><Duration>PT16H0M0S</Duration>
{link(1, "<Type>1</Type><LinkLag>9600</LinkLag>")}{link(7)}{link(1, "<Type>3</Type>")}</Task>
<Task><UID>3</UID><Name>First group meets</Name><Milestone>1</Milestone><Finish>2027-03-12T17:00:00</Finish>
<Duration>PT0H0M0S</Duration>{link(2)}</Task>
</Tasks></{root}>""".encode()


def send(client, content):
    file = SimpleUploadedFile("plan.xml", content, "application/xml")
    return client.post(f"{PLAN}bring-in/", {"file": file, "stage": "pilot"})


def stored(partnership):
    with scope(partnership=partnership):
        return [
            [(t.title, t.days, t.after, t.workstream) for t in Task.objects.order_by("number")],
            [(m.title, m.due_on, m.after) for m in Milestone.objects.order_by("number")],
        ]


def test_a_plan_of_ms_project_is_looked_at_and_then_stored(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    looked = send(client, xml())
    page = looked.content.decode()
    assert "2 tasks and 1 milestones would be added" in page
    assert "1 link that is not from finish to start is left out." in page
    assert "1 link to a heading or to another plan is left out." in page
    assert stored(partnership) == [[], []]
    assert client.post(f"{PLAN}bring-in/", {"kept": looked.context["kept"]}).status_code == 302
    assert stored(partnership) == [
        [("Book rooms", 5, "", "Pilot"), ("Write letters", 2, "TK-001 +2", "Pilot")],
        [("First group meets", date(2027, 3, 12), "TK-002")],
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (xml(link(2)), "Book rooms → 2 Write letters"),
        (xml(head='<!DOCTYPE p [<!ENTITY a "b">]>'), "declares a document type"),
        (xml(root="Plan"), "not a plan of MS Project"),
        (b"<Project", "not XML that can be read"),
        (xml().decode().encode("utf-16"), "not in UTF-8"),
        (xml().replace(b"PT36H0M0S", b"PT99999H0M0S"), "“Book rooms”: it must take from 0 to 1,000"),
        (xml().replace(b"PT36H0M0S", b"a while"), "“Book rooms”: its length cannot be read."),
        (xml().replace(b"2027-03-12T17:00:00", b""), "“First group meets”: a milestone needs its day."),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_name(signed_in, coordinator, partnership, content, told):
    refused = send(signed_in(coordinator), content)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert stored(partnership) == [[], []]


def test_what_was_tampered_with_is_not_stored(signed_in, coordinator, partnership):
    assert signed_in(coordinator).post(f"{PLAN}begin/", {"kept": "anything"}).status_code == 302
    assert stored(partnership) == [[], []]


def test_a_plan_taken_out_comes_back_the_same(task, milestone, planned, partnership, signed_in, observer):
    task("Book <rooms> & halls", 5)
    task("Write letters", 2, "TK-001 -1")
    milestone("First group meets", date(2027, 3, 12), "TK-002 +3")
    found = msproject.read(msproject.write(planned(), "Living well"), "pilot")
    assert found.notices == ()
    assert [(one.title, one.days, one.after, one.due_on) for one in found.drafts] == [
        ("Book <rooms> & halls", 5, (), None),
        ("Write letters", 2, (("1", -1),), None),
        ("First group meets", 0, (("2", 3),), date(2027, 3, 12)),
    ]
    answer = signed_in(observer).get(f"{PLAN}plan.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")


def test_the_usual_plan_is_set_back_from_the_end(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    looked = client.post(f"{PLAN}begin/", {"ends_on": "2031-03-31"})
    assert "The last safe start of the whole is" in looked.content.decode()
    client.post(f"{PLAN}begin/", {"kept": looked.context["kept"]})
    tasks, milestones = stored(partnership)
    assert (len(tasks), len(milestones)) == (28, 9)
    assert milestones[-1] == ("Whatever goes on has begun", date(2031, 3, 31), "TK-027; TK-026")
    with scope(partnership=partnership):
        planned = queries.planned(partnership, MONDAY)
        assert [key for key, one in planned.dates.by_key.items() if one.is_late] == []
    late = client.post(f"{PLAN}begin/", {"ends_on": "2027-03-31"})
    assert "working days ago: shorten it" in late.content.decode()


def test_the_outline_is_sound_and_every_task_leads_somewhere():
    found = outline()
    drafts.check(drafts.backward(found, WEEKDAYS, date(2031, 3, 31)).drafts)
    waited_for = {key for one in found for key, _lag in one.after}
    assert {one.id for one in found} - waited_for == {"goes-on", "lessons"}


def test_drafts_that_wait_for_nothing_there_are_refused():
    with pytest.raises(ValidationError, match="waits for 9, which is not in it"):
        drafts.check([drafts.Draft("1", "Book rooms", 1, (("9", 0),))])


@pytest.mark.parametrize(("role", "status"), [("partner_person", 403), ("observer", 403), ("outsider", 404)])
def test_only_the_coordinator_brings_one_in(request, signed_in, role, status):
    client = signed_in(request.getfixturevalue(role))
    for part in ("bring-in/", "begin/"):
        assert client.post(f"{PLAN}{part}", {}).status_code == status
