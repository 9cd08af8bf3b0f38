"""Inviting people: the e-mail, sending again, withdrawing, and who may do it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from coplan.partnerships import invitations
from coplan.partnerships.models import Invitation, Partnership, PersonaRole
from coplan.partnerships.testing import take_part
from coplan.partnerships.tests.round_table import coordinator_of, partner, partnership
from coplan.people.tests.cast import link_in_last_mail, person, signed_in

pytestmark = pytest.mark.django_db
MAIRI = {"name": "Mairi Laing", "email": "Mairi@gmail.example", "role": "observer", "message": "Do come."}


@pytest.fixture
def owner() -> Partnership:
    return partnership()


@pytest.fixture
def coordinator(owner: Partnership) -> Client:
    return signed_in(coordinator_of(owner))


def send(client: Client, owner: Partnership, **changed: Any) -> Any:
    return client.post(reverse("partnerships:invite", args=[owner.slug]), {**MAIRI, **changed})


def kept() -> Invitation:
    with scopes_disabled():
        return Invitation.objects.get()


def how_many() -> int:
    with scopes_disabled():
        return Invitation.objects.count()


@pytest.mark.django_db(transaction=True)
def test_the_email_says_who_invites_to_what_as_what(coordinator: Client, owner: Partnership) -> None:
    assert send(coordinator, owner)["Location"] == reverse("partnerships:invitations", args=[owner.slug])
    [message] = mail.outbox
    assert message.to == ["mairi@gmail.example"]
    assert message.subject == "Coordinator invites you to Living well"
    assert "Your role: Observer" in message.body
    assert "Do come." in message.body
    assert kept().expires_on == timezone.localdate() + timedelta(days=21)


@pytest.mark.django_db(transaction=True)
def test_only_a_digest_of_the_link_is_kept(coordinator: Client, owner: Partnership) -> None:
    send(coordinator, owner)
    invitation = kept()
    token = link_in_last_mail().split("/")[2]
    secret = token.split(":")[0].partition(".")[2]
    assert secret not in str(invitation.__dict__)
    assert invitation.digest == invitations._digest(secret)


def test_an_organisations_domain_plays_no_part(coordinator: Client, owner: Partnership) -> None:
    council = partner(owner)
    send(coordinator, owner, role="partner", partner=council.pk)
    assert (kept().email, kept().partner) == ("mairi@gmail.example", council)


def test_a_partner_role_needs_a_partner(coordinator: Client, owner: Partnership) -> None:
    answer = send(coordinator, owner, role="partner")
    assert answer.status_code == 422
    assert "Choose the partner this person acts for." in answer.content.decode()


def test_another_partnerships_partner_cannot_be_chosen(coordinator: Client, owner: Partnership) -> None:
    elsewhere = partner(partnership("elsewhere"))
    assert send(coordinator, owner, role="partner", partner=elsewhere.pk).status_code == 422
    assert how_many() == 0


def test_a_bad_address_is_refused_and_what_was_typed_is_kept(coordinator: Client, owner: Partnership) -> None:
    answer = send(coordinator, owner, email="mairi at gmail")
    assert "Enter an e-mail address in the right form" in answer.content.decode()
    assert "mairi at gmail" in answer.content.decode()
    assert how_many() == 0


def test_the_same_invitation_is_not_sent_twice(coordinator: Client, owner: Partnership) -> None:
    send(coordinator, owner)
    answer = send(coordinator, owner, email="MAIRI@gmail.example")
    assert "An invitation to this address for this role is already waiting." in answer.content.decode()
    assert how_many() == 1


def test_inviting_does_not_tell_who_has_an_account(coordinator: Client, owner: Partnership) -> None:
    person("Mairi Laing", email="mairi@gmail.example")
    known = send(coordinator, owner)
    unknown = send(coordinator, owner, email="nobody@gmail.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.django_db(transaction=True)
def test_sending_again_replaces_the_link(coordinator: Client, owner: Partnership) -> None:
    send(coordinator, owner)
    first = link_in_last_mail()
    coordinator.post(reverse("partnerships:invitation-again", args=[owner.slug, kept().pk]))
    assert len(mail.outbox) == 2
    assert Client().get(first).status_code == 404
    assert Client().get(link_in_last_mail()).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_invitation_is_dead_and_forgets_the_address(
    coordinator: Client, owner: Partnership
) -> None:
    send(coordinator, owner)
    coordinator.post(reverse("partnerships:invitation-withdraw", args=[owner.slug, kept().pk]))
    assert Client().get(link_in_last_mail()).status_code == 404
    assert (kept().name, kept().email, kept().message, kept().digest) == ("", "", "", "")
    again = coordinator.post(
        reverse("partnerships:invitation-again", args=[owner.slug, kept().pk]), follow=True
    )
    assert "no longer waiting" in again.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_loses_nothing(
    coordinator: Client, owner: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*args: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    page = coordinator.post(reverse("partnerships:invite", args=[owner.slug]), MAIRI, follow=True)
    assert "the e-mail could not be sent" in page.content.decode()
    assert how_many() == 1


def test_the_list_shows_what_came_of_each(coordinator: Client, owner: Partnership) -> None:
    send(coordinator, owner)
    page = coordinator.get(reverse("partnerships:invitations", args=[owner.slug])).content.decode()
    assert "Mairi Laing" in page
    assert "mairi@gmail.example" in page
    assert "Withdraw" in page


def test_another_partnerships_invitation_is_out_of_reach(coordinator: Client, owner: Partnership) -> None:
    elsewhere = partnership("elsewhere")
    send(signed_in(coordinator_of(elsewhere, "Other Coordinator")), elsewhere)
    for name in ("invitation-again", "invitation-withdraw"):
        answer = coordinator.post(reverse(f"partnerships:{name}", args=[owner.slug, kept().pk]))
        assert answer.status_code == 404
    assert kept().withdrawn_at is None


@pytest.mark.parametrize("role", [role for role in PersonaRole if role != PersonaRole.COORDINATOR])
def test_nobody_but_the_coordinator_invites(owner: Partnership, role: PersonaRole) -> None:
    who = person()
    take_part(owner, who, role)
    client = signed_in(who)
    assert client.get(reverse("partnerships:invitations", args=[owner.slug])).status_code == 403
    assert send(client, owner).status_code == 403
    assert how_many() == 0


def test_outsiders_find_nothing_here(owner: Partnership) -> None:
    for client in (signed_in(person()), signed_in(person("Programme Team", is_programme=True))):
        assert send(client, owner).status_code == 404


def test_a_closed_partnership_invites_nobody(coordinator: Client, owner: Partnership) -> None:
    owner.closed_on = timezone.localdate()
    owner.save()
    assert send(coordinator, owner).status_code == 403


def test_sending_and_withdrawing_take_a_post(coordinator: Client, owner: Partnership) -> None:
    send(coordinator, owner)
    for name in ("invitation-again", "invitation-withdraw"):
        assert (
            coordinator.get(reverse(f"partnerships:{name}", args=[owner.slug, kept().pk])).status_code == 405
        )


def test_addresses_of_invitations_that_ran_out_long_ago_are_wiped(
    coordinator: Client, owner: Partnership
) -> None:
    send(coordinator, owner)
    assert invitations.forget_lapsed(today=timezone.localdate() + timedelta(days=111)) == 0
    assert invitations.forget_lapsed(today=timezone.localdate() + timedelta(days=112)) == 1
    assert kept().email == ""
