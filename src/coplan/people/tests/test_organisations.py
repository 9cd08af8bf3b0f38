"""Organisations: who may add and change them, and what others see of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coplan.people.models import Organisation
from coplan.people.services import act_for
from coplan.people.tests.cast import organisation, person, signed_in

pytestmark = pytest.mark.django_db
FERRY = {
    "name": "Ferry House",
    "sector": "third",
    "size_band": "6-49",
    "scheme": "GB-SC",
    "identifier": "sc 042386",
}


def programme() -> Client:
    return signed_in(person("Programme Team", is_programme=True))


def add(client: Client, **changed: str) -> Any:
    return client.post(reverse("people:organisation-add"), {**FERRY, **changed})


def edit(client: Client, one: Organisation, **changed: str) -> Any:
    sent = {"name": one.name, "sector": one.sector, "version": str(one.version), **changed}
    return client.post(reverse("people:organisation-edit", args=[one.pk]), sent)


def test_programme_adds_an_organisation() -> None:
    answer = add(programme())
    one = Organisation.objects.get(name="Ferry House")
    assert answer["Location"] == one.get_absolute_url()
    assert (one.scheme, one.identifier, one.size_band) == ("GB-SC", "SC042386", "6-49")
    assert one.history.get().history_user.name == "Programme Team"


def test_others_may_not_add() -> None:
    client = signed_in(person())
    assert client.get(reverse("people:organisation-add")).status_code == 403
    assert add(client).status_code == 403
    assert not Organisation.objects.exists()


def test_the_number_must_have_the_form_of_the_register() -> None:
    answer = add(programme(), identifier="42386")
    assert answer.status_code == 422
    assert "“42386” is not a number of" in answer.content.decode()
    assert "SC and six digits" in answer.content.decode()
    assert not Organisation.objects.exists()


def test_a_register_without_a_number_is_half_an_answer() -> None:
    answer = add(programme(), identifier="")
    assert "Give both the register and the number, or leave both empty." in answer.content.decode()


def test_one_number_is_one_organisation() -> None:
    client = programme()
    add(client)
    answer = add(client, name="Ferry House Ltd")
    assert "Another organisation already has this number. Choose that one." in answer.content.decode()


def test_the_same_name_twice_is_refused_unless_a_number_tells_them_apart() -> None:
    client = programme()
    organisation()
    again = add(client, name="ferry house", scheme="", identifier="")
    assert "An organisation of this name is already listed." in again.content.decode()
    assert add(client).status_code == 302


def test_somebody_who_acts_for_it_changes_it() -> None:
    one, isla = organisation(), person()
    act_for(person=isla, organisation=one, by=isla)
    assert edit(signed_in(isla), one, name="Ferry House Trust").status_code == 302
    one.refresh_from_db()
    assert (one.name, one.version) == ("Ferry House Trust", 2)
    assert one.history.first().history_user == isla


def test_acting_for_one_organisation_does_not_open_another() -> None:
    one, other, isla = organisation(), organisation("Other House"), person()
    act_for(person=isla, organisation=one, by=isla)
    assert edit(signed_in(isla), other, name="Mine").status_code == 403
    other.refresh_from_db()
    assert other.name == "Other House"


def test_the_second_of_two_editors_is_told_and_loses_nothing() -> None:
    one, client = organisation(), programme()
    edit(client, one, name="Ferry House Trust")
    answer = edit(client, one, name="Ferry House Group")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else saved this organisation while you were writing." in page
    assert "Ferry House Group" in page
    one.refresh_from_db()
    assert one.name == "Ferry House Trust"
    assert edit(client, one, name="Ferry House Group").status_code == 302


def test_everyone_who_signs_in_reads_the_public_facts_and_nothing_else() -> None:
    one = organisation(identifier="SC042386", scheme="GB-SC")
    mairi = person("Mairi Laing")
    act_for(person=mairi, organisation=one, by=mairi)
    edit(signed_in(mairi), one, scheme="GB-SC", identifier="SC042386", name="Ferry House Trust")
    page = signed_in(person()).get(one.get_absolute_url()).content.decode()
    assert "GB-SC-SC042386" in page
    assert "Mairi" not in page
    assert "History" not in page
    assert "Mairi Laing" in signed_in(mairi).get(one.get_absolute_url()).content.decode()


def test_without_signing_in_nothing_is_shown(client: Client) -> None:
    for address in (reverse("people:organisations"), organisation().get_absolute_url()):
        assert client.get(address)["Location"].startswith(reverse("account_login"))


def test_the_list_is_searched_filtered_and_paged() -> None:
    for number in range(30):
        organisation(f"House {number:02d}")
    organisation("Shore Council", sector="public")
    client = signed_in(person())

    def names(**query: Any) -> list[str]:
        return [
            o.name for o in client.get(reverse("people:organisations"), query).context["page"].object_list
        ]

    assert names() == [f"House {number:02d}" for number in range(25)]
    assert names(page=2) == ["House 25", "House 26", "House 27", "House 28", "House 29", "Shore Council"]
    assert names(sector="public") == ["Shore Council"]
    assert names(q="house 07") == ["House 07"]
    assert names(sector="nonsense", q="shore") == ["Shore Council"]


def test_a_number_nobody_has_is_not_found() -> None:
    client = programme()
    assert client.get(reverse("people:organisation", args=[999])).status_code == 404
    assert client.get(reverse("people:organisation-edit", args=[999])).status_code == 404
