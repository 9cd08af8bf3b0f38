"""The link that opens one return without a password."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_scopes import scope

from coplan.outcomes.models import Reading
from coplan.partnerships.models import Participant
from coplan.returns import services
from coplan.returns.models import Figure, Link, Return, Round
from coplan.returns.services import links
from coplan.returns.tests.conftest import questions


@pytest.fixture
def open_now(partnership, asked):
    """The round as it would be were it due in a week from today."""
    today = timezone.localdate()
    with scope(partnership=partnership):
        asked.opens_on, asked.due_on = (
            today,
            max(today + timedelta(days=7), asked.ends_on + timedelta(days=1)),
        )
        asked.save()
    return asked


@pytest.fixture
def link(partnership, open_now, return_of, public_partner, contact):
    with scope(partnership=partnership):
        made, address = services.make_link(
            one=return_of(public_partner), person=contact, today=timezone.localdate()
        )
    return made, address[address.index("/r/") :]


def sent(partnership, one, **more):
    """Everything the form sends, with three right answers."""
    with scope(partnership=partnership):
        visited, seen, wait = (f"q{f.number}" for f in questions(one))
    return {
        "version": one.version,
        f"{visited}-figure": "30",
        f"{visited}-source": "Log",
        f"{seen}-figure": "20",
        f"{seen}-out_of": "40",
        f"{seen}-source": "Log",
        f"{wait}-figure": "3",
        f"{wait}-source": "Log",
    } | more


def test_the_form_says_for_whom_it_acts_and_is_kept_by_nobody(client, link):
    answer = client.get(link[1])
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "You report as Mairi Grant for Ewart Council." in page
    assert "Weeks to the first visit" in page
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert "sessionid" not in client.cookies


def test_figures_are_sent_in_the_name_of_the_person(
    client, link, partnership, return_of, public_partner, contact
):
    one = return_of(public_partner)
    answer = client.post(link[1], sent(partnership, one, send="1"))
    assert (answer.status_code, answer.url) == (302, link[1])
    done = return_of(public_partner)
    assert (done.state, done.sent_by) == ("sent", contact)
    with scope(partnership=partnership):
        assert {row.history.first().history_user for row in Figure.objects.filter(in_return=one)} == {contact}
        assert Reading.objects.count() == 0
    page = client.get(link[1]).content.decode()
    assert "Sent by Mairi Grant" in page
    assert "<textarea" not in page


def test_a_draft_is_saved_and_the_same_link_goes_on(client, link, partnership, return_of, public_partner):
    one = return_of(public_partner)
    client.post(link[1], sent(partnership, one))
    page = client.get(link[1]).content.decode()
    assert 'value="30"' in page
    assert return_of(public_partner).state == "draft"


def test_faults_are_listed_and_what_was_typed_is_kept(client, link, partnership, return_of, public_partner):
    one = return_of(public_partner)
    with scope(partnership=partnership):
        visited, seen, wait = (f"q{f.number}" for f in questions(one))
    data = sent(partnership, one, send="1") | {f"{visited}-figure": "thirty", f"{seen}-out_of": "10"}
    answer = client.post(link[1], data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{visited}-figure"' in page
    assert "Figure must be a number" in page
    assert "The count cannot be more than what it is out of." in page
    assert 'value="thirty"' in page
    assert f'name="{wait}-figure" value="3"' in page
    assert return_of(public_partner).state == "draft"


def test_another_partners_question_is_not_written(
    client, link, partnership, return_of, partner, public_partner
):
    with scope(partnership=partnership):
        theirs = questions(return_of(partner))[0]
    data = sent(partnership, return_of(public_partner)) | {f"q{theirs.number}-figure": "99"}
    client.post(link[1], data)
    theirs.refresh_from_db()
    assert theirs.figure is None


@pytest.mark.parametrize("wrong", ["1.abc", "x", "../", "1.abc:signed"])
def test_a_made_up_link_opens_nothing(client, link, wrong):
    assert client.get(f"/r/{wrong}/").status_code == 404


def test_a_link_of_another_key_opens_nothing(client, link, open_now):
    forged = links._signer.sign(f"{link[0].pk}.guess")
    assert client.get(f"/r/{forged}/").status_code == 404


@pytest.mark.parametrize("ended", ["stopped", "expired", "locked", "left", "inactive", "closed", "removed"])
def test_a_link_ends(client, link, ended, partnership, contact, coordinator, return_of, public_partner):
    today = timezone.localdate()
    with scope(partnership=partnership):
        made = Link.objects.get(pk=link[0].pk)
        if ended == "stopped":
            services.stop_link(link=made, by=coordinator)
        elif ended == "expired":
            made.expires_on = today - timedelta(days=1)
            made.save()
        elif ended == "locked":
            Round.objects.update(locked_at=timezone.now())
        elif ended == "left":
            Participant.objects.filter(person=contact).update(ends_on=today - timedelta(days=1))
        elif ended == "inactive":
            type(contact).objects.filter(pk=contact.pk).update(is_active=False)
        elif ended == "closed":
            type(partnership).objects.filter(pk=partnership.pk).update(closed_on=today)
        else:
            Return.objects.update(removed_at=timezone.now())
    assert client.get(link[1]).status_code == 404
    assert client.post(link[1], {"send": "1"}).status_code == 404


def test_the_secret_is_stored_as_a_digest_only(link):
    secret = links._signer.unsign(link[1].split("/")[2]).partition(".")[2]
    assert len(secret) == 32
    assert secret not in str(vars(link[0]))


def test_guessing_is_slowed_down(client, link):
    for _turn in range(30):
        client.get("/r/guess/")
    assert client.get(link[1]).status_code == 429


def test_a_link_opens_nothing_else(client, link, partnership):
    client.get(link[1])
    assert client.get("/p/living-well/").status_code == 302


def test_a_coordinator_sends_a_link_and_stops_it(
    signed_in, coordinator, open_now, return_of, public_partner, contact, client,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    one = return_of(public_partner)
    page = f"/p/living-well/reporting/returns/{one.number}/"
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(coordinator).post(f"{page}links/", {"person": contact.pk})
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["mairi.grant@example.org"], "Your link to the figures of Ewart Council for January to March 2026")
    ]
    address = next(line for line in mail.outbox[0].body.splitlines() if "/r/" in line)
    path = address[address.index("/r/") :]
    assert client.get(path).status_code == 200
    with scope(partnership=one.partnership):
        key = Link.objects.get().pk
    signed_in(coordinator).post(f"{page}links/{key}/stop/")
    assert client.get(path).status_code == 404


def test_whoever_sent_a_return_is_told_that_it_came_back(
    both_sent, partnership, return_of, public_partner, coordinator, client, open_now,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    with scope(partnership=partnership), django_capture_on_commit_callbacks(execute=True):
        services.send_back(one=return_of(public_partner), reason="Is 30 the whole quarter?", by=coordinator)
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["mairi.grant@example.org"], "Sent back: figures of Ewart Council for January to March 2026")
    ]
    assert "Isla Reid sent them back: Is 30 the whole quarter?" in mail.outbox[0].body
    address = next(line for line in mail.outbox[0].body.splitlines() if "/r/" in line)
    assert "Is 30 the whole quarter?" in client.get(address[address.index("/r/") :]).content.decode()


def test_somebody_who_wants_no_reminders_is_not_written_to(
    both_sent, partnership, return_of, public_partner, coordinator, contact,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    services.be_quiet(person=contact)
    with scope(partnership=partnership), django_capture_on_commit_callbacks(execute=True):
        services.send_back(one=return_of(public_partner), reason="Is 30 the whole quarter?", by=coordinator)
    assert mail.outbox == []
