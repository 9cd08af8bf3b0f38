"""Accepting: with and without an account, once, in time, and by the right person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from coplan.partnerships import invitations
from coplan.partnerships.models import Invitation, Participant, Partner, Partnership, PersonaRole
from coplan.partnerships.tests.round_table import coordinator_of, partner, partnership
from coplan.people.models import Person
from coplan.people.tests.cast import link_in_last_mail, organisation, person, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner() -> Partnership:
    return partnership()


def invite(owner: Partnership, role: str = PersonaRole.PARTNER, acts_for: Partner | None = None) -> str:
    """Invite Mairi; the path of her link."""
    by = Person.objects.filter(name="Coordinator").first() or coordinator_of(owner)
    with scope(partnership=owner):
        invitations.invite(
            partnership=owner,
            name="Mairi Laing",
            email="mairi@gmail.example",
            role=role,
            partner=acts_for,
            by=by,
        )
    return link_in_last_mail()


def parts_of(who: Person) -> list[tuple[str, str, str | None]]:
    with scopes_disabled():
        found = Participant.objects.filter(person=who).select_related("partnership", "partner__organisation")
        return [
            (p.partnership.slug, p.role, str(p.partner.organisation) if p.partner else None) for p in found
        ]


def test_the_link_shows_what_is_offered(client: Client, owner: Partnership) -> None:
    page = client.get(invite(owner, acts_for=partner(owner))).content.decode()
    assert "You are invited to Living well" in page
    assert "Coordinator" in page
    assert "Ferry House" in page
    assert 'value="Mairi Laing"' in page


def test_opening_the_link_accepts_nothing(client: Client, owner: Partnership) -> None:
    client.get(invite(owner))
    assert not Person.objects.filter(email="mairi@gmail.example").exists()


def test_somebody_new_gets_an_account_a_part_and_is_signed_in(client: Client, owner: Partnership) -> None:
    link = invite(owner, acts_for=partner(owner))
    answer = client.post(link, {"name": "Mairi M. Laing"})
    mairi = Person.objects.get(email="mairi@gmail.example")
    assert answer["Location"] == reverse("overview", args=[owner.slug])
    assert client.session["_auth_user_id"] == str(mairi.pk)
    assert (mairi.name, mairi.has_usable_password()) == ("Mairi M. Laing", False)
    assert parts_of(mairi) == [("living-well", "partner", "Ferry House")]
    assert [str(a.organisation) for a in mairi.affiliations.all()] == ["Ferry House"]
    assert EmailAddress.objects.filter(user=mairi, verified=True, primary=True).count() == 1


def test_without_a_name_nothing_is_accepted(client: Client, owner: Partnership) -> None:
    answer = client.post(invite(owner), {"name": " "})
    assert answer.status_code == 422
    assert "Enter your name" in answer.content.decode()
    assert not Person.objects.filter(email="mairi@gmail.example").exists()


def test_a_link_works_once(client: Client, owner: Partnership) -> None:
    link = invite(owner)
    client.post(link, {"name": "Mairi"})
    for again in (Client().get(link), Client().post(link, {"name": "Somebody else"})):
        assert again.status_code == 404
        assert "This invitation cannot be used" in again.content.decode()
    assert Person.objects.filter(email="mairi@gmail.example").count() == 1


def test_accepting_leaves_no_address_in_the_invitation(client: Client, owner: Partnership) -> None:
    client.post(invite(owner), {"name": "Mairi"})
    with scopes_disabled():
        kept = Invitation.objects.get()
    assert (kept.email, kept.name, kept.digest) == ("", "", "")
    assert kept.accepted_by == Person.objects.get(email="mairi@gmail.example")


def test_a_link_ends_after_21_days(client: Client, owner: Partnership) -> None:
    link = invite(owner)
    with scopes_disabled():
        Invitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert client.get(link).status_code == 404
    assert client.post(link, {"name": "Mairi"}).status_code == 404


@pytest.mark.parametrize("token", ["", "1.secret", "1.secret:forged", "x" * 300, "%00"])
def test_a_made_up_link_tells_nothing(client: Client, owner: Partnership, token: str) -> None:
    invite(owner)
    answer = client.get(f"/invitation/{token}/")
    assert answer.status_code == 404


def test_a_changed_link_is_dead(client: Client, owner: Partnership) -> None:
    link = invite(owner)
    assert client.get(link.replace("/invitation/", "/invitation/9")).status_code == 404


def test_somebody_with_an_account_signs_in_first(client: Client, owner: Partnership) -> None:
    mairi = person("Mairi Laing", email="mairi@gmail.example")
    link = invite(owner)
    page = client.get(link).content.decode()
    assert f'href="{reverse("account_login")}?next={link}"' in page
    client.post(link, {"name": "Mairi"})
    assert parts_of(mairi) == []
    answer = signed_in(mairi).post(link)
    assert answer["Location"] == reverse("overview", args=[owner.slug])
    assert parts_of(mairi) == [("living-well", "partner", None)]


def test_signed_in_as_somebody_else_the_link_is_not_theirs(owner: Partnership) -> None:
    stranger = person("Isla Reid")
    answer = signed_in(stranger).post(invite(owner))
    assert answer.status_code == 403
    assert "You are signed in as Isla Reid" in answer.content.decode()
    assert parts_of(stranger) == []


def test_one_person_acts_for_several_organisations(owner: Partnership) -> None:
    mairi = person("Mairi Laing", email="mairi@gmail.example")
    client = signed_in(mairi)
    for name in ("Ferry House", "Shore Carers"):
        client.post(invite(owner, acts_for=partner(owner, organisation(name))))
    assert {part[2] for part in parts_of(mairi)} == {"Ferry House", "Shore Carers"}
    assert mairi.affiliations.count() == 2


def test_the_same_part_is_not_taken_twice(owner: Partnership) -> None:
    mairi = person("Mairi Laing", email="mairi@gmail.example")
    client = signed_in(mairi)
    client.post(invite(owner, PersonaRole.OBSERVER))
    client.post(invite(owner, PersonaRole.OBSERVER))
    assert parts_of(mairi) == [("living-well", "observer", None)]


def test_a_partner_that_left_meanwhile_takes_nobody(client: Client, owner: Partnership) -> None:
    ferry = partner(owner)
    link = invite(owner, acts_for=ferry)
    with scope(partnership=owner):
        ferry.left_on = timezone.localdate() - timedelta(days=1)
        ferry.save()
    page = client.post(link, {"name": "Mairi Laing"}, follow=True).content.decode()
    assert "Ferry House is no longer a partner. Ask for a new invitation." in page
    assert not Person.objects.filter(name="Mairi Laing").exists()


def test_an_invitation_waits_on_the_persons_own_page_without_the_link(owner: Partnership) -> None:
    invite(owner)
    mairi = person("Mairi Laing", email="mairi@gmail.example")
    client = signed_in(mairi)
    with scopes_disabled():
        waiting = reverse("invitation-waiting", args=[Invitation.objects.get().pk])
    assert waiting in client.get(reverse("home")).content.decode()
    assert signed_in(person("Isla Reid")).get(waiting).status_code == 404
    client.post(waiting)
    assert parts_of(mairi) == [("living-well", "partner", None)]


def test_a_partnership_that_closed_meanwhile_takes_nobody(client: Client, owner: Partnership) -> None:
    link = invite(owner)
    owner.closed_on = timezone.localdate()
    owner.save()
    assert client.get(link).status_code == 404
