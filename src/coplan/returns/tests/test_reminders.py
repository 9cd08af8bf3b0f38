"""Reminders: to whom, when, and never twice."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django_scopes import scope, scopes_disabled

from coplan.partnerships.models import Participant, PersonaRole
from coplan.partnerships.testing import make_person, take_part
from coplan.returns import services
from coplan.returns.models import Quiet, Reminder
from coplan.returns.services import reminders

DUE = date(2026, 4, 14)


def told():
    return sorted((one.to[0].split("@")[0], one.subject) for one in mail.outbox)


def on(days):
    mail.outbox.clear()
    return services.remind(today=DUE + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-8, None), (-7, "before"), (-1, "before"), (0, "due"), (6, "due"), (7, "late-1"), (14, "late-2"),
        (21, "late-3"), (27, "late-3"), (28, None),
    ],
)  # fmt: skip
def test_the_step_of_a_day(days, step):
    assert reminders.step_of(DUE, DUE + timedelta(days=days)) == step


def test_everybody_who_reports_is_reminded_once(asked):
    assert on(-7) == 2
    assert told() == [
        ("isla.reid", "Figures of Ferry House for January to March 2026: due on 14 April"),
        ("mairi.grant", "Figures of Ewart Council for January to March 2026: due on 14 April"),
    ]
    assert (on(-7), on(-5)) == (0, 0)


def test_the_mail_is_plain_says_why_it_came_and_holds_one_link_that_acts(asked, client):
    on(-7)
    mairis = next(one for one in mail.outbox if one.to == ["mairi.grant@example.org"])
    assert mairis.content_subtype == "plain"
    assert (
        "Ewart Council reports 3 figures for January to March 2026 to “Living well together”." in mairis.body
    )
    assert "They are due on 14 April 2026, in 7 days." in mairis.body
    assert "You get this because you report for the organisation named above" in mairis.body
    assert mairis.body.count("/r/") == 1
    assert mairis.body.count("/reminders/") == 1


def test_on_the_day_and_weekly_after_three_times_at_most(asked):
    subjects = []
    for days in range(-10, 60):
        on(days)
        subjects += [(days, subject) for who, subject in told() if who == "mairi.grant"]
    about = "Figures of Ewart Council for January to March 2026"
    assert subjects == [
        (-7, f"{about}: due on 14 April"),
        (0, f"{about}: due today"),
        (7, f"{about} are late"),
        (14, f"{about} are late"),
        (21, f"{about} are late"),
    ]


def test_who_has_sent_is_left_in_peace(asked, both_sent):
    assert on(0) == 0


def test_only_the_contacts_where_there_are_any(asked, partnership, public_partner):
    take_part(partnership, make_person("Ann Orr"), PersonaRole.PARTNER, public_partner)
    on(-7)
    assert [who for who, _subject in told()] == ["isla.reid", "mairi.grant"]


def test_nothing_goes_to_people_who_left_or_from_closed_partnerships(asked, partnership, contact):
    with scope(partnership=partnership):
        Participant.objects.filter(person=contact).update(ends_on=date(2026, 2, 1))
    on(-7)
    assert [who for who, _subject in told()] == ["isla.reid"]
    partnership.closed_on = date(2026, 4, 1)
    partnership.save()
    assert on(0) == 0


def test_one_mail_for_several_returns(asked, partnership, contact, partner):
    take_part(partnership, contact, PersonaRole.PARTNER, partner)
    with scope(partnership=partnership):
        Participant.objects.filter(partner=partner).update(is_contact=True)
    on(-7)
    mairis = [one for one in mail.outbox if one.to == ["mairi.grant@example.org"]]
    assert len(mairis) == 1
    assert mairis[0].body.count("/r/") == 2


def test_what_could_not_be_sent_goes_the_next_day(asked, monkeypatch):
    def refuse(self, fail_silently=False):
        raise OSError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        assert on(-7) == 0
    with scopes_disabled():
        assert Reminder.objects.count() == 0
    assert on(-6) == 2


def test_somebody_else_who_claims_first_sends(asked, partnership, return_of, public_partner, contact):
    with scope(partnership=partnership):
        Reminder.objects.create(
            partnership=partnership, in_return=return_of(public_partner), person=contact, step="before"
        )
    on(-7)
    assert [who for who, _subject in told()] == ["isla.reid"]


def test_reminders_are_turned_off_from_the_mail_and_on_again(asked, client, contact):
    on(-7)
    mairis = next(one for one in mail.outbox if one.to == ["mairi.grant@example.org"])
    path = next(line for line in mairis.body.splitlines() if "/reminders/" in line)
    path = path[path.index("/reminders/") :]
    assert "Send me no more reminders" in client.get(path).content.decode()
    assert Quiet.objects.count() == 0
    client.post(path, {"off": "1"})
    assert Quiet.objects.get().person == contact
    on(0)
    assert [who for who, _subject in told()] == ["isla.reid"]
    client.post(path, {"on": "1"})
    assert Quiet.objects.count() == 0
    assert client.get("/reminders/1/").status_code == 404


def test_signed_in_people_have_the_same_page(signed_in, contact, client):
    mine = signed_in(contact)
    assert "Mairi Grant gets reminders by e-mail" in mine.get("/my-reminders/").content.decode()
    mine.post("/my-reminders/", {"off": "1"})
    assert Quiet.objects.get().person == contact
    assert client.get("/my-reminders/").status_code == 302
